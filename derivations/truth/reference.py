"""The reference of a loss: loss, gradient and Hessian by its definition, correctly rounded, and what error is promised.

In: the name of a loss, its file, or its definition. Out: ``Reference``, with functions that take what the generated
module's ``pointwise_`` functions take.
"""

from __future__ import annotations

from functools import cached_property
from inspect import Signature
from os import PathLike
from typing import Any

from flint import ctx

from ..own.definition import Loss
from . import arguments, condition
from .arrays import Shape, result
from .definition import Defined, Sizes, defined
from .pointwise import By, Point

QUANTITIES = ("loss", "gradient", "hessian")
"""The quantities that every loss has; their places tell how often one differentiates."""
UNIT = 2.0**-53
"""Half the distance of 1 from the next double."""
PROMISED = 16
"""How many such units, times one plus the condition number, generated code may be off."""


class Reference:
    """A loss by its definition, evaluated by Arb with as many bits as it takes, and rounded once.

    The arguments of its functions, their order, defaults and shapes are those of the generated module's pointwise
    functions: predictions and variables, which broadcast, and by keyword the parameters. Vectors lie along the last
    axis. Results are NumPy arrays of float64, and scalars for a single point; without NumPy, floats and nested lists.

    - Where the definition has no value, and where an argument is nan, the result is nan.
    - At infinite arguments it is the limit; nan where there is none.
    - At a tie the loss has no derivative. Where both sides agree, it is theirs; else a value between them: that of the
      formula which the definition's ``where`` chooses there, or the one nearest to 0.
    - A value that is halfway between two doubles, as far as 6400 bits tell, is rounded to the even one.

    Args:
        defined: The definition.
    """

    def __init__(self, defined: Defined) -> None:
        self.defined = defined

    def __repr__(self) -> str:
        return f"Reference({self.defined.name}{self.signature})"

    @cached_property
    def quantities(self) -> dict[str, tuple[tuple[str, ...], int]]:
        """What can be evaluated: by which names one differentiates, and how often.

        ``gradient_tau`` and ``hessian_tau`` are derivatives by tau, where the definition asks for those.
        """
        own = self.defined
        beside = {f"{kind}_{name}": ((name,), n) for name in own.derivatives for n, kind in enumerate(QUANTITIES) if n}
        return {kind: (own.predictions, n) for n, kind in enumerate(QUANTITIES)} | beside

    @cached_property
    def signature(self) -> Signature:
        """The arguments of the functions."""
        return arguments.signature(self.defined)

    def evaluate(self, quantity: str, *given: Any, **named: Any) -> Any:
        """A quantity by its name, one of ``quantities``; see ``loss``."""
        return self._evaluated((quantity,), given, named)[0]

    def loss(self, *given: Any, **named: Any) -> Any:
        """The loss at each point, of the broadcast shape.

        Raises:
            TypeError: An argument is missing or unknown.
            ValueError: An argument isn't numeric, a parameter lies outside its domain, or shapes don't go together.
            Unresolved: There is a value, and no number of bits that is tried tells how it is rounded.
        """
        return self._evaluated(("loss",), given, named)[0]

    def gradient(self, *given: Any, **named: Any) -> Any:
        """The derivatives with respect to the predictions, along a last axis where there are several; see ``loss``."""
        return self._evaluated(("gradient",), given, named)[0]

    def hessian(self, *given: Any, **named: Any) -> Any:
        """The second derivatives with respect to them, along two last axes where there are several; see ``loss``."""
        return self._evaluated(("hessian",), given, named)[0]

    def loss_gradient_hessian(self, *given: Any, **named: Any) -> tuple[Any, Any, Any]:
        """All three; see ``loss``."""
        loss, gradient, hessian = self._evaluated(QUANTITIES, given, named)
        return loss, gradient, hessian

    def condition_number(self, quantity: str, *given: Any, **named: Any) -> Any:
        """The condition number κ = Σ|xᵢ ∂f/∂xᵢ|/|f| of a quantity f at its inputs xᵢ.

        An input whose domain is a set of separate numbers, such as {0, 1}, doesn't move and doesn't count. Over vectors
        f is measured by its largest entry, and κ is the largest of the entries' sums over it.

        Args:
            quantity: "loss", "gradient", "hessian", or another of ``quantities``.
            *given: What that function takes.
            **named: The same.

        Returns:
            κ, of the shape of the quantity, over vectors of that of the samples: infinite where f jumps, or is 0 and
            moves, or so small that no number of bits tells it from 0; nan where f has no finite value or an argument
            isn't finite.

        Raises:
            ValueError: There is no such quantity; and see ``loss``.
        """
        self._check(quantity)
        points = arguments.points_of(self.defined, given, named)
        term, names = self.defined.whole(points.sizes), self.defined.flat(points.sizes)
        ways, axes = self._ways(quantity, points.sizes)
        moving = self._moving(points.sizes)
        found: list[float] = []
        before = ctx.prec
        try:
            for row in points.rows:
                own = condition.numbers(Point(term, names, row), ways, moving, bool(self.defined.sizes))
                found += own
        finally:
            ctx.prec = before
        return result(found, points.shape if self.defined.sizes else points.shape + axes)

    def allowed(self, quantity: str, *given: Any, **named: Any) -> Any:
        """The relative error that is promised of generated code, 16·2⁻⁵³·(1 + κ); see ``condition_number``.

        It holds where the value is a normal number; over vectors it is relative to the largest entry.
        """
        return promised(self.condition_number(quantity, *given, **named))

    def _evaluated(self, quantities: tuple[str, ...], given: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
        """The quantities at the points of a call."""
        for quantity in quantities:
            self._check(quantity)
        points = arguments.points_of(self.defined, given, named)
        term, names = self.defined.whole(points.sizes), self.defined.flat(points.sizes)
        ways = {quantity: self._ways(quantity, points.sizes) for quantity in quantities}
        found: dict[str, list[float]] = {quantity: [] for quantity in quantities}
        before = ctx.prec
        try:
            for row in points.rows:
                point = Point(term, names, row)
                for quantity in reversed(quantities):  # the Hessian's numbers hold the others
                    known: dict[By, float] = {}
                    for by in ways[quantity][0]:
                        order: By = tuple(sorted(by))
                        if order not in known:
                            known[order] = point.rounded(order)
                        found[quantity].append(known[order])
        finally:
            ctx.prec = before
        return [result(found[quantity], points.shape + ways[quantity][1]) for quantity in quantities]

    def _check(self, quantity: str) -> None:
        """Refuse a quantity that the loss hasn't."""
        if quantity not in self.quantities:
            expected = ", ".join(map(repr, self.quantities))
            raise ValueError(f"quantity: expected one of {expected}, got {quantity!r}")

    def _ways(self, quantity: str, sizes: Sizes) -> tuple[list[By], Shape]:
        """By which symbols one differentiates for each entry of a quantity, and the shape of the entries."""
        own = self.defined
        names = own.flat(sizes)
        by, order = self.quantities[quantity]
        moved = [names.index(one) for name in by for one in own.entries(name, sizes)]
        single = len(by) == 1 and by[0] not in own.sizes
        ways: list[By] = [()]
        for _ in range(order):
            ways = [(*way, place) for way in ways for place in moved]
        return ways, () if single else (len(moved),) * order

    def _moving(self, sizes: Sizes) -> list[int]:
        """The places of the inputs that move continuously."""
        own, place, found = self.defined, 0, []
        for name in own.names:
            for _ in own.entries(name, sizes):
                if condition.continuous(own.domains[name]):
                    found.append(place)
                place += 1
        return found


def promised(condition: Any) -> Any:
    """The relative error that is promised where the condition number is this; of arrays and nested lists each."""
    return [*map(promised, condition)] if isinstance(condition, list) else PROMISED * UNIT * (1 + condition)


def reference(loss: str | PathLike[str] | Loss) -> Reference:
    """The reference of a loss, which evaluates it by its definition alone, correctly rounded.

    Args:
        loss: The name of a loss of this package, the path of a file ``NAME.toml`` that defines one of one's own, or
            such a definition that has been read.

    Raises:
        UnknownName: There is no loss of that name; the message tells the nearest.
        LossError: The file can't be read, or doesn't define a loss.
        ValueError: It is something else, or a derivation that is no loss of a single sample.
    """
    return Reference(defined(loss))
