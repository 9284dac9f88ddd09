"""A loss → its Numba module. In: quantities with their lines. Out: Python source, formatted as ruff formats it.

One kernel computes everything; the others are parts of it, from which the compiler leaves out what isn't asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ....render.environment import render
from ...build import NotEmitted
from ...passes.missing import lost
from ...quantities import LossCode, program_of
from ..docstring import described, example, formulas
from ..kernels import TOGETHER, Kernels, inner_names
from ..public import LINEAR, model, names, public, record, spoken, together
from ..text import imported, own_name, quoted, returned, signature
from .lines import ScalarPrinter
from .spelling import KNOWN, MATH, SPECIAL

TEMPLATE = "code/numba_module.py.j2"
WHOLE = TOGETHER[-1]
TAKEN = KNOWN | {"NAN", "kernel", "linear", "pointwise"}
"""Names that a value can't have inside the code."""


def module(loss: LossCode, package: str = "") -> str:
    """The source of the module.

    Args:
        loss: What it computes.
        package: Where it lies, for its example; '': by itself.

    Raises:
        NotEmitted: A part has no code; the message tells why.
        TemplateError: The template is missing or broken.
    """
    if loss.vectors:
        raise NotEmitted("compiled kernels take numbers, and this loss takes vectors")
    made = program_of(loss)
    kernels = ScalarKernels(loss, made, inner_names(loss.inputs, TAKEN))
    groups = [(quantity.name,) for quantity in loss.quantities] + list(TOGETHER)
    functions = [kernels.function(group) for group in groups]
    if loss.probability:
        functions.append(kernels.probability("float", "a point"))
    linear = len(loss.predictions) == 1
    text = "\n".join(line for function in functions for line in (*function["lines"], *function["results"]))
    values = {
        "title": quoted(loss.title), "loss_name": loss.name, "formulas": formulas(loss), "given": described(loss),
        "source": quoted(loss.source), "command": quoted(loss.command), "example": example(loss, made, package),
        "functions_of_runtime": "\n".join(runtime(text)), "linear": linear,
        "arguments": record(loss), "functions": functions,
        "public": [public(loss, group, own_name("out", loss.inputs)) for group in groups],
        "models": [model(loss, name) for name in LINEAR] if linear else [], "predicts": bool(loss.probability),
        "names": names(loss, groups, linear),
    }  # fmt: skip
    return re.sub(r"\n{4,}", "\n\n\n", render(TEMPLATE, "code", **values)).rstrip() + "\n"


def runtime(text: str) -> list[str]:
    """The imports of the functions that some lines call."""
    called = set(re.findall(r"\b(\w+)\(", text))
    math = ["NAN"] * ("NAN" in text) + sorted(called & MATH)
    found = {"math": math, "points": ["pointwise"], "special": sorted(called & SPECIAL)}
    return [imported(f"derivations.runtime.numba.{home}", names) for home, names in found.items() if names]


class ScalarKernels(Kernels):
    """The private functions, of numbers."""

    printer_class = ScalarPrinter
    taken_names = TAKEN

    def function(self, group: Sequence[str]) -> dict[str, Any]:
        """One function: its signature, its lines, what it returns."""
        numbers = [number for name in group for number in self.made.numbers[name]]
        arguments = [f"{self.given.get(name, name)}: float" for name in self.loss.inputs]
        returns = "float" if len(numbers) == 1 else f"tuple[{', '.join(['float'] * len(numbers))}]"
        lines: list[str] = []
        if set(group) < set(WHOLE):
            names = ", ".join(self.given.get(name, name) for name in self.loss.inputs)
            place = self.place(group, WHOLE)
            part = str(place) if len(numbers) == 1 else f"{place or ''}:{place + len(numbers)}"
            results = [f"_{together(WHOLE)}({names})[{part}]"]
        else:
            found, results = self.printer.lines(numbers)
            lines = [line.text for line in found]
            results = [self.with_nan(n, text) for n, text in zip(numbers, results, strict=True)]
        return {
            "signature": signature(f"_{together(group)}", arguments, returns), "lines": lines,
            "results": returned(results),
            "title": f"{spoken(group)} of a point.",
        }  # fmt: skip

    def with_nan(self, number: int, text: str) -> str:
        """A result that is nan where an argument is whose nan its lines may drop."""
        names = tuple(a.name for a in (*self.loss.predictions, *self.loss.variables))
        if self.made.program[number].operation == "constant":
            text = repr(float(text))
        dropped = lost(self.made.program, [number], names)
        if not dropped:
            return text
        condition = " | ".join(f"isnan({self.given.get(name, name)})" for name in dropped)
        return f"select({condition}, NAN, {text})"
