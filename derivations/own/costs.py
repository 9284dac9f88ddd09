"""What code costs beside its plain evaluation. In: a derived loss. Out: costs, or an error where it is too dear.

The plain evaluation computes the derived lines as they stand before the stage that makes them stable. Both costs are
those of loss, gradient and Hessian together by the records' cost model, so that they are alike on every machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..emit.cost import COSTS, cost
from ..emit.quantities import LossCode, Made, Quantity, program_of
from ..verify.at_ties import unfolded
from ..verify.verdict import Checked

LIMIT = 3.0
"""How many times the plain evaluation the code of a loss may cost."""
TOGETHER = ("loss", "gradient", "hessian")
"""The quantities whose cost counts."""
SHOWN = 4
"""How many operations a message names."""

DEAR: dict[str, str] = {}
"""The losses whose code may cost more, each with the reason. One that no longer does is an error, too."""


class TooDear(ValueError):
    """The code of a loss costs too much, or no longer costs what a record of the exceptions says."""


@dataclass(frozen=True)
class Costs:
    """What a loss costs.

    Args:
        emitted: The cost of its code.
        plain: That of the plain evaluation.
        more: The operations of the code that the plain evaluation hasn't, dearest first: what all of a kind cost.
    """

    emitted: float
    plain: float
    more: Mapping[str, float]

    @property
    def ratio(self) -> float:
        """How many times the plain evaluation the code costs."""
        return self.emitted / max(self.plain, 1.0)

    @property
    def text(self) -> str:
        """For people: ``120 beside 30, 4 times as much; what it adds: exp 45, select 12``."""
        added = ", ".join(f"{word} {value:g}" for word, value in list(self.more.items())[:SHOWN])
        costs = f"{self.emitted:g} beside {self.plain:g}, {self.ratio:.3g} times as much"
        return f"{costs}; what it adds: {added or 'nothing'}"


def plain_code(code: LossCode, checked: Checked) -> LossCode:
    """The same module with the derived lines in place of the stable ones."""
    context = checked.loss.context
    results = {stage.derivation.name: stage.derivation.result for stage in checked.stages}

    def line(step: str) -> str:
        quantity = step.partition(".")[0].removeprefix("stable-")
        return "simplify" if quantity == "loss" else quantity

    quantities = tuple(
        Quantity(
            quantity.name,
            tuple(
                replace(part, term=unfolded(results[line(part.step)], context), step=f"{line(part.step)}.0")
                for part in quantity.parts
            ),
            quantity.rank,
        )
        for quantity in code.quantities
    )
    return replace(code, quantities=quantities)


def costs(code: LossCode, plain: LossCode) -> Costs:
    """The costs of a module and of its plain evaluation.

    Raises:
        NotEmitted: A line has no code.
    """
    return compared(program_of(code), program_of(plain))


def compared(emitted: Made, plain: Made) -> Costs:
    """The costs of two programs for the same quantities."""
    own, other = (
        (made.program, [number for name in TOGETHER for number in made.numbers[name]]) for made in (emitted, plain)
    )
    more = operations(emitted)
    more.subtract(operations(plain))
    added = {word: count * COSTS[word] for word, count in more.items() if count > 0 and COSTS[word]}
    ranked = dict(sorted(added.items(), key=lambda item: (-item[1], item[0])))
    return Costs(cost(*own), cost(*other), ranked)


def operations(made: Made) -> Counter[str]:
    """How often each operation is done for a sample."""
    needed = made.program.needed(number for name in TOGETHER for number in made.numbers[name])
    return Counter(made.program[number].operation for number in needed if made.program[number].varies)


def check(name: str, found: Costs, dear: Mapping[str, str] = DEAR) -> None:
    """Refuse code that is too dear.

    Raises:
        TooDear: It costs more than ``LIMIT`` times its plain evaluation, and isn't recorded as an exception; or it is,
            and doesn't.
    """
    group = "loss, gradient and Hessian together"
    if found.ratio > LIMIT and name not in dear:
        raise TooDear(
            f"{name}: the code of {group} costs {found.text}; the limit is {LIMIT:g} times. "
            "Find a cheaper stable form, or record in derivations/own/costs.py why there is none"
        )
    if found.ratio <= LIMIT and name in dear:
        raise TooDear(
            f"{name}: {group} cost {found.text}; that is within the limit: take it out of DEAR in own/costs.py"
        )
