"""Our side of a comparison. In: the name of a loss. Out: its derived terms, their exact values, its generated code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .. import collection
from ..emit.build import Symbols
from ..emit.measure import Sample
from ..losses import registry
from ..own.chain import Workbench
from ..own.context import context_of
from ..own.definition import Loss
from ..own.file import read
from ..own.plan import derivatives, simplify
from ..own.stable import inputs_of
from ..own_files import EXAMPLES
from ..terms.context import Context
from ..terms.core import Term, Variable
from ..terms.places import substitute

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Ours:
    """A loss as it was derived.

    Args:
        loss: Its definition.
        terms: For each quantity the derived term.
        stable: For each quantity the term that its code computes.
    """

    loss: Loss
    terms: Mapping[str, Term]
    stable: Mapping[str, Term]

    def computed(self, quantity: str, columns: Mapping[str, Array]) -> Array:
        """What the generated code gives."""
        if self.loss.name in registry.names():
            return published(self.loss.name, quantity, columns)
        names = tuple(columns)
        given = {name: column.tolist() for name, column in columns.items()}
        count = len(next(iter(given.values())))
        sample = Sample(Symbols(names, frozenset(names)), names, given, count, 1, (), (), (), (), ())
        return np.array(sample.computed(self.stable[quantity]))


def published(name: str, quantity: str, columns: Mapping[str, Array]) -> Array:
    """What the module in ``derivations.generated`` gives."""
    from importlib import import_module

    function = getattr(import_module(f"derivations.generated.{name}"), f"pointwise_{quantity}")
    with np.errstate(all="ignore"):
        return np.asarray(function(*columns.values()), dtype=np.float64)


@cache
def defined(name: str) -> Loss:
    """The definition of a loss: the sample of one of this package, or the file of an example.

    Raises:
        LookupError: There is no such loss.
    """
    if name in registry.names():
        sample = registry.load(name).sample
        if not sample:
            raise LookupError(f"the loss {name!r} has no loss of one sample")
        return Loss(name, **sample)
    if name not in collection.names():
        raise LookupError(f"there is no loss {name!r}")
    return read(collection.paths()[name])


@cache
def context(name: str) -> Context:
    """What the symbols of a loss mean."""
    return context_of(defined(name))


@cache
def derived(name: str) -> Ours:
    """A loss, derived.

    Raises:
        LookupError: There is no such loss.
    """
    if name in registry.names():  # its code is the published module's, so no stable forms are looked for
        loss = defined(name)
        bench = Workbench(context_of(loss))
        simplify(bench, loss, frozenset(loss.predictions))
        derivatives(bench, loss, loss.predictions)
        results = bench.results
    else:
        found = collection.derived(name)
        loss, results = found.loss, {stage.name: stage.result for stage in found.stages}
    terms = {"loss" if stage == "simplify" else stage: whole(term, loss) for stage, term in results.items()}
    stable = {stage.removeprefix("stable-"): term for stage, term in results.items() if stage.startswith("stable-")}
    return Ours(loss, terms, stable)


def whole(term: Term, loss: Loss) -> Term:
    """A term with the loss's definitions put in."""
    for name in reversed(list(loss.definitions)):
        term = substitute(term, Variable(name), loss.definition_terms[name])
    return term


def symbols(loss: Loss) -> tuple[str, ...]:
    """The symbols of a loss, in the order of the code's arguments."""
    return inputs_of(loss)


def page_of(name: str) -> str:
    """The page on a loss, from the folder docs/."""
    folder = "losses" if name in registry.names() else EXAMPLES.name
    return f"{folder}/{name}.md"


def title_of(name: str) -> str:
    """A loss's title."""
    return registry.title(name) if name in registry.names() else collection.title(name)
