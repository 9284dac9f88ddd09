"""A term with indices → the lines of a function over arrays. In: a term, its symbols. Out: lines of NumPy.

Every index has an axis: first come those of the samples, then those of the result's indices, then those of sums, each
sum taken over the last. What depends on one index is worked out once, for whatever letter the index has.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from ..terms import core
from ..terms.core import ONE, Binder, Entry, Term, Variable
from ..terms.places import canonical, free_names, substitute
from ..verify.kinds import asks
from .lines import Body, Line, name_for, same_bits
from .numpy_printer import NotEmitted, NumpyPrinter

ANY = Variable("_any")
"""The index of what is worked out for all indices at once."""

REDUCED: dict[type[Term], str] = {
    core.Summation: "np.sum({}, axis=-1)",
    core.IndexedProduct: "np.prod({}, axis=-1)",
    core.Largest: "np.max({}, axis=-1)",
    core.SumOfOthers: "sum_of_others({})",
}
"""What is done along the axis of an index."""


class ArrayPrinter(NumpyPrinter):
    """Prints terms with indices.

    Args:
        names: For each symbol its name in the code.
        indices: The letters that are indices.
        samples: The symbols that have a value for each sample.
    """

    scales = False

    def __init__(self, names: Mapping[str, str], indices: frozenset[str], samples: frozenset[str]) -> None:
        super().__init__(dict(names))
        self.indices, self.samples = indices, samples
        self.scope: tuple[str, ...] = ()
        self.known: dict[str, str] = {}

    def free(self, term: Term) -> tuple[str, ...]:
        """The indices that stand free in a term."""
        return tuple(name for name in sorted(free_names(term)) if name in self.indices)

    def key(self, term: Term) -> str:
        """Equal for terms that differ in their only free index alone; '' for those with several."""
        free = self.free(term)
        if len(free) > 1:
            return ""
        return canonical(substitute(term, Variable(free[0]), ANY) if free else term)

    def differs(self, term: Term) -> bool:
        """Whether a term may differ from sample to sample, or entry to entry: it is an array, and not one number."""
        return bool(self.free(term) or asks(term, (Entry,)) or free_names(term) & self.samples)

    def placed(self, text: str, own: tuple[str, ...]) -> str:
        """An array with axes for its own indices, as one with axes for all that are in scope."""
        if own == self.scope:
            return text
        last = {name: place for place, name in enumerate(self.scope)}  # an index hides an outer one of its name
        axes = ", ".join(":" if name in own and last[name] == n else "None" for n, name in enumerate(self.scope))
        return f"{text[:-1]}, {axes}]" if text.endswith("[..., 0]") else f"{text}[..., {axes}]"

    def print(self, term: Term) -> str:
        """The expression of a term in the scope."""
        if term.children and self.key(term) in self.known:
            name = self.known[self.key(term)]
            return self.placed(name, self.free(term)) if self.differs(term) else name
        if isinstance(term, Variable):
            return self.symbol(term)
        if isinstance(term, Entry):
            return self.entry(term)
        if isinstance(term, core.Kronecker):
            return f"np.where({' == '.join(map(self.number_of, term.children))}, 1.0, 0.0)"
        if isinstance(term, core.Indicator):
            return f"np.where({super().print(term.children[0])}, 1.0, 0.0)"
        if isinstance(term, Binder):
            return self.reduced(term)
        return super().print(term)

    def part(self, term: Term, least: int) -> str:
        """A part; a name needs no brackets, and what is chosen from needs none either."""
        if term.children and self.key(term) in self.known or isinstance(term, core.Indicator):
            return self.print(term)
        return super().part(term, least)

    def symbol(self, term: Variable) -> str:
        """An index by its number, a number of each sample, or what is the same for all."""
        if term.name in self.indices:
            return self.number_of(term)
        text: str = self.names.get(term.name, term.name)
        return self.placed(text, ()) if term.name in self.samples and self.scope else text

    def entry(self, term: Entry) -> str:
        """An entry: the whole array at an index, one column of it at a number."""
        base = super().print(term.base)
        (index,) = term.indices
        if index == ONE:
            return self.placed(f"{base}[..., 0]", ())
        return self.placed(base, (index.name,))

    def number_of(self, index: Term) -> str:
        """The number of an entry, from 1, along the axis of its index."""
        if not isinstance(index, Variable):
            return super().print(index)
        return self.placed(f"np.arange(1, {self.names['']} + 1)", (index.name,))

    def reduced(self, term: Binder) -> str:
        """A sum, a product or a largest value: along a last axis."""
        index, _, _, body = term.children
        if type(term) not in REDUCED or index.name not in free_names(body):
            raise NotEmitted(f"{term} has no NumPy form")
        before, self.scope = self.scope, (*self.scope, index.name)
        text = self.print(body)
        self.scope = before
        return REDUCED[type(term)].format(text)


def repeated(term: Term, printer: ArrayPrinter) -> list[Term]:
    """The parts that are worked out once and used again, inner ones first."""
    count: Counter[str] = Counter()
    order: dict[str, Term] = {}

    def visit(part: Term) -> None:
        key = printer.key(part) if not isinstance(part, core.Negative) else ""
        if key:
            count[key] += 1
            if count[key] > 1:
                return
        for child in part.children[3:] if isinstance(part, Binder) else part.children:
            visit(child)
        if key:
            order[key] = part

    visit(term)
    return [part for key, part in order.items() if count[key] > 1 and not cheap(part)]


def cheap(part: Term) -> bool:
    """Whether a part isn't worth a name."""
    if isinstance(part, core.Negative):
        return cheap(part.argument)
    return not free_names(part) or isinstance(part, core.Leaf | Entry | core.Proposition | core.Kronecker)


def array_body(
    term: Term,
    free: tuple[str, ...],
    indices: frozenset[str],
    samples: frozenset[str],
    inputs: tuple[str, ...],
    names: Mapping[str, str],
    output: str,
    size: tuple[str, str],
    taken: set[str] | None = None,
) -> Body:
    """The lines that compute a term for all of its free indices at once.

    Args:
        term: What is computed.
        free: Its free indices, in the order of the result's axes.
        indices: The letters that are indices.
        samples: The symbols that are single numbers and have a value for each sample.
        inputs: The symbols that are arguments.
        names: For each symbol its name in the code, where that is another.
        output: The name of the result.
        size: The name of the size, and a vector that has it.
        taken: Names that lines before have; those of these lines are added.

    Raises:
        NotEmitted: A part has no code.
    """
    used = set() if taken is None else taken
    used |= {*(names.get(name, name) for name in (*inputs, size[0])), output}
    printer = ArrayPrinter({**names, "": names.get(size[0], size[0])}, indices, samples)
    term = same_bits(term)
    lines: list[Line] = []
    for part in repeated(term, printer):
        if part == term:
            continue
        name = name_for(part, used) if not isinstance(part, Binder) else binder_name(part, used)
        used.add(name)
        printer.scope = printer.free(part)
        lines.append(Line(name, printer.print(part), part))
        printer.known[printer.key(part)] = name
    printer.scope = free
    lines.append(Line(output, printer.print(term), term))
    length = printer.names[""]
    if any(re.search(rf"\b{length}\b", line.code) for line in lines):
        vector = names.get(size[1], size[1])
        lines.insert(0, Line(length, f"{vector}.shape[-1]", Variable(size[0])))
    return Body(lines)


def binder_name(part: Term, taken: set[str]) -> str:
    """A free name for a sum or a largest value."""
    word = {core.Summation: "total", core.Largest: "most", core.SumOfOthers: "others"}.get(type(part), "product")
    number = next(n for n in range(1, 10_000) if f"{word}{n}" not in taken)
    return f"{word}{number}"
