"""Section fronts by their shape, in any language, and what looks like them and is a story."""

from __future__ import annotations

import pytest

from cleaner import clean

MENU = ("Portada", "Política", "Economía", "Deportes", "Cultura", "Suscríbete", "Iniciar sesión")
FOOT = ("Aviso legal", "Privacidad", "Contacto", "© 2025 El Muelle")
TEASERS = (
    ("El ayuntamiento cierra hasta mayo", "Una fuga de agua obliga a atender a los vecinos en la antigua oficina."),
    ("El ferri vuelve a su horario", "El barco ha sido reparado y sale cada cuarenta minutos del muelle norte."),
    ("Nuevo entrenador para el Puerto", "Javier Luna llega con dos jugadores y el encargo de evitar el descenso."),
    ("La panadería cierra tras ochenta años", "La familia Ferrer no encuentra sucesor y hornea el sábado otra vez."),
    ("El puente se reparará en verano", "Quien venga de la otra orilla tendrá que dar un rodeo de seis semanas."),
    (
        "Sigue la disputa por la piscina",
        "El gobierno local descarta abrirla en junio y los vecinos protestan por ello.",
    ),
    ("El museo muestra barcos de papel", "Un práctico jubilado ha plegado más de trescientos modelos en veinte años."),
    ("La lluvia pone en peligro la cosecha", "En muchos campos hay agua y las fresas se pudren en la misma planta."),
)
TICKER = (
    ("15:30", "Anpfiff in Oldenwarf, der SV Hafen spielt von links nach rechts und hat Rückenwind."),
    ("15:41", "Brodersen zieht aus zwanzig Metern ab, der Ball streicht knapp am Pfosten vorbei."),
    ("15:48", "Gelb für Lüders nach einem Foul an der Mittellinie, das hätte er sich sparen können."),
    ("15:56", "Tor für den SV Hafen! Matthies köpft nach einer Flanke von rechts zum 1:0 ein."),
    ("16:15", "Halbzeit in Oldenwarf, der SV Hafen führt knapp und nicht unverdient mit 1:0."),
    ("16:33", "Ausgleich! Jansen trifft mit seinem ersten Ballkontakt aus kurzer Entfernung zum 1:1."),
    ("17:19", "Abpfiff, am Ende trennen sich beide Mannschaften mit einem gerechten Unentschieden."),
)


@pytest.mark.parametrize("stamp", ["hace 2 horas", "Leer más"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_headlines_with_a_sentence_and_a_stamp_each_are_a_front(stamp: str, gap: str) -> None:
    lines = [line for headline, sentence in TEASERS for line in (headline, sentence, stamp)]
    article = clean(gap.join([*MENU, *lines, *FOOT]))
    assert article.status == "no-article"
    assert any("headlines with a sentence each" in removal.reason for removal in article.removed)


def test_a_live_ticker_is_a_story() -> None:
    lines = [line for entry in TICKER for line in entry]
    top = ("Startseite", "Sport", "Abo", "SV Hafen gegen TuS Deich im Liveticker")
    article = clean("\n\n".join([*top, *lines, "Impressum", "© 2025 Hafenbote"]))
    assert article.status == "ok"
    assert all(sentence in article.text for _, sentence in TICKER)
