"""Writers: one a format. A writer never cleans."""

from __future__ import annotations

import importlib
from typing import Literal

from cleaner.model import Article

Format = Literal["txt", "md", "json", "jsonl"]

_MODULES = {"txt": "txt", "md": "markdown", "json": "json", "jsonl": "json"}


def encode(article: Article, form: Format, source: str = "") -> bytes:
    """An article as a file's content, UTF-8 with a line feed at its end.

    In `txt` and `md` a page without an article gives nothing. A `jsonl` line begins with `source`, a name.
    """
    if form == "jsonl":
        from cleaner.writers.json import line

        return line(article, source)
    if article.status != "ok" and form != "json":
        return b""
    text = importlib.import_module(f"{__name__}.{_MODULES[form]}").write(article)
    # A lone surrogate has no UTF-8; JSON has an escape of its own for it, text has none.
    return f"{text}\n".encode("utf-8", "backslashreplace" if form == "json" else "replace")
