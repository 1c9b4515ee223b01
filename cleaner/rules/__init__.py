"""The rules, found by discovery: every module beside this one holds one `Rule` subclass.

Other packages add rules through the entry point group `cleaner.rules`, each entry naming a `Rule` subclass.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.errors import ConfigError
from cleaner.model import Rule
from cleaner.plugins import may_have

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

ENTRY_POINTS = "cleaner.rules"


def _entry_points() -> Iterable[EntryPoint]:
    if not may_have(ENTRY_POINTS):
        return ()
    from importlib.metadata import entry_points

    return entry_points(group=ENTRY_POINTS)


@functools.cache
def shipped() -> tuple[type[Rule], ...]:
    """The rules of this package, in the order of their ids."""
    found = []
    for module_info in pkgutil.iter_modules(__path__):
        if not module_info.name.startswith("_"):
            module = importlib.import_module(f"{__name__}.{module_info.name}")
            found += [c for _, c in inspect.getmembers(module, inspect.isclass) if c.__module__ == module.__name__]
    return tuple(sorted((c for c in found if issubclass(c, Rule)), key=lambda rule: rule.id))


def discover() -> tuple[type[Rule], ...]:
    """The shipped rules and those that other packages add, in the order of their ids.

    Raises:
        ConfigError: an entry point names something that is no rule, or an id that is taken.
    """
    rules = {rule.id: rule for rule in shipped()}
    for entry in _entry_points():
        rule = entry.load()
        if not (inspect.isclass(rule) and issubclass(rule, Rule)):
            raise ConfigError(f"entry point {entry.name!r} = {entry.value!r} is no Rule", "name a subclass of Rule")
        if rules.setdefault(rule.id, rule) is not rule:
            raise ConfigError(f"entry point {entry.name!r}: rule id {rule.id!r} is taken", "give the rule its own id")
    return tuple(sorted(rules.values(), key=lambda rule: rule.id))
