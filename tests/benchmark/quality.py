"""`python -m tests.benchmark quality`: how good the bodies are, beside what people use today."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean

from tests.benchmark import floors, peers, stated
from tests.benchmark.corpus import ARTICLE_SETS, OTHER_SETS, Cache, Row, digest, load, renderings
from tests.benchmark.examples import fold_of, site_of
from tests.benchmark.measure import HTML, Job, Measured, Outcome, cleaner, measure, warm_up
from tests.benchmark.peers import Peer
from tests.benchmark.show import show
from tests.benchmark.styles import RENDERERS, STYLES
from tests.benchmark.summary import Line, baseline_table, status_table, style_table, table
from tests.benchmark.weights_file import fold_path

PROGRESS = 100
BEHIND = 0.05


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the quality run."""
    parser.add_argument("--corpus", type=Path, required=True, help="a folder of <set>.jsonl and <set>/<id>.html.gz")
    parser.add_argument("--sets", nargs="+", default=[*ARTICLE_SETS, *OTHER_SETS], help="sets of the corpus")
    parser.add_argument("--form", choices=("text", "html"), default="text", help="clean dumps, or the HTML itself")
    parser.add_argument("--styles", nargs="+", choices=[*RENDERERS], default=[*STYLES], help="dump styles")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="N pages a set, from all over it")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list the N worst pages of each set")
    parser.add_argument("--show", metavar="ID", help="show one page line by line")
    parser.add_argument("--style", choices=[*RENDERERS], default="htmltext", help="the style that --show shows")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="worker processes")
    parser.add_argument("--cache", type=Path, help="where renderings are kept (default: a temporary folder)")
    parser.add_argument("--no-baselines", action="store_true", help="leave the other systems out")
    parser.add_argument(
        "--left-out",
        type=int,
        default=0,
        metavar="N",
        help="judge each page by weights that have not seen its site: those that `fit --folds N` left in the cache",
    )
    parser.add_argument("--write-floors", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower-floors", action="store_true", help="with --write-floors: allow lower ones")


def run(options: argparse.Namespace) -> int:
    """Measure and print; 1 when a figure lies below its floor."""
    _check(options)
    if options.show:
        return _show(options)
    below: list[str] = []
    articles: list[Outcome] = []
    others: list[Outcome] = []
    other_rows: list[Row] = []
    for set_name in options.sets:
        rows = load(options.corpus, set_name, options.limit)
        if not rows:
            continue
        measured = _measure(rows, options)
        outcomes = [outcome for page in measured for outcome in page.outcomes]
        _print_errors(outcomes)
        if set_name in OTHER_SETS:
            others, other_rows = outcomes, rows
            continue
        articles += outcomes
        lines = _print_set(set_name, measured, options)
        if options.form == "html" or options.styles == [*STYLES]:
            below += _floors(set_name, digest(options.corpus, rows), floors.figures(lines), options)
    if others:
        text, shares = status_table(articles, others)
        print(f"\n## Pages that hold no article\n\n{text}")
        if {*ARTICLE_SETS} <= {*options.sets} and options.styles == [*STYLES]:
            found = {"said_no_article": shares["other"], "articles_spared": 1 - shares["articles"]}
            below += _floors(OTHER_SETS[0], digest(options.corpus, other_rows), floors.rounded(found), options)
    print(*below, sep="\n")
    return 1 if below else 0


def _check(options: argparse.Namespace) -> None:
    """Fill what is not given, and exit with a message where something is missing."""
    if options.cache is None:
        options.cache = Path(tempfile.gettempdir()) / "cleaner-benchmark"
    if not options.corpus.is_dir():
        sys.exit(f"no corpus at {options.corpus}")
    if options.left_out and not fold_path(options.cache, 0, options.left_out, options.form).is_file():
        remedy = f"fit --form {options.form} --folds {options.left_out} --no-write"
        sys.exit(f"no weights of folds in {options.cache}: make them with `{remedy}`")


def _styles(options: argparse.Namespace) -> tuple[str, ...]:
    return (HTML,) if options.form == "html" else tuple(options.styles)


def _measure(rows: Sequence[Row], options: argparse.Namespace) -> list[Measured]:
    styles = _styles(options)
    jobs = [Job(row, styles, options.cache, not options.no_baselines, _weights(row, options)) for row in rows]
    if options.jobs == 1:
        warm_up()
        return _told(map(measure, jobs), len(jobs))
    with ProcessPoolExecutor(options.jobs, initializer=warm_up) as pool:
        return _told(pool.map(measure, jobs, chunksize=4), len(jobs))


def _weights(row: Row, options: argparse.Namespace) -> Path | None:
    """The weights of the fold that has not seen the row's site."""
    folds = options.left_out
    return fold_path(options.cache, fold_of(site_of(row), folds), folds, options.form) if folds else None


def _told(measured: Iterable[Measured], count: int) -> list[Measured]:
    """All of `measured`; how far it is goes to standard error."""
    done: list[Measured] = []
    for page in measured:
        done.append(page)
        if len(done) % PROGRESS == 0 or len(done) == count:
            print(f"{page.row.set_name}: {len(done)} of {count}", file=sys.stderr, flush=True)
    return done


def _print_set(set_name: str, measured: Sequence[Measured], options: argparse.Namespace) -> dict[str, Line]:
    outcomes = [outcome for page in measured for outcome in page.outcomes]
    text, lines = style_table(outcomes)
    print(f"\n## {set_name}, {len(measured)} pages\n\n{text}")
    print(f"\nWanted bodies that cleaning leaves as they are: {fmean(page.body_unchanged for page in measured):.3f}")
    if options.form == "html":
        told = stated.wanted(options.corpus, set_name)
        print(f"\nMetadata: {stated.figures([(o.id, o.stated) for o in outcomes], told)}")
    if not options.no_baselines and options.form == "html":
        print(f"\nBeside others, in the same run:\n\n{_peer_table(measured, outcomes)}")
    elif not options.no_baselines:
        styles = (*_styles(options), HTML)
        print(f"\nMean word F1 beside others:\n\n{baseline_table(measured, styles, lines)}")
    if options.worst:
        print(f"\nWorst:\n\n{_worst(measured, options.worst)}")
    return lines


def _peer_table(measured: Sequence[Measured], outcomes: Sequence[Outcome]) -> str:
    ours = [Peer(o.words.f1, o.must_kept, o.must_not_gone, o.empty, o.seconds) for o in outcomes]
    found = {"cleaner": ours, **{name: [page.peers[name] for page in measured] for name in measured[0].peers}}
    text = table(peers.HEAD, peers.peer_rows([page.row for page in measured], found))
    theirs = [page.peers["trafilatura"].f1 for page in measured]
    behind = [o.id for o, f1 in zip(outcomes, theirs, strict=True) if f1 - o.words.f1 >= BEHIND]
    return f"{text}\n\nPages that trafilatura reads better by {BEHIND} or more: {len(behind)}: {' '.join(behind)}"


def _worst(measured: Sequence[Measured], count: int) -> str:
    """The pages whose mean F1 over the styles is lowest, each with its worst style."""
    ranked = sorted((fmean(o.words.f1 for o in page.outcomes), page.row.id, page) for page in measured)
    rows = []
    for mean, page_id, page in ranked[:count]:
        low = min(page.outcomes, key=lambda outcome: outcome.words.f1)
        figures = [f"{figure:.3f}" for figure in (*low.words, low.confidence)]
        rows.append([page_id, f"{mean:.3f}", low.style, *figures, "empty" if low.empty else "", page.row.url[:60]])
    return table(["page", "mean F1", "worst style", "precision", "recall", "F1", "confidence", "", "address"], rows)


def _print_errors(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.error:
            print(f"{outcome.set_name}/{outcome.id} ({outcome.style}): {outcome.error}", file=sys.stderr)


def _floors(set_name: str, corpus: str, found: dict[str, float], options: argparse.Namespace) -> list[str]:
    """What lies below its floor; a run over a part of a set is held against none."""
    if options.limit or options.left_out:
        return []
    key = f"{options.form}/{set_name}"
    if options.write_floors:
        floors.write(key, corpus, found, lower=options.lower_floors)
    return floors.compare(key, corpus, found)


def _show(options: argparse.Namespace) -> int:
    for set_name in options.sets:
        for row in load(options.corpus, set_name):
            if row.id == options.show:
                cache = Cache(options.cache, row)
                source = renderings(row, [options.style], cache)[options.style]
                cache.save()
                print(f"{set_name}/{row.id} {row.url}\n")
                print(show(source, cleaner(_weights(row, options)).clean(source), row.body))
                return 0
    sys.exit(f"no page {options.show!r} in {', '.join(options.sets)}")
