from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from cleaner import Config, clean
from cleaner.errors import CleanerError, ConfigError
from tests.command import BINARY, PAGE, STORY
from tests.golden import ROOT
from tests.integrations.needs import needs

needs("pyarrow")

import pyarrow as pa  # noqa: E402

from cleaner.integrations import arrow, pages  # noqa: E402
from cleaner.integrations.arrow import SCHEMA, BatchCleaner, clean_batch, clean_batches  # noqa: E402
from cleaner.integrations.plain import as_plain, from_plain  # noqa: E402
from cleaner.model import Article  # noqa: E402

SETTINGS = Config.of(
    {
        "off": ["widget", "tags"],
        "keep": ["page-control", "caption", "dateline"],
        "phrases": {"newsletter": {"line": ["the morning letter"]}},
        "patterns": {"widget": ["[A-Z]{2,5} [0-9]+"]},
        "site": {"example.org": {"keep": ["tags", "byline"], "template": ["Our own paper"]}},
    }
)


def batch(**columns: list[object] | pa.Array) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def test_the_article_stands_beside_the_page() -> None:
    done = clean_batch(batch(id=[7], text=[PAGE]))
    assert done.schema.names == ["id", "text", *SCHEMA.names]
    [row] = done.to_pylist()
    assert (row["id"], row["text"], row["body"]) == (7, PAGE, STORY.strip())
    article = clean(PAGE).to_dict()
    assert row["removed"] == article["removed"]
    assert row["confidence"] == article["confidence"]
    assert (row["status"], row["error"]) == ("ok", None)


def test_the_columns_are_the_schema_that_is_documented() -> None:
    done = clean_batch(batch(text=[PAGE]))
    assert done.schema == pa.schema([pa.field("text", pa.string()), *SCHEMA])
    done.validate(full=True)
    for name in (*SCHEMA.names, *("rule", "start", "end", "reason", "path")):
        assert f"`{name}`" in (arrow.__doc__ or "")


def test_other_columns_are_not_copied() -> None:
    given = batch(text=[PAGE, None], id=[1, 2], tags=[["a"], []])
    given = given.replace_schema_metadata({"owner": "desk"})
    done = clean_batch(given)
    assert done.schema.metadata == {b"owner": b"desk"}
    for name in given.schema.names:
        ours, theirs = done.column(name).buffers(), given.column(name).buffers()
        assert [b and b.address for b in ours] == [b and b.address for b in theirs]


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(), pa.binary_view()],
    ids=str,
)
def test_every_type_of_text_and_bytes_will_do(kind: pa.DataType) -> None:
    page: object = PAGE if "string" in str(kind) else PAGE.encode()
    done = clean_batch(batch(text=pa.array([None, page], kind)))
    assert done.column("body").to_pylist() == [None, STORY.strip()]


def test_dictionaries_slices_and_nulls_will_do() -> None:
    folded = pa.array([PAGE, None, PAGE, "Home"]).dictionary_encode()
    assert clean_batch(batch(text=folded)).column("status").to_pylist() == ["ok", None, "ok", "no-article"]
    assert clean_batch(batch(text=folded).slice(1, 2)).column("status").to_pylist() == [None, "ok"]
    assert clean_batch(batch(text=pa.nulls(2))).column("body").to_pylist() == [None, None]
    assert clean_batch(batch(text=pa.array([], pa.string()))).num_rows == 0


def test_nulls_in_are_nulls_out() -> None:
    [row] = clean_batch(batch(text=pa.array([None], pa.string()))).to_pylist()
    assert set(row.values()) == {None}


def test_a_bad_page_has_its_error_and_the_others_come_out() -> None:
    done = clean_batch(batch(text=pa.array([BINARY, PAGE.encode()], pa.binary())))
    bad, good = done.to_pylist()
    assert bad["error"].startswith("NotTextError: this is a PNG picture")
    assert {value for name, value in bad.items() if name not in {"error", "text"}} == {None}
    assert good["body"] == STORY.strip()


def test_the_address_chooses_the_settings_of_its_site() -> None:
    given = batch(text=[f"{STORY}\nOur own paper\n"] * 3, url=["https://example.org/a", "https://other.example", None])
    done = clean_batch(given, url="url", config=SETTINGS, prefix="a_")
    assert ["Our own paper" in body for body in done.column("a_body").to_pylist()] == [False, True, True]
    assert done.column("a_page_url").to_pylist() == given.column("url").to_pylist()


@pytest.mark.parametrize(
    ("columns", "options", "told"),
    [
        ({"page": ["x"]}, {}, "no column 'text' .columns: page.: name it as `text`"),
        ({"text": ["x"]}, {"url": "address"}, "no column 'address' .*name it as `url`"),
        ({"text": [1]}, {}, "'text' holds int64: it must hold strings or bytes"),
        ({"text": ["x"], "url": [b"x"]}, {"url": "url"}, "'url' holds binary: it must hold strings"),
        ({"text": ["x"], "title": ["y"]}, {}, "a column 'title' already: name another `prefix`"),
    ],
)
def test_wrong_columns_are_named(columns: dict[str, list[object]], options: arrow.Options, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        clean_batch(batch(**columns), **options)


def test_wrong_options_are_named() -> None:
    with pytest.raises(ValueError, match="form is 'pdf', and must be one of auto, dump"):
        clean_batch(batch(text=["x"]), form="pdf")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="timeout is 0, and must be above 0"):
        clean_batch(batch(text=["x"]), timeout=0)


def test_batches_are_cleaned_as_they_are_asked_for() -> None:
    read = 0

    def endless() -> Iterator[pa.RecordBatch]:
        nonlocal read
        while True:
            read += 1
            yield batch(text=[PAGE])

    done = clean_batches(endless())
    assert next(done).column("status").to_pylist() == ["ok"]
    assert read == 1


def test_a_table_gives_a_table() -> None:
    table = pa.Table.from_batches([batch(text=[PAGE]), batch(text=["Home", None])])
    done = BatchCleaner()(table)
    assert isinstance(done, pa.Table)
    assert done.column("status").to_pylist() == ["ok", "no-article", None]
    assert BatchCleaner()(table.slice(0, 0)).schema == done.schema


def test_with_a_time_limit_the_articles_are_the_same() -> None:
    given = [batch(text=[PAGE, None, "Home"]), batch(text=[PAGE])]
    assert list(clean_batches(given, timeout=60)) == list(clean_batches(given))


def test_a_page_that_hangs_is_ended_and_one_that_kills_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "CleanOne", Trouble)
    cleaner = BatchCleaner(timeout=1.0)
    done = cleaner(batch(text=["a", "hang", "die", "b"]))
    first, hung, died, last = done.column("error").to_pylist()
    assert (first, last) == ("CleanerError: a", "CleanerError: b")
    assert "WorkerLostError: it took longer than 1 s and was ended" in hung
    assert "WorkerLostError: its worker process died (exit code 7)" in died
    assert cleaner(batch(text=["c"])).column("error").to_pylist() == ["CleanerError: c"]
    cleaner.close()


class Trouble:
    """In the place of what cleans a page: does what the page says."""

    def __init__(self, *_: object) -> None:
        pass

    def __call__(self, source: tuple[str, None], _again: bool = False) -> Article | Exception:
        if source[0] == "hang":
            time.sleep(600)
        if source[0] == "die":
            os._exit(7)
        return CleanerError(source[0])


def test_settings_survive_as_plain_values() -> None:
    assert from_plain(as_plain(SETTINGS)) == SETTINGS
    assert from_plain(as_plain(Config())) == Config()
    copy = pickle.loads(pickle.dumps(BatchCleaner(config=SETTINGS, prefix="a_", timeout=3)))
    assert copy == BatchCleaner(config=SETTINGS, prefix="a_", timeout=3)


def test_a_cleaner_pickles_to_the_same_bytes_in_every_process() -> None:
    program = (
        "import pickle, tests.integrations.test_arrow as t; "
        "print(pickle.dumps(t.BatchCleaner(config=t.SETTINGS)).hex())"
    )

    def told(seed: str) -> str:
        env = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=env, cwd=ROOT.parent, capture_output=True, text=True, check=False)
        assert not done.returncode, done.stderr
        return done.stdout

    assert told("1") == told("2")
    assert pickle.dumps(BatchCleaner(config=SETTINGS)) != pickle.dumps(BatchCleaner())


def test_without_arrow_the_error_names_the_extra() -> None:
    program = "import sys; sys.modules['pyarrow'] = None\nimport cleaner.integrations.arrow"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "pip install 'newspage-cleaner[arrow]'" in done.stderr


def test_no_field_is_left_out_but_the_spans() -> None:
    article = set(clean(PAGE).to_dict())
    assert article - {"spans", "text", "url"} == set(SCHEMA.names) - {"body", "page_url", "error"}


def test_what_no_utf8_has_is_replaced() -> None:
    data = r'<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A mill \ud800 again"}</script>'
    page = f"<html><head>{data}</head><body><p>{STORY}</p></body></html>"
    [row] = clean_batch(batch(text=[page])).to_pylist()
    assert row["title"] == "A mill \ufffd again"
    assert pages.fields(CleanerError("\ud800"))["error"] == "CleanerError: \ufffd"
