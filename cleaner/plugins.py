"""Whether other packages may have added something, without `importlib.metadata`, which is slow to import."""

from __future__ import annotations

import importlib.machinery
import sys
from pathlib import Path

_RECORDS = (".dist-info", ".egg-info")


def may_have(group: str) -> bool:
    """False when surely no installed package has entry points of `group`.

    Looks where `importlib.metadata` looks by default; where packages may be found otherwise, in archives or by finders
    of their own, the answer is True.
    """
    for finder in sys.meta_path:
        if finder is not importlib.machinery.PathFinder and hasattr(finder, "find_distributions"):
            return True
    return any(_mentions(Path(folder), group) for folder in sys.path)


def _mentions(folder: Path, group: str) -> bool:
    """True when a package installed in `folder` has entry points of `group`, or when it is not known."""
    try:
        records = [entry for entry in folder.iterdir() if entry.name.lower().endswith(_RECORDS)]
    except NotADirectoryError:
        return True
    except OSError:
        return False
    return any(group in _text(record / "entry_points.txt") for record in records)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
