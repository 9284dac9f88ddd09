"""Where nan gets lost. In: a term that is emitted. Out: the inputs whose nan is sure to reach the result.

Comparisons with nan are false, so that a choice, an indicator or a constant may drop it. What isn't sure is guarded.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..terms import core
from ..terms.core import Binder, Constant, Entry, Term, Variable
from .numpy_printer import FUNCTIONS

Names = frozenset[str]
NOTHING: Names = frozenset()

PASSING: frozenset[type[Term]] = frozenset(FUNCTIONS) - {core.Minimum, core.Choose} | {
    core.Plus, core.Times, core.Negative, core.Quotient, core.Sigmoid, core.Softplus, core.NormalDensity, core.Trigamma,
}  # fmt: skip
"""What is nan where one of its parts is."""
REDUCING = (core.Summation, core.IndexedProduct, core.Largest)
"""What goes over all entries, and is nan where one of them is."""


def lost(terms: Iterable[Term], inputs: tuple[str, ...]) -> tuple[str, ...]:
    """The inputs of which a nan, in any entry of theirs, may leave one of the terms a number."""
    sure = [passed(term, frozenset(inputs)) for term in terms]
    return tuple(name for name in inputs if not all(name in found for found in sure))


def passed(term: Term, inputs: Names) -> Names:
    """The inputs whose nan is sure to reach the value of a term; of a vector with an index, as ``z[k]``."""
    if isinstance(term, Variable):
        return frozenset((term.name,)) & inputs
    if isinstance(term, Entry):
        index = term.indices[0]
        there = isinstance(term.base, Variable) and term.base.name in inputs and isinstance(index, Variable)
        return frozenset((f"{term.base.name}[{index.name}]",)) if there else NOTHING
    if isinstance(term, core.Extended):
        return inputs  # where_safe looks at all arguments
    if isinstance(term, core.Choose):
        return chosen(term, inputs)
    parts = [passed(child, inputs) for child in term.children]
    if isinstance(term, core.Minimum):
        return frozenset.intersection(*parts)
    if isinstance(term, core.Power):
        return raised(term, *parts)
    if isinstance(term, REDUCING):
        return reduced(term, parts[3])
    return frozenset().union(*parts) if type(term) in PASSING else NOTHING


def chosen(term: core.Choose, inputs: Names) -> Names:
    """What both branches pass on; or what the condition sees, if the branch passes it on that a false one leads to."""
    condition, first, second = term.children
    if isinstance(second, core.Extended):
        return inputs
    branches = passed(first, inputs), passed(second, inputs)
    seen = NOTHING
    if isinstance(condition, core.Less | core.LessEqual | core.Equal | core.Unequal):
        seen = seen.union(*(passed(side, inputs) for side in condition.children))
    return (branches[0] & branches[1]) | (seen & branches[0 if isinstance(condition, core.Unequal) else 1])


def raised(term: core.Power, base: Names, exponent: Names) -> Names:
    """Of a power: nan**0 and 1**nan are 1."""
    below, above = (part.argument if isinstance(part, core.Negative) else part for part in term.children)
    found = base if isinstance(above, Constant) and above.value != 0 else NOTHING
    return found | exponent if isinstance(below, Constant) and below.value != 1 else found


def reduced(term: Binder, body: Names) -> Names:
    """Over an index: what holds for the entry at that index holds for all entries together."""
    mark = f"[{term.children[0].name}]"
    return frozenset(name.removesuffix(mark) for name in body)
