"""Bytes to text: byte order marks, UTF-8, UTF-16, what the page declares, and a guess where nothing is said.

Decoding never makes bad text worse: what was garbled before it reached us stays as it came.
"""

from __future__ import annotations

import codecs
import re

from cleaner.errors import DecodingError, NotTextError
from cleaner.readers import charset

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_EXTRACT = "extract its text first"
_UNPACK = "unpack it first"
_PICTURE = "a picture holds no text to clean; pass the page that shows it"
_RECORDING = "a recording holds no text to clean; pass its page or transcript"
_PROGRAM = "pass a text, Markdown or HTML file"
# What binary files begin with, at which offset, what they are, and what to do instead.
_SIGNATURES: tuple[tuple[int, bytes, str, str], ...] = (
    (0, b"\x89PNG\r\n", "a PNG picture", _PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG picture", _PICTURE),
    (0, b"GIF8", "a GIF picture", _PICTURE),
    (8, b"WEBP", "a WebP picture", _PICTURE),
    (0, b"II*\x00", "a TIFF picture", _PICTURE),
    (0, b"MM\x00*", "a TIFF picture", _PICTURE),
    (0, b"\x00\x00\x01\x00", "an icon", _PICTURE),
    (0, b"%PDF-", "a PDF document", f"{_EXTRACT}, with pdftotext for example"),
    (0, b"PK\x03\x04", "a ZIP archive or an office document", _UNPACK),
    (0, b"\x1f\x8b", "gzip data", f"{_UNPACK}, with gunzip for example"),
    (0, b"BZh", "bzip2 data", _UNPACK),
    (0, b"\xfd7zXZ\x00", "xz data", _UNPACK),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard data", _UNPACK),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (0, b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1", "an old office document", _EXTRACT),
    (0, b"PAR1", "a Parquet table", "read its text column first"),
    (0, b"SQLite format 3\x00", "an SQLite database", "query its text first"),
    (4, b"ftyp", "an MP4 recording", _RECORDING),
    (0, b"OggS", "an Ogg recording", _RECORDING),
    (0, b"ID3", "an MP3 recording", _RECORDING),
    (8, b"WAVE", "a WAV recording", _RECORDING),
    (0, b"\x1aE\xdf\xa3", "a Matroska recording", _RECORDING),
    (0, b"\x7fELF", "an ELF program", _PROGRAM),
    (0, b"\xca\xfe\xba\xbe", "a compiled program", _PROGRAM),
    (0, b"MZ\x90\x00", "a Windows program", _PROGRAM),
    (0, b"wOFF", "a web font", _PROGRAM),
    (0, b"wOF2", "a web font", _PROGRAM),
)
# Short signatures that a text could begin with count only when what follows is no text.
_WEAK = frozenset({b"GIF8", b"BZh", b"PAR1", b"ID3", b"OggS", b"WEBP", b"WAVE", b"ftyp", b"wOFF", b"wOF2"})
_CONTROLS = bytes([*range(9), *range(14, 27), *range(28, 32), 127])
_MOST_CONTROLS = 0.05
_STRAY_CONTROLS = 2
_DECLARED = re.compile(
    rb"<meta[^>]{1,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})"
    rb"|^\s{0,20}<\?xml[^>]{1,200}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
# Labels that stand for more than they say, as the WHATWG's encoding standard has it.
_ALIASES = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-8": "cp1255",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hz": "hz",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
# Labels of the web that Python does not know.
_LABELS = {"x-mac-cyrillic": "mac-cyrillic", "x-mac-roman": "mac-roman", "x-sjis": "cp932", "x-gbk": "gb18030"} | {
    "x-euc-jp": "euc-jp",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-x-big5": "big5hkscs",
}
_SHIFTS = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_BEYOND = re.compile("[^\x00-\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# A declared set is believed unless another is this much likelier for each high byte.
_BELIEVED = 1.5


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text of `data`, read in `encoding`, or in what it is found to be.

    Raises:
        NotTextError: the bytes are no text.
        DecodingError: `encoding` is unknown, or the bytes are not in it.
    """
    if encoding is not None:
        return _as_asked(data, encoding)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    _refuse_signatures(data)
    wide = _wide(data) if b"\x00" in data else ""
    if wide:
        return data.decode(wide, "replace")
    _refuse_controls(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)
    if "\x1b" in text and text.isascii() and _SHIFTS.search(data):
        return data.decode("iso2022_jp_2", "replace")
    return text


def repair(text: str) -> str:
    """`text` with lone surrogates, which no file can hold, as U+FFFD; its length stays."""
    try:
        # Many times faster than to look for them.
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def _as_asked(data: bytes, encoding: str) -> str:
    try:
        name = codecs.lookup(_LABELS.get(encoding.strip().lower(), encoding)).name
        text = _wider(data, name) or data.decode(name)
    except LookupError as error:
        raise DecodingError(f"unknown encoding {encoding!r}", "name one that Python knows, or leave it out") from error
    except (UnicodeError, ValueError) as error:
        where = f" at byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else ""
        raise DecodingError(
            f"the page is not in {encoding}: cannot decode{where}", "leave the encoding out to have it found"
        ) from error
    return charset.compose(text.removeprefix("\ufeff"), name)


def _wider(data: bytes, name: str) -> str:
    """`data` in the set that pages mean by `name`, of which it is a part; empty where `data` is not in that."""
    wider = _ALIASES.get(name) if name != "ascii" else None
    try:
        return data.decode(wider) if wider else ""
    except UnicodeDecodeError:
        return ""


def _refuse_signatures(data: bytes) -> None:
    for offset, signature, what, remedy in _SIGNATURES:
        if data.startswith(signature, offset) and (signature not in _WEAK or _looks_binary(data[:4096])):
            raise NotTextError(f"this is {what}, not text", remedy)


def _looks_binary(data: bytes) -> bool:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    return controls > max(_STRAY_CONTROLS, _MOST_CONTROLS * len(data))


def _refuse_controls(data: bytes) -> None:
    if _looks_binary(data):
        raise NotTextError(
            "this is binary data, not text: it is full of control characters",
            "pass a text, Markdown or HTML file, or name its encoding",
        )


def _wide(data: bytes) -> str:
    """UTF-16 without its mark; empty when it is something else."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    pairs = len(data) // 2
    if pairs < 2 or even + odd < 0.005 * pairs:
        return ""
    # Latin letters have a NUL each. Other scripts have them in line ends and blanks only, and are full of controls or
    # broken sequences when they are taken for UTF-8.
    if max(even, odd) < 0.4 * pairs and _is_utf8(data) and not _looks_binary(data.replace(b"\x00", b"")):
        return ""
    for name in ("utf-16-be", "utf-16-le") if even > odd else ("utf-16-le", "utf-16-be"):
        if _reads_as_text(data[: 2 * min(pairs, 8192)].decode(name, "replace")):
            return name
    return ""


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _reads_as_text(text: str) -> bool:
    """True when `text` is letters, digits and signs, from few scripts, as swapped or chance bytes never are."""
    plain = sum([char.isalnum() or char.isspace() or (char.isprintable() and char < "\u3100") for char in text])
    blocks = {ord(char) >> 8 for char in text if char.isalpha() and not "\u2e80" <= char <= "\ud7ff"}
    return plain >= 0.9 * len(text) and len(blocks) <= 6


def _legacy(data: bytes) -> str:
    """Text that is no UTF-8: nearly UTF-8, or in an older set, declared or found."""
    text = data.decode("utf-8", "replace")
    beyond = len(_BEYOND.findall(text))
    # A page cut in mid-character, or with one byte gone bad, is still UTF-8.
    if text.count("\ufffd") * 10 <= beyond:
        return text
    declared = _declared(data)
    found = charset.detect(data)
    name = declared if declared and (declared == found or _plausible(data, declared, found)) else found
    text = data.decode(name, "replace")
    if text.count("\ufffd") > 0.1 * (len(_BEYOND.findall(text)) or 1) and len(data) > 40:
        raise NotTextError("the bytes fit no character set", "name the encoding, or check what the file holds")
    return charset.compose(text, name)


def _declared(data: bytes) -> str:
    """The set that an HTML page or XML document says it is in; empty when it says none that is known."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if not match:
        return ""
    label = (match[1] or match[2]).decode("ascii", "replace").lower().removeprefix("x-")
    try:
        name = codecs.lookup({"sjis": "shift_jis", "windows-874": "cp874"}.get(label, label)).name
    except LookupError:
        return ""
    return "" if name.startswith("utf") else _ALIASES.get(name, name)


def _plausible(data: bytes, declared: str, found: str) -> bool:
    """True unless what was found fits the bytes far better than what is declared."""
    text = data.decode(declared, "replace")
    if text.count("\ufffd") > 0.01 * len(_BEYOND.findall(text)):
        return False
    said, seen = charset.score(data, declared), charset.score(data, found)
    return said is None or (seen is not None and said >= seen - _BELIEVED)
