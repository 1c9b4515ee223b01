from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.api import Cleaner
from cleaner.language import detect, function_words, is_function_word
from cleaner.readers.dump import read

TEXTS = {
    "en": (
        "The bridge was closed on Tuesday because the engineers had found that two of its bearings were "
        "cracked, and it will stay closed."
    ),
    "de": (
        "Die Brücke wurde am Dienstag gesperrt, weil die Ingenieure festgestellt haben, dass zwei der "
        "Lager gerissen sind und nicht mehr halten."
    ),
    "fr": (
        "Le pont a été fermé mardi parce que les ingénieurs ont constaté que deux de ses appuis sont "
        "fissurés et qu'il ne tient plus."
    ),
    "es": (
        "El puente se cerró el martes porque los ingenieros vieron que dos de los apoyos están rotos y "
        "que no se puede pasar por él."
    ),
    "pt": (
        "A ponte foi fechada na terça-feira porque os engenheiros viram que dois dos apoios estão "
        "rachados e não é possível passar por ela."
    ),
    "it": (
        "Il ponte è stato chiuso martedì perché gli ingegneri hanno visto che due degli appoggi sono "
        "crepati e non si può più passare."
    ),
    "nl": (
        "De brug is dinsdag gesloten omdat de ingenieurs hebben gezien dat twee van de lagers zijn "
        "gescheurd en het niet meer veilig is."
    ),
    "sv": (
        "Bron stängdes på tisdagen eftersom ingenjörerna såg att två av lagren har spruckit och att det "
        "inte längre är säkert att köra."
    ),
    "no": (
        "Broen ble stengt på tirsdag fordi ingeniørene så at to av lagrene har sprukket, og at det ikke "
        "lenger er trygt å kjøre over noe."
    ),
    "da": (
        "Broen blev lukket i tirsdags, fordi ingeniørerne så, at to af lejerne er revnet, og at det ikke"
        " længere er sikkert at køre af nogle."
    ),
    "pl": (
        "Most został zamknięty we wtorek, ponieważ inżynierowie zobaczyli, że dwa z łożysk są pęknięte i"
        " nie można już po nim jeździć."
    ),
    "cs": (
        "Most byl v úterý uzavřen, protože inženýři zjistili, že dvě z ložisek jsou prasklá a že se po "
        "něm už nedá jezdit až do jara."
    ),
    "tr": (
        "Köprü salı günü kapatıldı, çünkü mühendisler yatakların ikisinin çatladığını gördü ve artık "
        "güvenli değil, bu yüzden daha uzun bir yol var."
    ),
    "ru": (
        "Мост закрыли во вторник, потому что инженеры увидели, что две из опор треснули, и по нему "
        "больше нельзя ездить, как это было раньше."
    ),
    "uk": (
        "Міст закрили у вівторок, тому що інженери побачили, що дві з опор тріснули, і по ньому вже не "
        "можна їздити, як це було раніше."
    ),
    "el": (
        "Η γέφυρα έκλεισε την Τρίτη, γιατί οι μηχανικοί είδαν ότι δύο από τα έδρανα έχουν ραγίσει και "
        "δεν είναι πια ασφαλής για όλους."
    ),
    "he": "הגשר נסגר ביום שלישי, כי המהנדסים ראו ששניים מן הסמכים נסדקו, והוא כבר לא בטוח לנסיעה עד סוף החורף.",
    "ar": (
        "أغلق الجسر يوم الثلاثاء لأن المهندسين رأوا أن اثنتين من القواعد تشققتا ولم يعد المرور عليه آمنا"
        " حتى نهاية الشتاء في المدينة."
    ),
    "fa": (
        "پل روز سه‌شنبه بسته شد، زیرا مهندسان دیدند که دو پایه آن ترک خورده است و دیگر برای عبور مردم این شهر امن نیست."
    ),
    "hi": ("पुल मंगलवार को बंद कर दिया गया क्योंकि इंजीनियरों ने देखा कि उसके दो आधार टूट गए हैं और अब उस पर जाना सुरक्षित नहीं है।"),
    "id": (
        "Jembatan itu ditutup pada hari Selasa karena para insinyur melihat bahwa dua dari bantalannya "
        "sudah retak dan tidak aman lagi untuk dilalui."
    ),
    "vi": (
        "Cây cầu bị đóng cửa vào thứ Ba vì các kỹ sư thấy rằng hai gối cầu đã nứt và không còn an toàn "
        "cho người đi qua nữa."
    ),
    "ja": "橋は火曜日に閉鎖された。技術者が二つの支承に亀裂を見つけ、もう安全に渡ることができないと判断したためだ。",
    "ko": (
        "다리는 화요일에 폐쇄되었다. 기술자들이 받침 두 곳에 금이 간 것을 발견했고 "
        "더는 안전하게 건널 수 없다고 판단했기 때문이다."
    ),
    "zh": "这座桥周二关闭，因为工程师发现两个支座已经开裂，行人和车辆不能再安全通过，维修将持续到春天。",
    "fi": (
        "Silta suljettiin tiistaina, koska insinöörit näkivät, että kaksi sen laakereista on haljennut, "
        "eikä se ole enää turvallinen, mutta kun se on korjattu, niin se avataan."
    ),
    "hu": (
        "A hidat kedden lezárták, mert a mérnökök látták, hogy két csapágy megrepedt, és már nem lehet "
        "rajta biztonságosan átmenni, de ez csak tavaszig lesz így."
    ),
    "ro": (
        "Podul a fost închis marți pentru că inginerii au văzut că două dintre reazeme sunt crăpate și "
        "nu se mai poate trece pe el în siguranță."
    ),
    "bg": (
        "Мостът беше затворен във вторник, защото инженерите видяха, че две от опорите са се напукали и "
        "по него вече не може да се минава."
    ),
    "sk": (
        "Most bol v utorok uzavretý, pretože inžinieri zistili, že dve z ložísk sú prasknuté a že sa po "
        "ňom už nedá jazdiť až do jari."
    ),
    "ca": (
        "El pont es va tancar dimarts perquè els enginyers van veure que dos dels suports són trencats i"
        " que ja no s'hi pot passar amb seguretat."
    ),
    "lt": (
        "Tiltas buvo uždarytas antradienį, nes inžinieriai pamatė, kad dvi iš atramų yra įskilusios ir "
        "juo jau negalima saugiai važiuoti, bet tai tik iki pavasario."
    ),
    "th": "สะพานถูกปิดเมื่อวันอังคารเพราะวิศวกรพบว่าฐานรองสองแห่งแตกร้าวและไม่ปลอดภัยอีกต่อไป",
    "ka": "ხიდი სამშაბათს დაიკეტა, რადგან ინჟინრებმა ნახეს, რომ ორი საყრდენი დაიბზარა და უსაფრთხო აღარ არის.",
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_languages_are_told_apart(language: str) -> None:
    assert detect(read(TEXTS[language]).blocks) == language


def test_letters_tell_where_function_words_are_few() -> None:
    text = "Öğretmen Derya Koç, dağdaki köylülerin yaptığı kütüphanenin açılışında öğrencilerin alkışladığını söyledi."
    assert detect(read(text).blocks) == "tr"


def test_at_least_thirty_languages_have_function_words() -> None:
    assert len(function_words()) >= 30
    assert all(len(words) >= 25 for words in function_words().values())


def test_function_words_can_be_looked_up() -> None:
    assert is_function_word("the", "en")
    assert not is_function_word("bridge", "en")
    assert not is_function_word("the", "xx")


@pytest.mark.parametrize("text", ["", "12345 67890", "Xqzt Brvnl Krmpf", "!!! ---"])
def test_no_language_is_better_than_a_wrong_one(text: str) -> None:
    assert detect(read(text).blocks) == ""


def test_the_prose_decides_and_not_the_menu() -> None:
    menu = "\n".join(["Home", "News", "Sports", "Weather", "About us", "Contact us", "Terms of use"])
    assert detect(read(f"{menu}\n\n{TEXTS['de']}\n\n{TEXTS['de']}\n").blocks) == "de"


def test_what_the_page_states_wins() -> None:
    html = f'<html lang="nl"><head><title>x</title></head><body><p>{TEXTS["de"]}</p></body></html>'
    page = Cleaner().page(html)
    assert page.language == (page.facts.language or "de")


@given(st.text(max_size=300))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(detect(read(text).blocks), str)
