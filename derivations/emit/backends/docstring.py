"""The docstring of a module. In: a loss, its program. Out: formulas, arguments, measured errors, an example."""

from __future__ import annotations

import textwrap

from ..interpret import Interpreter
from ..quantities import Argument, LossCode, Made, Quantity
from .text import WIDTH, quoted


def formulas(loss: LossCode) -> list[str]:
    """What loss, gradient and Hessian are, in lines that aren't too long."""
    found = []
    for quantity in loss.quantities:
        for part in quantity.parts:
            found += textwrap.wrap(part.statement, WIDTH - 8, subsequent_indent="    ", break_long_words=False)
    return found


SHIFTED = "The loss is the same when all entries grow alike, so the largest is subtracted first"
"""What is said of a vector whose largest entry is subtracted."""


def described(loss: LossCode) -> list[str]:
    """The arguments, for the docstring."""
    found = []
    for argument in (*loss.predictions, *loss.variables, *loss.parameters):
        domain = in_domain(argument)
        meaning = quoted(argument.meaning).rstrip(".")
        default = f"; default {argument.default!r}" if argument.default is not None else ""
        many = "a vector along the last axis, its entries " if argument.name in loss.vectors else ""
        kind = "a number" if argument in loss.parameters and not many else many or "an array or a number, "
        if argument.name in loss.shifted:
            meaning = f"{meaning}. {SHIFTED}".removeprefix(". ")
        text = f"{argument.name}: {kind.rstrip(', ') + ', ' if not many else kind}{domain}{default}."
        found += textwrap.wrap(f"{text} {meaning}.".replace(" .", ""), WIDTH - 8, subsequent_indent="    ")
    return found


def in_domain(argument: Argument) -> str:
    """Where an argument lies, in words."""
    return "any real number" if argument.domain == "real" else f"in {argument.domain}"


def measured(quantity: Quantity) -> list[str]:
    """The measured error of a quantity, for the docstring."""
    found = [part.accuracy for part in quantity.parts if part.accuracy]
    if not found:
        return []
    worst = max(found, key=lambda accuracy: accuracy.worst)
    return textwrap.wrap(f"{quantity.name}: {worst.text}.", WIDTH - 8, subsequent_indent="    ", break_long_words=False)


def example(loss: LossCode, made: Made, package: str) -> list[str]:
    """Lines that call the module, with what they give, rounded."""
    points = loss.example
    vectors = set(loss.vectors)
    one = loss.predictions[0].name in vectors
    count = len(points[loss.predictions[0].name]) // (3 if one else 1)
    inputs = {
        name: values if len(values) == count * (3 if name in vectors else 1) else values * count
        for name, values in points.items()
    }
    machine = Interpreter(made.program, inputs, count, 3 if vectors else 1)
    shown = machine.values(made.numbers["loss"][0])
    samples = [a.name for a in (*loss.predictions, *loss.variables)]
    told = [repr(points[name]) for name in samples]
    told += [
        f"{a.name}={points[a.name] if a.name in vectors else points[a.name][0]!r}"
        for a in loss.parameters
        if a.default is None
    ]
    first = f"from {package} import {loss.name}" if package else f"import {loss.name}"
    names = "loss, gradient, hessian"
    lines = textwrap.wrap(f">>> {names} = {loss.name}.pointwise_loss_gradient_hessian({', '.join(told)})", WIDTH - 8,
                          subsequent_indent="... ", break_long_words=False)  # fmt: skip
    value = "loss.round(6).item()" if one else "loss.round(6).tolist()"
    result = repr(rounded(shown[0])) if one else repr([rounded(v) for v in shown])
    return [f">>> {first}", *lines, f">>> {value}", result]


def rounded(value: float) -> float:
    """A value to six digits behind the point."""
    return round(value, 6)
