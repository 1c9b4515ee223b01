"""The same invented pages as every kind of input, and a run in a process of its own."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import json
import lzma
import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from backports import zstd

from tests.command import PAGE, SCRIPT


def page(number: int) -> str:
    """A page with words that no other has."""
    return f"The mill of parish {number} opens again, its trustees said on Tuesday.\n\n{PAGE}"


def name(number: int) -> str:
    """Its file, below a folder."""
    return f"{number // 10:02}/{number:04}.txt"


def record(number: int) -> dict[str, str]:
    """It as a record."""
    return {"id": f"p{number}", "url": f"https://example.org/{number}", "text": page(number)}


def write_folder(target: Path, numbers: Sequence[int]) -> Path:
    for number in numbers:
        path = target / name(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number), encoding="utf-8")
    return target


def write_tar(target: Path, numbers: Sequence[int]) -> Path:
    with tarfile.open(target, "w:gz" if target.suffix == ".gz" else "w") as archive:
        for number in numbers:
            add_file(archive, name(number), page(number).encode())
    return target


def add_file(archive: tarfile.TarFile, path: str, content: bytes) -> None:
    info = tarfile.TarInfo(path)
    info.size = len(content)
    archive.addfile(info, io.BytesIO(content))


def write_zip(target: Path, numbers: Sequence[int]) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in numbers:
            archive.writestr(name(number), page(number))
    return target


PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".zst": zstd.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
}


def packed(target: Path, data: bytes) -> Path:
    """`data` in a file, packed as its suffix says."""
    target.write_bytes(PACK.get(target.suffix, bytes)(data))
    return target


def write_jsonl(target: Path, numbers: Sequence[int]) -> Path:
    return packed(target, "".join(f"{json.dumps(record(number))}\n" for number in numbers).encode())


def write_parquet(target: Path, numbers: Sequence[int]) -> Path:
    pq.write_table(pa.Table.from_pylist([record(number) for number in numbers]), target, row_group_size=7)
    return target


def warc_record(kind: str, number: int, block: bytes, content_type: str = "text/plain") -> bytes:
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date: 2025-05-14T08:30:00Z",
        *([f"WARC-Target-URI: https://example.org/{number}"] if kind != "warcinfo" else []),
        f"Content-Type: {content_type}",
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(head).encode() + block + b"\r\n\r\n"


def write_wet(target: Path, numbers: Sequence[int]) -> Path:
    found = [warc_record("warcinfo", 0, b"software: none")]
    found += [warc_record("conversion", number, page(number).encode()) for number in numbers]
    target.write_bytes(b"".join(gzip.compress(each) for each in found))
    return target


def http_record(number: int, payload: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers, "", ""]
    block = "\r\n".join(lines).encode() + payload
    return warc_record("response", number, block, "application/http; msgtype=response")


WRITERS: dict[str, Callable[[Path, Sequence[int]], Path]] = {
    "folder": write_folder,
    "pages.tar": write_tar,
    "pages.tar.gz": write_tar,
    "pages.zip": write_zip,
    "pages.jsonl": write_jsonl,
    "pages.jsonl.gz": write_jsonl,
    "pages.jsonl.zst": write_jsonl,
    "pages.jsonl.bz2": write_jsonl,
    "pages.jsonl.xz": write_jsonl,
    "pages.parquet": write_parquet,
    "pages.warc.wet.gz": write_wet,
}
OUTPUTS = ("txt", "md", "json", "jsonl", "jsonl.gz", "jsonl.zst", "parquet")


def output_arguments(target: Path, output: str, part_pages: int = 40) -> list[str]:
    """The arguments that ask for an output of this kind at `target`."""
    if output.startswith("jsonl"):
        return ["-o", str(target / f"all.{output}"), "--format", "jsonl"]
    return ["-o", str(target), "--format", output, *(["--part-pages", str(part_pages)] if output == "parquet" else [])]


def made(target: Path, output: str) -> str:
    """What `cleaner check` is asked to look at."""
    return str(target / f"all.{output}") if output.startswith("jsonl") else str(target)


def contents(folder: Path) -> dict[str, bytes]:
    """Every output by its name; the record of the run, with its times, is left out."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith("run.jsonl"):
            with contextlib.suppress(FileNotFoundError):  # a run that is going on gives it its name just now
                found[os.path.relpath(path, folder)] = path.read_bytes()
    return found


def lines(manifest: Path) -> list[dict[str, object]]:
    """The lines of a manifest."""
    return [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]


def pages(manifest: Path) -> list[dict[str, object]]:
    """Those of its lines that are pages'."""
    return [line for line in lines(manifest) if "input" in line]


def start(*arguments: str | Path, script: Sequence[str] = SCRIPT, **more: str) -> subprocess.Popen[str]:
    """A `cleaner` of its own."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **more}
    return subprocess.Popen(
        [*script, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
        stdin=subprocess.DEVNULL,
    )
