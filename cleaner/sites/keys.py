"""Which site a page belongs to."""

from __future__ import annotations

from cleaner.compiled import host_of as plain

AUTO = "auto"
FOLDER = "folder"
HOST = "host"
ALL = "all"
KEYS = (AUTO, HOST, FOLDER, ALL)
"""`auto`: the address's host, else the folder; `host`: the host alone; `folder`: the folder alone; `all`: one site."""


def key_of(name: str, url: str, how: str, field: str = "") -> str:
    """The site of a page; empty where it cannot be told.

    Args:
        name: the page's name in the run, parts by `/`.
        url: its address; empty where it is not known.
        how: one of `KEYS`, or `folder:N` for the first N parts of the folder, or `field:NAME`.
        field: what the record's field NAME says.
    """
    if how.startswith("field:"):
        return field
    if how == ALL:
        return ALL
    folder = name.rpartition("/")[0]
    if how.startswith(f"{FOLDER}:"):
        return "/".join(folder.split("/")[: int(how.partition(":")[2])]) or "."
    if how == FOLDER:
        return folder or "."
    return host_of(url) or (folder or "." if how == AUTO else "")


def host_of(url: str) -> str:
    """The host of an address as a key of sites: without `www.`."""
    return plain(url).removeprefix("www.")
