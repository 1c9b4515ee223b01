"""`python -m tests.benchmark corpus`: makes a corpus from checkouts of the public ones, WCXB and fundus."""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

SETS_OF_WCXB = {"article": "english", "listing": "other", "collection": "other"}
_TAG = re.compile(r"<[^<>]*>")
_HEAD = 60
"""So many characters of a paragraph tell the page that it is from."""


class Found(NamedTuple):
    """A page of a public corpus, and the set that it goes to."""

    set_name: str
    page: Path
    row: dict[str, Any]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--wcxb", type=Path, help="a checkout of Murrough-Foley/web-content-extraction-benchmark")
    parser.add_argument("--fundus", type=Path, help="a checkout of flairNLP/fundus")
    parser.add_argument("-o", "--output", type=Path, required=True, help="the folder of the corpus")


def run(options: argparse.Namespace) -> int:
    """Write the sets that the given checkouts have."""
    found = [*(wcxb(options.wcxb) if options.wcxb else ()), *(fundus(options.fundus) if options.fundus else ())]
    for set_name in sorted({page.set_name for page in found}):
        pages = [page for page in found if page.set_name == set_name]
        write(options.output, set_name, pages)
        print(f"{set_name}: {len(pages)} pages")
    return 0 if found else 1


def write(corpus: Path, set_name: str, pages: Sequence[Found]) -> None:
    """One set: its index, and its pages as they are."""
    (corpus / set_name).mkdir(parents=True, exist_ok=True)
    for page in pages:
        shutil.copyfile(page.page, corpus / set_name / f"{page.row['id']}.html.gz")
    lines = [json.dumps(page.row, ensure_ascii=False) + "\n" for page in pages]
    (corpus / f"{set_name}.jsonl").write_text("".join(lines), encoding="utf-8")


def wcxb(checkout: Path) -> Iterator[Found]:
    """The articles of the development split, and its pages that are none."""
    for path in sorted((checkout / "dev" / "ground-truth").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        set_name = SETS_OF_WCXB.get(page.get("_internal", {}).get("page_type", {}).get("primary", ""))
        source = checkout / "dev" / "html" / f"{path.stem}.html.gz"
        if set_name is None or not source.is_file():
            continue
        row = {"id": path.stem, "url": page["url"]}
        if set_name == "english":
            truth = page["ground_truth"]
            row |= {"body": truth["main_content"], "must": truth.get("with"), "must_not": truth.get("without")}
        yield Found(set_name, source, row)


def fundus(checkout: Path) -> Iterator[Found]:
    """The test pages of the parsers, each with the body that its parser is to find."""
    for path in sorted((checkout / "tests" / "resources" / "parser" / "test_data").glob("*/*.json")):
        addresses = json.loads((path.parent / "meta.info").read_text(encoding="utf-8"))
        sources = sorted(path.parent.glob(f"{path.stem}_*.html.gz"))
        texts = [visible(source) for source in sources]
        # A version of a parser is tested on one page, and nothing but the page's text says on which.
        for wanted in json.loads(path.read_text(encoding="utf-8")).values():
            paragraphs = [*_paragraphs(wanted.get("body") or {})]
            held = [sum(squeeze(paragraph)[:_HEAD] in text for paragraph in paragraphs) for text in texts]
            if not held or 2 * max(held) <= len(paragraphs):
                continue
            source = sources[held.index(max(held))]
            name = source.name.removesuffix(".html.gz")
            url = addresses.get(source.name, {}).get("url", "")
            yield Found(
                "world", source, {"id": f"{path.parent.name}-{name}", "url": url, "body": "\n\n".join(paragraphs)}
            )


def _paragraphs(body: dict[str, Any]) -> Iterator[str]:
    yield from body.get("summary", ())
    for section in body.get("sections", ()):
        yield from section["headline"]
        yield from section["paragraphs"]


def visible(source: Path) -> str:
    """The letters and digits of a page; of its scripts too, which does no harm here."""
    return squeeze(html.unescape(_TAG.sub("", gzip.decompress(source.read_bytes()).decode("utf-8", "replace"))))


def squeeze(text: str) -> str:
    """`text` without anything but letters and digits."""
    return "".join(filter(str.isalnum, text))
