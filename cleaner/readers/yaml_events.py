"""Reads the values of YAML front matter from the parser's events, without making any object of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import yaml

from cleaner.errors import FrontMatterError
from cleaner.readers.record import DEEPEST, Value

_CORE = "tag:yaml.org,2002:"
_PLAIN = ("str", "int", "float", "bool", "null", "timestamp", "seq", "map", "set", "omap", "pairs", "binary", "merge")
_PLAIN_TAGS = frozenset(_CORE + name for name in _PLAIN)
_NULLS = frozenset({"~", "null", "Null", "NULL"})
_Loader: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Mark(Protocol):
    line: int
    index: int


@dataclass(slots=True)
class _Level:
    """A mapping or sequence that is open."""

    path: str
    mapping: bool
    key: str | None = None
    count: int = 0


class _Walk:
    def __init__(self, source: str, offset: int) -> None:
        self.source = source
        self.offset = offset
        self.values: list[Value] = []
        self.levels: list[_Level] = []

    def line(self, mark: _Mark | None) -> int:
        """The line of the source, from 1, that `mark` is on."""
        return self.source.count("\n", 0, self.offset) + (mark.line if mark else 0) + 1

    def refuse(self, event: yaml.Event, what: str, remedy: str) -> FrontMatterError:
        return FrontMatterError(f"front matter, line {self.line(event.start_mark)}: {what}", remedy)

    def take(self, event: yaml.Event) -> None:
        """Account for one event."""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.refuse(event, "anchors and aliases are not allowed", "write the value out")
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!" and tag not in _PLAIN_TAGS:
            raise self.refuse(event, f"the tag {tag!r} is not allowed: nothing is constructed", "remove the tag")
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            if len(self.levels) >= DEEPEST:
                raise self.refuse(event, f"nested deeper than {DEEPEST} levels", "flatten it")
            self.levels.append(_Level(self._place(), isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.levels.pop()

    def _place(self) -> str:
        """The path of the value that begins here; a mapping's open key is used up."""
        if not self.levels:
            return ""
        level = self.levels[-1]
        if level.mapping:
            # A key that is itself a list or a mapping has no name.
            name, level.key = (level.key, None) if level.key is not None else ("?", "?")
        else:
            name, level.count = str(level.count), level.count + 1
        return f"{level.path}.{name}" if level.path else name

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        level = self.levels[-1] if self.levels else None
        if level is not None and level.mapping and level.key is None:
            level.key = event.value.replace(".", "_")
            return
        start, end = _index(event.start_mark) + self.offset, _index(event.end_mark) + self.offset
        said = "" if not event.style and event.value in _NULLS else event.value
        if event.style in ("'", '"'):
            start, end = start + 1, end - 1
        elif event.style in ("|", ">"):
            start = self.source.find("\n", start, end) + 1 or end
        self.values.append(Value(self._place(), said, start, end))


def _index(mark: _Mark | None) -> int:
    return mark.index if mark is not None else 0


def read_values(source: str, start: int, stop: int) -> list[Value]:
    """The scalars of the YAML in `source[start:stop]`, keys aside, in order.

    Raises:
        FrontMatterError: it is broken, too deep, or has anchors, aliases or tags that construct.
    """
    walk = _Walk(source, start)
    try:
        for event in yaml.parse(source[start:stop], Loader=_Loader):
            walk.take(event)
    except yaml.MarkedYAMLError as error:
        problem = " ".join(part for part in (error.context, error.problem) if part)
        raise FrontMatterError(
            f"front matter, line {walk.line(error.problem_mark)}: {problem}",
            'mend the YAML (a value with ": " or "#" in it needs quotes), or name another form',
        ) from error
    except yaml.YAMLError as error:
        raise FrontMatterError(
            f"front matter, from line {walk.line(None)}: {error}", "remove the characters that YAML does not allow"
        ) from error
    return walk.values
