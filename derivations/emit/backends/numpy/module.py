"""A loss → its NumPy module. In: quantities with their lines. Out: Python source, formatted as ruff formats it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from typing import Any

from ....render.environment import render
from ...cost import cost
from ...interpret import Interpreter
from ...passes.missing import lost
from ...passes.names import RESERVED, Names, ordinary, recognised
from ...quantities import Argument, LossCode, Made, Quantity, program_of
from .lines import Printer
from .spelling import RUNTIME
from .text import WIDTH, call, pairs, quoted, returned, signature, strings, tuple_of

TEMPLATE = "code/module.py.j2"
LINEAR = ("loss", "gradient", "loss_and_gradient", "hessian", "hessian_vector_product")
LINEAR_ARGUMENTS = ("theta", "v", "X", "sample_weight", "reduction")
TOGETHER = (("loss", "gradient"), ("loss", "gradient", "hessian"))
"""What is computed in one call, beside each by itself."""
LITTLE = 1.1
"""How many times the cost of a quantity a function may cost that computes it with others, to be called for it alone."""


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
    linear = len(loss.predictions) == 1 and not loss.vectors
    text = "\n".join(line for function in functions for line in function["lines"])
    out = own_name("out", loss.inputs)
    values = {
        "title": quoted(loss.title), "formulas": formulas(loss), "given": described(loss),
        "errors": [line for quantity in loss.quantities for line in measured(quantity)],
        "source": quoted(loss.source), "command": quoted(loss.command), "example": example(loss, made, package),
        "special": "special." in text, "runtime": [name for name in sorted(RUNTIME) if f"{name}(" in text],
        "linear": linear,
        "arguments": record(loss, made), "functions": functions, "out": out,
        "public": [public(loss, group, out) for group in groups],
        "models": [model(loss, name) for name in LINEAR] if linear else [],
        "names": sorted([f"pointwise_{together(g)}" for g in groups] + list(LINEAR if linear else ())),
    }  # fmt: skip
    return re.sub(r"\n{4,}", "\n\n\n", render(TEMPLATE, "code", **values)).rstrip() + "\n"


def together(group: Sequence[str]) -> str:
    """What a function of some quantities is called."""
    return "_and_".join(group) if len(group) == 2 else "_".join(group)


class Kernels:
    """The private functions.

    Args:
        loss: What they compute.
        made: Its program.
        given: The arguments that have another name inside.
    """

    def __init__(self, loss: LossCode, made: Made, given: dict[str, str]) -> None:
        self.loss, self.made, self.given = loss, made, given
        program = made.program
        size = 3 if loss.vectors else 1
        known: dict[int, str] = {}
        for quantity in loss.quantities:
            for number, name in zip(made.numbers[quantity.name], part_names(quantity, loss), strict=True):
                known.setdefault(number, name)
        domains = {a.name: usual(a.domain) for a in (*loss.variables, *loss.parameters)}
        inputs = ordinary(
            loss.inputs, {name: ends for name, ends in domains.items() if ends}, size, frozenset(loss.vectors)
        )
        known = recognised(program, made.builder, loss.vocabulary, inputs, size) | known
        taken = {given.get(name, name) for name in loss.inputs}
        names = Names(program, known, taken)
        for number, name in known.items():  # results keep their names
            names.of(number) if name in part_names_of(loss) else None
        self.printer = Printer(program, Lazily(names), given, given.get(first := next(iter(loss.vectors), ""), first))

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
            "title": f"{', '.join(name.replace('_', ' by ') for name in group).capitalize()} of a block of points.",
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


def record(loss: LossCode, made: Made) -> str:
    """The record of the arguments."""
    parts = [f"predictions={strings([a.name for a in loss.predictions])}"]
    if loss.variables:
        parts.append(f"variables={pairs(loss.variables)}")
    if loss.parameters:
        parts.append(f"parameters={pairs(loss.parameters)}")
    if loss.vectors:
        parts.append(f"vectors={strings(loss.vectors)}")
    watched = dropped(loss, made)
    if watched:
        parts.append(f"watched={strings(watched)}")
    return call("ARGUMENTS = Arguments", parts, 0)


def public(loss: LossCode, group: Sequence[str], out: str) -> dict[str, object]:
    """A function of points."""
    arguments = [f"{a.name}: ArrayLike" for a in (*loss.predictions, *loss.variables)]
    arguments += ["*", *map(keyword, loss.parameters), f"{out}: Any = None"]
    quantities = [loss[name] for name in group]
    points = tuple_of([a.name for a in (*loss.predictions, *loss.variables)])
    numbers = tuple_of([a.name for a in loss.parameters]) if loss.parameters else "()"
    ranks = tuple_of([str(quantity.rank) for quantity in quantities])
    given = [f"_{together(group)}", "ARGUMENTS", points, numbers, out, strings(group), ranks]
    return {
        "signature": signature(f"pointwise_{together(group)}", arguments, "Results"),
        "call": call("return pointwise", given), "doc": title(quantities, out),
    }  # fmt: skip


def title(quantities: Sequence[Quantity], out: str) -> str:
    """What a function of points is for."""
    words = [
        WORDS.get(q.name) or f"its {WORDS[q.name.partition('_')[0]]} with respect to {q.name.partition('_')[2]}"
        for q in quantities
    ]
    if len(words) == 1:
        return f"{words[0][0].upper()}{words[0][1:]} of each point; written to ``{out}`` if that is given."
    return f"{', '.join(words[:-1])} and {words[-1]} of each point; ``{out}`` takes a tuple of arrays.".capitalize()


WORDS = {"loss": "loss", "gradient": "gradient", "hessian": "Hessian"}


def keyword(argument: Argument) -> str:
    """A parameter as a keyword."""
    default = f" = {argument.default!r}" if argument.default is not None else ""
    return f"{argument.name}: ArrayLike{default}"


MODELS = {
    "loss": ("float | Array", "Loss of a linear model, whose predictions are X theta."),
    "gradient": ("Array", "Gradient with respect to theta, shape (p,)."),
    "loss_and_gradient": ("tuple[float, Array]", "Loss and gradient, in one pass over X."),
    "hessian": ("Array", "Hessian with respect to theta, shape (p, p), dense."),
    "hessian_vector_product": ("Array", "The Hessian times a vector v, shape (p,), without the Hessian."),
}  # fmt: skip


def model(loss: LossCode, name: str) -> dict[str, object]:
    """A function of a linear model."""
    own = {
        word: own_name(word, tuple(a.name for a in (*loss.variables, *loss.parameters))) for word in LINEAR_ARGUMENTS
    }
    v = [f"{own['v']}: ArrayLike"] if name == "hessian_vector_product" else []
    arguments = [f"{own['theta']}: ArrayLike", *v, f"{own['X']}: Matrix"]
    arguments += [f"{a.name}: ArrayLike" for a in loss.variables] + ["*", f"{own['sample_weight']}: Weights = None"]
    arguments += [f'{own["reduction"]}: str = "mean"', *map(keyword, loss.parameters)]
    kernel = "hessian" if name.startswith("hessian") else name
    variables = tuple_of([a.name for a in loss.variables]) if loss.variables else "()"
    numbers = tuple_of([a.name for a in loss.parameters]) if loss.parameters else "()"
    given = [f"_{kernel}", "ARGUMENTS", own["theta"], *([own["v"]] if v else []), own["X"], variables, numbers]
    given += [own["sample_weight"], own["reduction"]]
    returns, doc = MODELS[name]
    data = [f"{a.name}: shape (m,), {in_domain(a)}." for a in loss.variables]
    numbers_told = [f"{a.name}: {in_domain(a)}." for a in loss.parameters]
    return {
        "signature": signature(name, arguments, returns), "call": call(f"return linear.{name}", given), "doc": doc,
        "own": own, "full": name == "loss", "data": data, "numbers": numbers_told,
    }  # fmt: skip


def in_domain(argument: Argument) -> str:
    """Where an argument lies, in words."""
    return "any real number" if argument.domain == "real" else f"in {argument.domain}"


def own_name(name: str, given: Sequence[str]) -> str:
    """What an argument that every module has is called beside those of the loss, whose names are the user's."""
    while name in given:
        name += "_"
    return name


def inner_names(inputs: Sequence[str]) -> dict[str, str]:
    """The symbols that have another name inside the code."""
    found: dict[str, str] = {}
    for name in inputs:
        if name in RESERVED or name in ("loss", "gradient", "hessian"):
            other = f"{name}_"
            while other in inputs or other in found.values():
                other += "_"
            found[name] = other
    return found


def formulas(loss: LossCode) -> list[str]:
    """What loss, gradient and Hessian are, in lines that aren't too long."""
    found = []
    for quantity in loss.quantities:
        for part in quantity.parts:
            found += textwrap.wrap(part.statement, WIDTH - 8, subsequent_indent="    ", break_long_words=False)
    return found


def described(loss: LossCode) -> list[str]:
    """The arguments, for the docstring."""
    found = []
    for argument in (*loss.predictions, *loss.variables, *loss.parameters):
        domain = in_domain(argument)
        meaning = quoted(argument.meaning).rstrip(".")
        default = f"; default {argument.default!r}" if argument.default is not None else ""
        many = "a vector along the last axis, its entries " if argument.name in loss.vectors else ""
        kind = "a number" if argument in loss.parameters and not many else many or "an array or a number, "
        text = f"{argument.name}: {kind.rstrip(', ') + ', ' if not many else kind}{domain}{default}."
        found += textwrap.wrap(f"{text} {meaning}.".replace(" .", ""), WIDTH - 8, subsequent_indent="    ")
    return found


def measured(quantity: Quantity) -> list[str]:
    """The measured error of a quantity, for the docstring."""
    found = [part.accuracy for part in quantity.parts if part.accuracy]
    if not found:
        return []
    worst = max(found, key=lambda accuracy: accuracy.worst)
    return textwrap.wrap(f"{quantity.name}: {worst.text}.", WIDTH - 8, subsequent_indent="    ", break_long_words=False)


def usual(domain: str) -> tuple[float, float] | None:
    """Ends between which values of a domain are ordinary; None: any are."""
    from ...points import domain_values

    if domain == "real":
        return None
    values = domain_values(domain)[:3]
    return (min(values), max(values)) if len(set(values)) > 1 else (values[0], values[0])


def dropped(loss: LossCode, made: Made) -> tuple[str, ...]:
    """The predictions and variables whose nan the lines may drop, so that the function has to look for it."""
    names = tuple(a.name for a in (*loss.predictions, *loss.variables))
    return lost(made.program, [number for parts in made.numbers.values() for number in parts], names)


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
