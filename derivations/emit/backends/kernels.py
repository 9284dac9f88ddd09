"""The private functions of a module. In: a loss, its program, a printer. Out: heads, lines, what is returned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from ..cost import cost
from ..passes.names import RESERVED, Names, ordinary, recognised
from ..quantities import PROBABILITY, LossCode, Made, Quantity
from .numpy.lines import Printer
from .public import spoken, together
from .text import returned, signature

TOGETHER = (("loss", "gradient"), ("loss", "gradient", "hessian"))
"""What is computed in one call, beside each by itself."""
LITTLE = 1.1
"""How many times the cost of a quantity a function may cost that computes it with others, to be called for it alone."""


class Kernels:
    """The private functions.

    Args:
        loss: What they compute.
        made: Its program.
        given: The arguments that have another name inside.
    """

    printer_class: ClassVar[type[Printer]] = Printer
    taken_names: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, loss: LossCode, made: Made, given: dict[str, str]) -> None:
        self.loss, self.made, self.given = loss, made, given
        program = made.program
        size = 3 if loss.vectors else 1
        known: dict[int, str] = {}
        for quantity in loss.quantities:
            for number, name in zip(made.numbers[quantity.name], part_names(quantity, loss), strict=True):
                known.setdefault(number, name)
        if loss.probability:
            known.setdefault(made.numbers[PROBABILITY][0], PROBABILITY)
        domains = {a.name: usual(a.domain) for a in (*loss.variables, *loss.parameters)}
        inputs = ordinary(
            loss.inputs, {name: ends for name, ends in domains.items() if ends}, size, frozenset(loss.vectors)
        )
        known = recognised(program, made.builder, loss.vocabulary, inputs, size) | known
        taken = {given.get(name, name) for name in loss.inputs} | self.taken_names
        names = Names(program, known, taken)
        for number, name in known.items():  # results keep their names
            names.of(number) if name in {*part_names_of(loss), PROBABILITY} else None
        first = next(iter(loss.vectors), "")
        self.printer = self.printer_class(program, Lazily(names), given, given.get(first, first))

    def function(self, group: Sequence[str]) -> dict[str, Any]:
        """One function: its signature, its lines, what it returns.

        One that costs little less than another that computes the same and more is a part of that.
        """
        numbers = [number for name in group for number in self.made.numbers[name]]
        lines, results = self.printer.lines(numbers)
        program = self.made.program
        results = [
            text if program[n].varies else f"np.asarray({text})" for n, text in zip(numbers, results, strict=True)
        ]
        samples = {a.name for a in (*self.loss.predictions, *self.loss.variables)} | set(self.loss.vectors)
        arguments = [
            f"{self.given.get(name, name)}: {'Array' if name in samples else 'float'}" for name in self.loss.inputs
        ]
        returns = "Array" if len(results) == 1 else f"tuple[{', '.join(['Array'] * len(results))}]"
        wider = self.wider(group)
        if wider:
            names = ", ".join(self.given.get(name, name) for name in self.loss.inputs)
            lines, results = [], [f"_{together(wider)}({names})[{self.place(group, wider)}]"]
        return {
            "signature": signature(f"_{together(group)}", arguments, returns),
            "lines": [line.text for line in lines], "results": returned(results),
            "title": f"{spoken(group)} of a block of points.",
        }  # fmt: skip

    def probability(self, kind: str = "Array", of: str = "a block of points") -> dict[str, Any]:
        """The function of what a model predicts: of the prediction alone."""
        lines, results = self.printer.lines(self.made.numbers[PROBABILITY])
        arguments = [f"{self.given.get(a.name, a.name)}: {kind}" for a in self.loss.predictions]
        return {
            "signature": signature(f"_predict_{PROBABILITY}", arguments, kind),
            "lines": [line.text for line in lines], "results": returned(results), "title": f"Probability of {of}.",
        }  # fmt: skip

    def wider(self, group: Sequence[str]) -> Sequence[str]:
        """The quantities of a function that computes these and more, for little more; () where there is none."""
        for other in TOGETHER:
            if len(group) == 1 and group[0] in other and len(self.made.numbers[group[0]]) == 1:
                costs = [
                    cost(self.made.program, [n for name in g for n in self.made.numbers[name]]) for g in (group, other)
                ]
                if costs[1] <= LITTLE * costs[0]:
                    return other
        return ()

    def place(self, group: Sequence[str], wider: Sequence[str]) -> int:
        """Where a quantity's number is among the results of a wider function."""
        before = wider[: wider.index(group[0])]
        return sum(len(self.made.numbers[name]) for name in before)


class Lazily(dict[int, str]):
    """Names that are found when they are asked for."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, number: int) -> str:
        return self.names.of(number)


def part_names(quantity: Quantity, loss: LossCode) -> list[str]:
    """What the numbers of a quantity are called."""
    if len(quantity.parts) == 1:
        return [quantity.name]
    names = [a.name for a in loss.predictions]
    if len(quantity.parts) == len(names):
        return [f"{quantity.name}_{name}" for name in names]
    return [f"{quantity.name}_{a}_{b}" for a in names for b in names]


def part_names_of(loss: LossCode) -> set[str]:
    """What all results are called."""
    return {name for quantity in loss.quantities for name in part_names(quantity, loss)}


def inner_names(inputs: Sequence[str], taken: frozenset[str] = RESERVED) -> dict[str, str]:
    """The symbols that have another name inside the code, where some are taken."""
    found: dict[str, str] = {}
    for name in inputs:
        if name in taken or name in ("loss", "gradient", "hessian"):
            other = f"{name}_"
            while other in inputs or other in found.values():
                other += "_"
            found[name] = other
    return found


def usual(domain: str) -> tuple[float, float] | None:
    """Ends between which values of a domain are ordinary; None: any are."""
    from ..points import domain_values

    if domain == "real":
        return None
    values = domain_values(domain)[:3]
    return (min(values), max(values)) if len(set(values)) > 1 else (values[0], values[0])
