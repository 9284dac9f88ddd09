"""A loss → its NumPy module. In: quantities with their lines. Out: Python source, formatted as ruff formats it."""

from __future__ import annotations

import re

from ....render.environment import render
from ...passes.missing import lost
from ...quantities import LossCode, Made, program_of
from ..docstring import described, example, formulas, measured
from ..kernels import TOGETHER, Kernels, inner_names
from ..public import LINEAR, model, names, public, record
from ..text import own_name, quoted
from .spelling import RUNTIME

TEMPLATE = "code/module.py.j2"


def module(loss: LossCode, package: str = "") -> str:
    """The source of the module.

    Args:
        loss: What it computes.
        package: Where it lies, for its example; '': by itself.

    Raises:
        NotEmitted: A part has no code.
        TemplateError: The template is missing or broken.
    """
    made = program_of(loss)
    given = inner_names(loss.inputs)
    kernels = Kernels(loss, made, given)
    groups = [(quantity.name,) for quantity in loss.quantities] + list(TOGETHER)
    functions = [kernels.function(group) for group in groups]
    if loss.probability:
        functions.append(kernels.probability())
    linear = len(loss.predictions) == 1 and not loss.vectors
    text = "\n".join(line for function in functions for line in function["lines"])
    out = own_name("out", loss.inputs)
    values = {
        "title": quoted(loss.title), "formulas": formulas(loss), "given": described(loss),
        "errors": [line for quantity in loss.quantities for line in measured(quantity)],
        "unit": next((part.accuracy.unit for q in loss.quantities for part in q.parts if part.accuracy), ""),
        "source": quoted(loss.source), "command": quoted(loss.command), "example": example(loss, made, package),
        "special": "special." in text, "runtime": [name for name in sorted(RUNTIME) if f"{name}(" in text],
        "linear": linear,
        "arguments": record(loss, dropped(loss, made)), "functions": functions, "out": out,
        "public": [public(loss, group, out) for group in groups],
        "models": [model(loss, name) for name in LINEAR] if linear else [], "predicts": bool(loss.probability),
        "names": names(loss, groups, linear),
    }  # fmt: skip
    return re.sub(r"\n{4,}", "\n\n\n", render(TEMPLATE, "code", **values)).rstrip() + "\n"


def dropped(loss: LossCode, made: Made) -> tuple[str, ...]:
    """The predictions and variables whose nan the lines may drop, so that the function has to look for it."""
    names = tuple(a.name for a in (*loss.predictions, *loss.variables))
    results = [number for quantity in loss.quantities for number in made.numbers[quantity.name]]
    return lost(made.program, results, names)
