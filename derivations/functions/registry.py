"""All functions of the language, found in the modules of this package. In: nothing. Out: the records, and look-up.

A module that has a tuple ``FUNCTIONS`` of records adds them by being there.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from ..terms.core import Term
from ..terms.vocabulary import learn
from .record import Function, Incomplete

HOME = __name__.rpartition(".")[0]


def found() -> Iterator[Function]:
    """The records of all modules, by the modules' names.

    Raises:
        Incomplete: A module's ``FUNCTIONS`` holds something else.
    """
    for name in sorted(module.name for module in iter_modules(import_module(HOME).__path__)):
        if f"{HOME}.{name}" == __name__:
            continue
        for record in getattr(import_module(f"{HOME}.{name}"), "FUNCTIONS", ()):
            if not isinstance(record, Function):
                raise Incomplete(f"{name}.FUNCTIONS holds {record!r}, which is no record of a function")
            yield record


FUNCTIONS: tuple[Function, ...] = tuple(sorted(found(), key=lambda record: record.family))
"""The records: family by family, in a family as the modules and their tuples have them."""

BY_CLASS: dict[type[Term], Function] = {}
for _record in FUNCTIONS:
    learn(_record)
    BY_CLASS[_record.term] = _record
for _record in FUNCTIONS:
    _record.check()

BY_WORD: dict[str, Function] = {record.word: record for record in FUNCTIONS}
"""The records by their words."""
