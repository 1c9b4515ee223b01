"""Pages out of WARC and WET files, as crawlers write them (ISO 28500)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from cleaner.batch.extras import reading
from cleaner.batch.items import Item
from cleaner.batch.opened import About, Opened, Pages
from cleaner.batch.streams import broken, said

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_PAGES = ("text/", "application/xhtml", "application/xml")
_HEAD_BYTES = 100_000
_CUT = "it is cut off in the middle of a record"
_END = b"\r\n\r\n"
_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
)


class _Source:
    """The stream as fastwarc wants it. An exception inside its reader would be lost there, and is kept here."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._at = 0
        self.last = b""
        self.fault = ""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none once something has gone wrong."""
        try:
            data = b"" if self.fault else self._stream.read(size)
        except broken() as error:
            self.fault = said(error)
            return b""
        self._at += len(data)
        self.last = (self.last + data)[-4:]
        return data

    @property
    def cut(self) -> bool:
        """True where what was read so far does not end as a record does."""
        return bool(self.fault) or self.last not in (b"", _END)

    def tell(self) -> int:
        """Where it stands."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Only to where it stands."""
        if (offset, whence) not in ((0, 1), (self._at, 0)):
            raise OSError("a stream cannot be wound back")
        return self._at


def warc_pages(opened: Opened) -> Pages:
    """The text records of a WARC or WET file, named by their place among all records that hold something.

    Raises:
        MissingExtraError: fastwarc is not installed.
    """
    with reading("warc"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    source = _Source(opened.stream)
    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    try:
        # It wants no more than what `_Source` has, though its type says so.
        for record in ArchiveIterator(source, record_types=kinds, parse_http=False):  # type: ignore[arg-type]
            number += 1
            if not record.content_length and source.cut:
                break
            yield _page(opened, record, f"{number:08}")
        # The end may be one because the stream is broken there.
        source.read(1)
        if source.cut:
            yield opened.broken(source.fault or _CUT)
    except OSError as error:
        yield opened.broken(source.fault or said(error))


def _page(opened: Opened, record: WarcRecord, name: str) -> Item:
    url = record.headers.get("WARC-Target-URI") or ""
    date = record.headers.get("WARC-Date") or ""
    identity = (record.headers.get("WARC-Record-ID") or "").strip("<>")
    about: About = {"url": url.strip("<>"), "date": date, "id": identity}
    length, most = record.content_length, opened.how.most
    if length > most + _HEAD_BYTES:
        return opened.member(name, failure=f"the record has {length:,} bytes: raise limits.max_chars", **about)
    record.freeze()
    if record.content_length < length:
        return opened.member(name, failure=_CUT, **about)
    kind = record.headers.get("Content-Type") or ""
    content = record.reader.read()
    if not kind.startswith("application/http"):
        return _of_type(opened, name, kind, content, about)
    parsed = _http(content)
    headers = parsed.http_headers
    status = headers.status_code if headers is not None else None
    if status is None:
        return opened.member(name, failure="the record holds no HTTP answer", **about)
    if not 200 <= status < 300:
        return opened.member(name, failure=f"the server answered {status}", skipped=True, **about)
    kind = parsed.http_content_type or ""
    about["encoding"] = parsed.http_charset or ""
    return _of_type(opened, name, kind, parsed.reader.read(most + 1), about)


def _http(block: bytes) -> WarcRecord:
    """The answer in a record's block, unpacked; as it is where it says that it is packed and is not."""
    from fastwarc.warc import WarcRecord

    # A record of its own: one that cannot be unpacked would take its archive's other records with it.
    data = _RECORD % len(block) + block + _END
    record = WarcRecord.from_bytes(data)
    try:
        record.parse_http(auto_decode="all")
    except OSError:
        record = WarcRecord.from_bytes(data)
        record.parse_http(auto_decode="none")
    return record


def _of_type(opened: Opened, name: str, kind: str, content: bytes, about: About) -> Item:
    if kind and not kind.lower().startswith(_PAGES):
        return opened.member(name, failure=f"no page: {kind.partition(';')[0]}", skipped=True, **about)
    if len(content) > opened.how.most:
        return opened.member(name, failure=f"the page has {len(content):,} bytes: raise limits.max_chars", **about)
    return opened.member(name, content, **about)
