"""A generated module → how exact its pointwise functions are. In: a verified loss, code. Out: a row for each function.

Each function is called at fixed points, and the first line of its stage that speaks of nothing else is worked out there
with many digits. The points have logits of all sizes and labels that are sure of one class. Errors are in ulp, the
spacing of float64 at the right result. The points are made by + - * / alone, and the code calls the functions that all
emitted code is measured with, so that every machine measures the same.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from types import ModuleType

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from ..derive.unfold import meaning
from ..losses.plan import Kernel
from ..terms.context import Context, Kind
from ..terms.core import ONE, Entry, Term, Variable
from ..terms.places import free_names
from ..verify.evaluate import Point, evaluate
from ..verify.numbers import leading
from ..verify.verdict import Checked
from . import rounded
from .interpret import Interpreter
from .module import module
from .of_plan import code_of
from .quantities import program_of

BITS = 2500
"""The references' precision: e⁻¹⁶⁰⁰ beside 1 is still seen."""
COUNT = 60
CLASSES = 4
SPREAD = (Fraction(-4), Fraction(5, 2))
"""The logits are of the sizes from ten to the power of the first to that of the second, or so."""
LIMITS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
"""What an error is said to be less than; so coarse that processors with other instructions say the same."""


@dataclass(frozen=True)
class Row:
    """One function: at how many points it was called, with how many results, and the largest error in ulp."""

    function: str
    points: int
    results: int
    worst: float

    unit = "where an ulp is the distance between float64 numbers at the right value"
    """What its text is told in."""

    @property
    def text(self) -> str:
        """One line for people."""
        return f"{self.limit} at {self.points} points"

    @property
    def limit(self) -> str:
        """The least of the limits that the error is below."""
        return next((f"less than {limit} ulp" for limit in LIMITS if self.worst < limit), f"{LIMITS[-1]} ulp or more")


def accuracy(checked: Checked, code: str = "") -> list[Row]:
    """The measured errors of a module's pointwise functions; none where a loss has no such functions.

    Args:
        checked: The loss.
        code: The source of its generated module, if that is to be run instead of what is generated now.
    """
    kernels = [kernel for kernel in checked.loss.kernels if kernel.name.startswith("pointwise_")]
    inputs = max((kernel.inputs for kernel in kernels), key=len, default=())
    if not inputs:
        return []
    logits, labels = drawn(checked.loss.context, inputs[0])
    if checked.loss.template:
        space = executed(checked.loss.name, code or module(checked))
        found = [np.asarray(getattr(space, kernel.name)(logits, labels)) for kernel in kernels]
    else:
        made = program_of(code_of(checked, {}))
        machine = Interpreter(made.program, {inputs[0]: logits.tolist(), inputs[1]: labels.tolist()}, COUNT)
        numbers = [made.numbers[kernel.name.removeprefix("pointwise_")][0] for kernel in kernels]
        found = [np.array(machine.values(number)) for number in numbers]
    return [
        measured(kernel, checked, results, inputs, logits, labels)
        for kernel, results in zip(kernels, found, strict=True)
    ]


def executed(name: str, code: str) -> ModuleType:
    """A module from generated code, whose elementary functions are those that emitted code is measured with."""
    module = ModuleType(name)
    rounded.run(code, module.__dict__, f"<{name}, as generated now>")
    return module


def drawn(context: Context, name: str) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Logits, and a label for each sample: a class, counted from 0."""
    draw = random.Random(2015)
    several = context.variables[name].shape[1] != ONE
    logits = [
        [(2 * draw.random() - 1) * size(n) for _ in range(CLASSES if several else 1)] for n in range(COUNT)
    ]  # fmt: skip
    labels = [int(draw.random() * (CLASSES if several else 2)) for _ in range(COUNT)]
    return np.array(logits if several else [row[0] for row in logits]), np.array(labels)


def size(n: int) -> float:
    """The size of the logits of a sample: through each power of ten from 1 to 10 in equal steps."""
    whole, part = divmod(SPREAD[0] + (SPREAD[1] - SPREAD[0]) * Fraction(n, COUNT - 1), 1)
    return float((1 + 9 * part) * Fraction(10) ** int(whole))


def measured(
    kernel: Kernel, checked: Checked, results: NDArray[np.float64], inputs: tuple[str, ...],
    logits: NDArray[np.float64], labels: NDArray[np.int64],
) -> Row:  # fmt: skip
    """The largest error of one function."""
    context = checked.loss.context
    start = next(line for line in checked.stage(kernel.stage).derivation.lines if told_by(line, inputs, context))
    letters = class_letters(start, context)
    worst, before = 0.0, ctx.prec
    ctx.prec = BITS
    try:
        for n in range(COUNT):
            where = point(context, inputs, logits[n], int(labels[n]))
            for place in product(range(CLASSES), repeat=len(letters)):
                at = where
                for letter, number in zip(letters, place, strict=True):
                    at = at.with_index(letter, number + 1)
                worst = max(worst, ulps(float(results[(n, *place)]), leading(evaluate(start, at)[0][0])))
    finally:
        ctx.prec = before
    return Row(kernel.name, COUNT, results.size, worst)


def told_by(line: Term, inputs: tuple[str, ...], context: Context) -> bool:
    """Whether a line can be worked out from the inputs, with its definitions put in."""
    if isinstance(line, Entry | Variable):
        base = line.base if isinstance(line, Entry) else line
        if not isinstance(base, Variable) or base.name in inputs:
            return isinstance(base, Variable) or told_by(base, inputs, context)
        if context.kind(base.name) in (Kind.INDEX, Kind.SIZE):
            return True
        found = meaning(line, context) or meaning(base, context)
        return found is not None and told_by(found, inputs, context)
    return all(told_by(child, inputs, context) for child in line.children)


def class_letters(start: Term, context: Context) -> tuple[str, ...]:
    """The letters for classes that a line has, through definitions too, in alphabetical order."""
    samples = next((symbol.runs for symbol in context.symbols if symbol.kind is Kind.INDEX), ("", ""))
    names = free_names(start) | {name for free in free_names(start) for name in context.defining.get(free, ())}
    letters = (context.by_name[name] for name in names if context.kind(name) is Kind.INDEX)
    return tuple(sorted(symbol.name for symbol in letters if symbol.runs != samples))


def point(context: Context, inputs: tuple[str, ...], logits: NDArray[np.float64], label: int) -> Point:
    """One sample, with its logits and its label."""
    several = context.variables[inputs[0]].shape[1] != ONE
    sizes = {symbol.name: 1 for symbol in context.symbols if symbol.kind is Kind.SIZE}
    rows = [[arb(float(z)) for z in np.atleast_1d(logits)]]
    marks = [[arb(int(k == label)) for k in range(CLASSES)]] if several else [[arb(label)]]
    if several:
        sizes[str(context.variables[inputs[0]].shape[1])] = CLASSES
    whole = sizes | {symbol.name: 1 for symbol in context.symbols if symbol.kind is Kind.INDEX}
    return Point(context, whole, dict(zip(inputs, (rows, marks), strict=False)))


def ulps(value: float, exact: arb) -> float:
    """An error in units of the spacing at the correctly rounded result."""
    rounded = float(exact.mid())
    if not exact.rad() * 2**80 < abs(exact.mid()) + arb(2) ** -1074:
        raise ArithmeticError(f"{BITS} bits don't tell {exact.str(20)}")
    return float((abs(arb(value) - exact) / arb(float(np.spacing(abs(rounded))))).mid())
