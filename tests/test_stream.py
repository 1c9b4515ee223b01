from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner.errors import WorkerStartError
from cleaner.integrations.pages import FIELDS
from cleaner.parallel import Lost
from cleaner.parallel.lanes import prompt
from tests.command import BINARY, PAGE, SCRIPT, STORY, cleaner
from tests.integrations.corpus import as_text, rows, wanted
from tests.integrations.needs import needs_command
from tests.test_parallel import work

STREAM = [*SCRIPT, "stream"]
RUN = f"exec {shlex.join(STREAM)}"


def stream(stdin: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([*STREAM, *arguments], input=stdin, capture_output=True, check=False, timeout=120)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def lines(*records: object) -> bytes:
    return "".join(f"{json.dumps(record)}\n" for record in records).encode()


def answers(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_line_comes_back_with_the_fields_behind_its_own() -> None:
    done = stream(lines({"id": 7, "text": PAGE}, {"text": None}))
    assert (done.returncode, done.stderr) == (0, b"")
    first, second = answers(done)
    assert list(first) == ["id", "text", *FIELDS]
    assert (first["id"], first["text"], first["body"], first["error"]) == (7, PAGE, STORY.strip(), None)
    assert {second[name] for name in FIELDS} == {None}


def test_what_the_line_says_itself_is_not_written_anew() -> None:
    given = b'\xef\xbb\xbf  { "price": 1.10, "big": 1e400, "text": "\\u0048ome", "a": [ ] }\r\n{"text":"\\ud800"}\n'
    first, second = stream(given).stdout.splitlines()
    assert first.startswith(b'{ "price": 1.10, "big": 1e400, "text": "\\u0048ome", "a": [ ], "body": ')
    assert second.startswith(b'{"text":"\\ud800", "body": ')


def test_a_bad_line_is_told_with_its_number_and_passed_through() -> None:
    bad = [b"nonsense", b"", b"[1]", b'{"text": "x", "title": "y"}', b'{"id": 5}', b'{"text": 6}', b'{"text": "\xff"}']
    done = stream(b"\n".join([*bad, lines({"text": PAGE})]))
    told = done.stderr.decode().splitlines()
    assert done.returncode == 1
    assert [line.split(":")[1].strip() for line in told] == [f"line {number}" for number in range(1, 8)]
    assert "there is a field 'title' already: rename the added ones with --prefix" in told[3]
    assert "no field 'text' (fields: 'id'): name the page's field with --text" in told[4]
    rows = answers(done)
    assert len(rows) == len(bad) + 1
    assert [row["line"] for row in rows[:4]] == [line.decode() for line in bad[:4]]
    assert (rows[4]["id"], rows[5]["text"]) == (5, 6)
    assert all(row["error"] and row["body"] is None for row in rows[:7])
    assert rows[7]["body"] == STORY.strip()


def test_the_names_of_fields_are_options() -> None:
    record = {"page": f"{STORY}\nOur own paper\n", "at": "https://example.org/a", "title": "mine", "error": 1}
    [row] = answers(stream(lines(record), "--text", "page", "--url", "at", "--prefix", "article_"))
    assert (row["title"], row["error"], row["article_error"]) == ("mine", 1, None)
    assert row["article_page_url"] == "https://example.org/a"


def test_settings_are_those_of_the_other_commands(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[site."example.org"]\ntemplate = ["Load more tales"]\n', encoding="utf-8")
    record = {"text": f"{STORY}\nLoad more tales\n", "url": "https://example.org/a"}
    [row] = answers(stream(lines(record), "--config", str(settings), "--url", "url"))
    assert "site-template" in {removal["rule"] for removal in row["removed"]}
    [row] = answers(stream(lines({"text": PAGE}), "--keep", "page-control"))
    assert "Load more" in row["body"]


def test_pages_apart_by_nul() -> None:
    pages = [PAGE.encode(), BINARY.replace(b"\0", b"\1"), "Größe\n".encode("latin-1"), b""]
    done = stream(b"\0".join(pages) + b"\0" + PAGE.encode(), "--null")
    first, picture, _, empty, last = answers(done)
    assert list(first) == [*FIELDS]
    assert first == last
    assert first["body"] == STORY.strip()
    assert empty["status"] == "no-article"
    assert picture["error"]
    assert done.stderr.decode().startswith("cleaner: page 2: ")


def test_nothing_in_nothing_out() -> None:
    assert stream(b"").stdout == stream(b"", "--null", "--jobs", "2").stdout == b""


@pytest.mark.parametrize("arguments", [[], ["--jobs", "2", "--timeout", "60"]], ids=" ".join)
def test_the_articles_are_those_of_clean(arguments: list[str]) -> None:
    given = lines(*({"id": row.id, "address": row.url, "text": row.text} for row in rows()))
    done = stream(given, "--url", "address", *arguments)
    told = answers(done)
    assert [row["id"] for row in told] == [row.id for row in rows()]
    assert [as_text({name: row[name] for name in FIELDS}) for row in told] == [*wanted()]
    assert done.returncode == 1
    assert done.stderr.count(b"\n") == sum('"error"' in row for row in wanted())


@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"], ["--timeout", "60"]], ids=" ".join)
def test_a_program_may_wait_for_each_answer(arguments: list[str]) -> None:
    with subprocess.Popen([*STREAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(20):
            process.stdin.write(lines({"id": number, "text": f"{PAGE}\n{number}\n"}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"]], ids=" ".join)
def test_ctrl_c_ends_it_without_noise(arguments: list[str]) -> None:
    with subprocess.Popen(
        [*STREAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(lines({"text": PAGE}))
        process.stdin.flush()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert process.wait(30) == 130
    assert told.strip() == "cleaner: interrupted"


@pytest.mark.parametrize("arguments", [[], ["--jobs", "2"]], ids=" ".join)
def test_a_reader_that_has_had_enough_ends_it(arguments: list[str]) -> None:
    given = lines(*[{"text": PAGE}] * 400)
    done = subprocess.run(
        f"{RUN} {' '.join(arguments)} | head -1", shell=True, input=given, capture_output=True, check=False
    )
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


def test_memory_stays_flat() -> None:
    def memory(pid: int) -> int:
        """Kilobytes that the process holds."""
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * 4

    with subprocess.Popen(STREAM, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        held = []
        for number in range(1500):
            process.stdin.write(lines({"text": f"{PAGE}\n{number}\n", "url": f"https://{number}.example"}))
            process.stdin.flush()
            process.stdout.readline()
            if number in {499, 1499}:
                held.append(memory(process.pid))
    assert held[1] - held[0] < 4_000


def test_it_works_under_xargs(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.jsonl").write_bytes(lines({"id": number, "text": PAGE}))
    (tmp_path / "clean.sh").write_text(f'#!/bin/sh\n{RUN} < "$1" > "$1.out"\n', encoding="utf-8")
    command = "ls *.jsonl | xargs -P 2 -I FILE sh clean.sh FILE"
    subprocess.run(command, shell=True, check=True, cwd=tmp_path)
    assert [json.loads((tmp_path / f"{n}.jsonl.out").read_bytes())["id"] for n in range(4)] == [0, 1, 2, 3]


def test_it_works_under_parallel(tmp_path: Path) -> None:
    needs_command("parallel", "parallel")
    (tmp_path / "clean.sh").write_text(f"#!/bin/sh\n{RUN}\n", encoding="utf-8")
    (tmp_path / "clean.sh").chmod(0o755)
    given = lines(*({"id": number, "text": PAGE} for number in range(40)))
    command = ["parallel", "--pipe", "--keep-order", "-j", "2", "-N", "10", "./clean.sh"]
    done = subprocess.run(command, input=given, capture_output=True, check=True, cwd=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [*range(40)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--null", "--url", "url"], "--url names a field"),
        (["--jobs", "0"], "0 is not in the range"),
        (["--timeout", "0"], "0.0 is not in the range"),
        (["--keep", "page-contrl"], "did you mean 'page-control'"),
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], told: str) -> None:
    done = stream(b"", *arguments)
    assert done.returncode == 2
    assert told in done.stderr.decode()


def test_at_a_terminal_it_shows_help(capfd: pytest.CaptureFixture[str]) -> None:
    done = cleaner(capfd, "stream", terminal=True)
    assert done.code == 2
    assert "--timeout" in done.err


def test_prompt_gives_a_result_before_the_next_task_comes() -> None:
    more = threading.Event()

    def tasks() -> Iterator[str]:
        yield "a"
        assert more.wait(60)
        yield "b"

    results = prompt(work, tasks(), 2)
    assert next(results) == "A"
    more.set()
    assert list(results) == ["B"]


def test_prompt_keeps_the_order_and_loses_a_task_alone() -> None:
    results = list(prompt(work, ["wait 0.3", "a", "die", "b", "hang", "c"], 2, seconds=1.0))
    assert [result if isinstance(result, str) else "lost" for result in results] == [
        *("WAIT 0.3", "A", "lost", "B", "lost", "C")
    ]
    assert [("exit code 7" in r.reason, "longer than 1 s" in r.reason) for r in results if isinstance(r, Lost)] == [
        (True, False),
        (False, True),
    ]


def test_prompt_reads_as_there_is_room_and_hands_errors_on() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "x"

    results = prompt(work, endless(), 2)
    assert [next(results) for _ in range(5)] == ["X"] * 5
    time.sleep(0.1)
    assert read <= 20
    results.close()

    def broken() -> Iterator[str]:
        yield "a"
        raise LookupError("the source is broken")

    with pytest.raises(LookupError, match="the source is broken"):
        list(prompt(work, broken(), 1))


def test_a_worker_that_cannot_start_is_told() -> None:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    program = "from tests.test_stream import prompt, work\nprint(list(prompt(work, ['x'], 1)))"
    # The program comes from a pipe: a worker process cannot import it.
    done = subprocess.run([sys.executable], input=program, env=env, capture_output=True, text=True, check=False)
    assert f"{WorkerStartError.__name__}: a worker process ended at once" in done.stderr
