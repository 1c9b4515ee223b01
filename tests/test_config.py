from __future__ import annotations

import contextlib
import pickle
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner, Config
from cleaner.config import LinePattern, Site
from cleaner.errors import CleanerError, ConfigError, PatternTimeoutError
from cleaner.phrases import Phrase
from cleaner.rules import discover

PROSE = (
    "The harbour council met on Tuesday evening and voted to keep the old ferry running through the whole winter.\n\n"
    "Members heard from eleven islanders, most of whom said the bridge could not replace the boat they rely on.\n\n"
    "A final decision on the fares is expected in spring, when the accounts of the line have been looked over again."
)
FULL = """
off = ["page-control"]
keep = ["dateline"]
strict = true

[limits]
max_chars = 5_000
pattern_seconds = 0.5

[phrases.page-control]
line = ["Fold away"]
"start:menu" = ["Ferry  Menu"]

[patterns]
page-control = ['[A-Z]{3} [+-]\\d+']

[site."Example.ORG"]
keep = ["headline"]
template = ["The island's own paper"]
phrases.page-control.inside = ["tap here"]
patterns.page-control = ['Desk \\d']
"""


def test_load_reads_every_setting(tmp_path: Path) -> None:
    path = tmp_path / "cleaner.toml"
    path.write_text(FULL, encoding="utf-8")
    config = Config.load(path)
    assert config.off == {"page-control"}
    assert config.keep == {"dateline"}
    assert (config.strict, config.max_chars, config.pattern_seconds) == (True, 5000, 0.5)
    assert config.phrases == (
        Phrase("page-control", "line", "", "fold away"),
        Phrase("page-control", "start", "menu", "ferry menu"),
    )
    assert config.patterns == (LinePattern("page-control", r"[A-Z]{3} [+-]\d+"),)
    (site,) = config.sites
    assert isinstance(site, Site)
    assert site.host == "example.org"
    assert site.keep == {"headline"}
    assert Phrase("site-template", "line", "", "the island's own paper") in site.phrases
    assert Phrase("page-control", "inside", "", "tap here") in site.phrases
    assert site.patterns == (LinePattern("page-control", r"Desk \d"),)


def test_a_config_is_hashable_picklable_and_frozen(tmp_path: Path) -> None:
    path = tmp_path / "cleaner.toml"
    path.write_text(FULL, encoding="utf-8")
    config = Config.load(str(path))
    copy = pickle.loads(pickle.dumps(config))
    assert copy == config == Config.load(path)
    assert hash(copy) == hash(config)
    with pytest.raises(AttributeError):
        config.strict = False  # type: ignore[misc]


def test_any_collection_of_names_will_do_but_one_string() -> None:
    assert Config(keep=("page-control",)) == Config(keep=["page-control"]) == Config(keep={"page-control"})
    with pytest.raises(ConfigError, match="no list of names"):
        Config(keep="page-control")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("of = []", ["unknown key 'of'", "did you mean 'off'", "allowed: keep, limits, off"]),
        ("off = 'page-control'", ["off: 'page-control' is no list"]),
        ("off = [3]", ["off: [3] is no list"]),
        ("off = ['page-controls']", ["off: unknown rule 'page-controls'", "did you mean 'page-control'"]),
        ("keep = ['xyz']", ["keep: unknown rule 'xyz'", "allowed: ", "page-control"]),
        ("strict = 1", ["strict: 1 is neither true nor false"]),
        ("limits = 3", ["limits: 3 is no table"]),
        ("[limits]\nmax_char = 3", ["limits: unknown key 'max_char'", "did you mean 'max_chars'"]),
        ("[limits]\nmax_chars = 0", ["limits: max_chars: 0 is no whole number above 0"]),
        ("[limits]\nmax_chars = true", ["limits: max_chars: True is no whole number"]),
        ("[limits]\npattern_seconds = 'x'", ["limits: pattern_seconds: 'x' is no number above 0"]),
        ("[limits]\npattern_seconds = inf", ["limits: pattern_seconds: inf is no number"]),
        ("[phrases]\npage-control = 'x'", ["phrases.page-control: 'x' is no table"]),
        ("[phrases.page-ctrl]\nline = ['x']", ["phrases: unknown rule 'page-ctrl'"]),
        ("[phrases.page-control]\nlines = ['x']", ["phrases.page-control: unknown key 'lines'", "did you mean 'line'"]),
        ("[phrases.page-control]\nline = 'x'", ["phrases.page-control.line: 'x' is no list"]),
        ("[phrases.page-control]\nline = ['—']", ["phrases.page-control", "no letter or digit"]),
        ("[patterns]\npage-control = ['(a']", ["patterns.page-control: bad pattern '(a'", "missing )"]),
        ("[patterns]\nnone-such = ['a']", ["patterns: unknown rule 'none-such'"]),
        ("[site.'https://example.org']", ["site: 'https://example.org' is no domain name", "without scheme"]),
        ("[site.'example.org']\nkep = []", ["site.'example.org': unknown key 'kep'", "did you mean 'keep'"]),
        (
            "[site.'example.org'.patterns]\npage-control = ['[']",
            ["site.'example.org'.patterns.page-control: bad pattern"],
        ),
        ("[site.'example.org']\ntemplate = 'x'", ["site.'example.org'.template: 'x' is no list"]),
        ("[site.'a.org']\n[site.'A.org']", ["'a.org' stands there twice"]),
        ("off = [", ["is no valid TOML"]),
    ],
)
def test_a_mistake_is_named_with_file_key_and_what_is_allowed(tmp_path: Path, text: str, told: list[str]) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        Config.load(path)
    for part in told:
        assert part in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        Config.load(tmp_path / "none.toml")
    with pytest.raises(ConfigError, match="cannot be read"):
        Config.load(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"off = ['\xe9']")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        Config.load(tmp_path / "latin.toml")


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "windows.toml").write_bytes(b"\xef\xbb\xbfoff = ['page-control']\r\n")
    assert Config.load(tmp_path / "windows.toml").off == {"page-control"}


@pytest.mark.parametrize("key", ["phrases", "patterns", "sites"])
@pytest.mark.parametrize("value", ["x", 5, None, [1], [("page-control", "x")], {"a.org": 1}])
def test_what_is_no_part_of_a_config_is_named(key: str, value: object) -> None:
    with pytest.raises(ConfigError, match=rf"Config\.{key}: .* is no list of .*Config\.of"):
        Config(**{key: value})  # type: ignore[arg-type]
    if key != "sites":
        with pytest.raises(ConfigError, match=rf"site\.'a\.org'\.{key}: .* is no list of"):
            Site("a.org", **{key: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("table", [5, None, [], {1: 2}])
def test_what_is_no_table_is_named(table: object) -> None:
    with pytest.raises(ConfigError, match=r"^Config: "):
        Config.of(cast("dict[str, object]", table))


@given(
    st.dictionaries(
        st.sampled_from(["off", "keep", "limits", "phrases", "patterns", "site", "strict", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=4),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["page-control", "line", "a.org", "max_chars", "("]), inner, max_size=3
                )
            ),
            max_leaves=6,
        ),
        max_size=3,
    )
)
def test_any_table_is_read_or_refused_by_name(table: dict[str, object]) -> None:
    with contextlib.suppress(ConfigError):
        assert hash(Config.of(table)) == hash(Config.of(table))


def removed_lines(config: Config, page: str, url: str | None = None) -> dict[str, str]:
    return {removal.text: removal.rule for removal in Cleaner(config).clean(page, url=url, form="dump").removed}


def test_a_phrase_of_the_user_reaches_its_rule() -> None:
    config = Config.of({"phrases": {"page-control": {"line": ["Fold the map away"]}}})
    assert removed_lines(config, f"{PROSE}\n\nFold the map away")["Fold the map away"] == "page-control"


def test_a_pattern_matches_whole_lines_only() -> None:
    config = Config.of({"patterns": {"page-control": [r"The harbour.*|Members"]}})
    gone = removed_lines(config, PROSE)
    assert [text[:11] for text, rule in gone.items() if rule == "page-control"] == ["The harbour"]


def test_a_pattern_of_a_rule_that_is_off_does_not_run() -> None:
    config = Config.of({"off": ["page-control"], "patterns": {"page-control": ["The harbour.*"]}})
    assert "page-control" not in removed_lines(config, PROSE).values()


def test_a_catastrophic_pattern_is_an_error_and_no_hang() -> None:
    config = Config.of({"limits": {"pattern_seconds": 0.05}, "patterns": {"page-control": [r"(?:a|a|aa)+b"]}})
    with pytest.raises(PatternTimeoutError, match=r"\(\?:a\|a\|aa\)\+b.*page-control"):
        Cleaner(config).clean("a" * 5000 + "c", form="dump")
    assert issubclass(PatternTimeoutError, CleanerError)


SITES = Config.of(
    {
        "site": {
            "example.org": {"patterns": {"page-control": ["The harbour.*"]}},
            "news.example.org": {"patterns": {"page-control": ["Members.*"]}, "off": []},
            "bücher.example": {"patterns": {"page-control": ["A final.*"]}},
        }
    }
)


@pytest.mark.parametrize(
    ("url", "gone"),
    [
        (None, []),
        ("https://example.com/a", []),
        ("https://notexample.org/a", []),
        ("https://example.org/a", ["The harbour"]),
        ("http://WWW.Example.org:8080/a?b=example.com", ["The harbour"]),
        ("example.org/a", ["The harbour"]),
        ("https://live.news.example.org./", ["The harbour", "Members hea"]),
        ("https://xn--bcher-kva.example/", ["A final dec"]),
        ("https://bücher.example/", ["A final dec"]),
        ("https://[broken/", []),
    ],
)
def test_a_site_is_matched_by_host_and_parent_domains(url: str | None, gone: list[str]) -> None:
    found = removed_lines(SITES, PROSE, url)
    assert [text[:11] for text, rule in found.items() if rule == "page-control"] == gone


def test_a_site_may_turn_off_and_keep() -> None:
    page = f"{PROSE}\n\nLoad more"
    config = Config(sites=(Site("a.example", off=["page-control"]), Site("b.example", keep=["page-control"])))
    assert removed_lines(config, page)["Load more"] == "page-control"
    assert removed_lines(config, page, "https://a.example/").get("Load more") != "page-control"
    assert "Load more" not in removed_lines(config, page, "https://b.example/")


def test_phrases_of_one_site_do_not_reach_another() -> None:
    config = Config.of({"site": {"a.example": {"phrases": {"page-control": {"line": ["Fold the map away"]}}}}})
    page = f"{PROSE}\n\nFold the map away"
    assert removed_lines(config, page, "https://a.example/")["Fold the map away"] == "page-control"
    assert removed_lines(config, page, "https://b.example/").get("Fold the map away") != "page-control"


@pytest.mark.parametrize("rule", [rule.id for rule in discover()])
def test_a_line_of_the_user_goes_whatever_the_rule_makes_of_it(rule: str) -> None:
    paragraphs = PROSE.split("\n\n")
    page = "\n\n".join([*paragraphs[:2], "Wombat placard of the isle", *paragraphs[2:]])
    config = Config.of({"phrases": {rule: {"line": ["Wombat placard of the isle"]}}})
    assert "Wombat" not in Cleaner(config).clean(page, form="dump").text
    off = Config.of({"off": [rule], "phrases": {rule: {"line": ["Wombat placard of the isle"]}}})
    assert removed_lines(off, page).get("Wombat placard of the isle") != rule
