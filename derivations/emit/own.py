"""The module of a loss of one's own. In: arguments; terms of loss, gradient and Hessian. Out: Python source.

The module stands by itself: what its lines call is copied into it. Arranged by templates/code/pointwise.py.j2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..render.environment import render
from ..terms.core import Term
from ..terms.text import to_text
from .lines import Line, body
from .measure import Accuracy, safe_names
from .missing import lost
from .numpy_printer import NotEmitted
from .points import INTERVAL, SET, end
from .runtime import SHARED, is_shared, needed, shared_names, sources, words
from .vector_lines import array_body

TEMPLATE = "code/pointwise.py.j2"


@dataclass(frozen=True)
class Argument:
    """A prediction, a variable or a parameter.

    Args:
        name: Its symbol.
        domain: ``real``, ``[0, 1]``, ``{0, 1}``, ``(0, inf)``, …
        meaning: What it is, for the docstring; empty: its domain.
        default: Of a parameter, the value that it has if none is given.
    """

    name: str
    domain: str
    meaning: str = ""
    default: float | None = None


@dataclass(frozen=True)
class Computed:
    """A number that the module computes: the last line of a stage.

    Args:
        term: The line.
        step: The id of the step that leads to it, ``stable-loss.3``.
        statement: What it is, for the docstring: ``loss = softplus(z) - y*z``.
        accuracy: The measured error of its code; None: not measured.
        free: The indices of its entries, where it has several.
    """

    term: Term
    step: str
    statement: str
    accuracy: Accuracy | None = None
    free: tuple[str, ...] = ()


@dataclass(frozen=True)
class Beside:
    """A derivative by a parameter or a variable.

    Args:
        kind: ``gradient`` or, of the second derivative, ``hessian``.
        by: The name by which it differentiates.
        computed: The derivative.
    """

    kind: str
    by: str
    computed: Computed


@dataclass(frozen=True)
class OwnLoss:
    """What a module is made from.

    Args:
        title: For people.
        definition: The loss as it was written, for the module's docstring.
        source: Where it was written.
        command: What makes the module again.
        predictions: What a model outputs; the gradient is by these.
        variables: The data beside, labels first.
        parameters: Keywords.
        loss: The loss.
        gradient: A derivative for each prediction.
        hessian: A row of second derivatives for each prediction.
        beside: Derivatives by parameters and variables.
        vectors: The arguments that are vectors.
        size: What their size is called.
        indices: The letters that are indices.
    """

    title: str
    definition: str
    source: str
    command: str
    predictions: tuple[Argument, ...]
    variables: tuple[Argument, ...]
    parameters: tuple[Argument, ...]
    loss: Computed
    gradient: tuple[Computed, ...]
    hessian: tuple[tuple[Computed, ...], ...]
    beside: tuple[Beside, ...] = ()
    vectors: tuple[str, ...] = ()
    size: str = ""
    indices: frozenset[str] = frozenset()

    @property
    def inputs(self) -> tuple[str, ...]:
        """The symbols, in the order of the arguments."""
        return tuple(a.name for a in (*self.predictions, *self.variables, *self.parameters))


def module(own: OwnLoss, shared: bool = False) -> str:
    """The source of the module.

    Args:
        own: The loss.
        shared: What the lines call is imported from beside the module, as ``shared_module`` has it, not copied into it.

    Raises:
        NotEmitted: A part has no code.
        TemplateError: The template is missing or broken.
    """
    names = safe_names((*own.inputs, own.size) if own.size else own.inputs)
    q = len(own.predictions)
    if own.vectors and q > 1:
        raise NotEmitted("there is no code for several predictions of which some are vectors")
    wide = own.size if own.predictions[0].name in own.vectors else str(q) if q > 1 else ""
    once, twice = (f"({wide},)", f"({wide}, {wide})") if wide else ("()", "()")
    trailing = {"loss": "()", "gradient": once, "hessian": twice}
    parts = {"loss": (own.loss,), "gradient": own.gradient, "hessian": tuple(c for row in own.hessian for c in row)}
    kernels: list[dict[str, object]] = []
    for quantity, computed in parts.items():
        kernels += kernel(quantity, quantity, computed, own, names)
    for item in own.beside:
        kernels += kernel(f"{item.kind}_{item.by}", item.kind, (item.computed,), own, names)
    arguments = ", ".join(names.get(name, name) for name in own.inputs)
    both = {
        "name": "_pointwise_loss_and_gradient", "arguments": arguments, "title": "Loss and gradient.", "lines": [],
        "result": f"(*_pointwise_loss({arguments}), *_pointwise_gradient({arguments}))",
    }  # fmt: skip
    functions = [shown(quantity, computed, trailing[quantity], own) for quantity, computed in parts.items()]
    functions.append(shown_both(trailing["gradient"], (own.loss, *own.gradient), own))
    for item in own.beside:
        own_shape = f"({', '.join([own.size] * len(item.computed.free))},)" if item.computed.free else "()"
        functions.append(shown(item.kind, (item.computed,), own_shape, own, item.by))
    linear = q == 1 and not own.vectors
    values = {
        "title": quoted(own.title), "source": quoted(own.source), "definition": quoted(own.definition),
        "command": quoted(own.command),
        "points": [shown_argument(a) for a in (*own.predictions, *own.variables)],
        "points_names": repr(own.inputs[: len(own.predictions) + len(own.variables)]),
        "variables": [shown_argument(a) for a in own.variables],
        "parameters": [shown_argument(a) for a in own.parameters], "functions": functions,
        "kernels": [*kernels, both], "linear": linear, "imports": [], "beside": [], "support": [],
        "needs": "", "public": [], "shared": shared, "vectors": repr(own.vectors) if own.vectors else "",
        "pointwise_out": own_name("out", own.inputs),
        "linear_names": {name: own_name(name, own.inputs[q:]) for name in LINEAR_ARGUMENTS},
    }  # fmt: skip
    values["public"] = sorted([str(f["name"]) for f in functions] + (list(LINEAR) if values["linear"] else []))
    text = render(TEMPLATE, "code", **values | {"title": "", "source": ""})  # a user's words call nothing
    called = needed(text, True)
    own_names = [name for name in called if not (shared and is_shared(name))]
    support = [sources(True)[name] for name in own_names]
    whole = text + "\n".join(support)
    direct = words(whole) & frozenset(called) - frozenset(own_names)
    beside = [(file, sorted(direct & frozenset(names))) for file, names in shared_names().items()] if shared else []
    values.update(imports=imports(whole), beside=beside, support=support, needs=needs(whole))
    return tidy(render(TEMPLATE, "code", **values))


def shared_module(command: str) -> str:
    """The source of ``derivations/generated/_shared.py``: what the modules of a collection call."""
    support = [sources(True)[name] for name in shared_names()[SHARED]]
    checks = sorted(words("\n".join(support)) & frozenset(shared_names()["_support"]))
    beside = [("_support", checks)]
    text = render("code/shared.py.j2", "code", command=command, imports=imports("\n".join(support)), beside=beside,
                  support=support)  # fmt: skip
    return tidy(text)


LINEAR = ("loss", "gradient", "loss_and_gradient", "hessian", "hessian_vector_product")
LINEAR_ARGUMENTS = ("theta", "v", "X", "sample_weight", "reduction")


def own_name(name: str, given: tuple[str, ...]) -> str:
    """What an argument that every module has is called beside those of the loss, whose names are the user's."""
    while name in given:
        name += "_"
    return name


def kernel(
    quantity: str, kind: str, computed: tuple[Computed, ...], loss: OwnLoss, names: dict[str, str]
) -> list[dict[str, object]]:
    """A private function with the lines of one quantity, and those over wide numbers that it calls.

    Args:
        quantity: What the function's name ends with.
        kind: What its result is called.
        computed: The lines.
        loss: The loss, for its arguments.
        names: The symbols that have another name in the code.
    """
    inputs = loss.inputs
    name = f"_pointwise_{quantity}"
    arguments = ", ".join(names.get(n, n) for n in inputs)
    lines: list[dict[str, str]] = []
    outputs: list[str] = []
    found: list[dict[str, object]] = []
    taken: set[str] = set()
    for number, item in enumerate(computed, 1):
        output = kind + (str(number) if len(computed) > 1 else "")
        suffix = name[1:] + (str(number) if len(computed) > 1 else "")
        if loss.vectors:
            own = array_body(
                item.term, item.free, loss.indices, frozenset(inputs) - frozenset(loss.vectors), inputs, names, output,
                (loss.size, loss.vectors[0]), taken,
            )  # fmt: skip
        else:
            own = body(item.term, suffix, inputs, names, output, taken)
        lines += cited(own.lines, item.step)
        outputs.append(output)
        for wide, inner in own.wide.items():
            found.append({
                "name": wide, "arguments": f"number, {arguments}", "lines": cited(inner, item.step), "result": "result",
                "title": f"The same over wide numbers: {name[1:]}.",
            })  # fmt: skip
    main: dict[str, object] = {
        "name": name, "arguments": arguments, "lines": lines, "result": f"({', '.join(outputs)},)",
        "title": " ".join(item.statement for item in computed),
    }  # fmt: skip
    return [main, *found]


def cited(lines: list[Line], step: str) -> list[dict[str, str]]:
    """The lines with the step that they cite."""
    return [{"code": line.text, "step": step} for line in lines]


def shown(
    quantity: str, computed: tuple[Computed, ...], trailing: str, loss: OwnLoss, by: str = ""
) -> dict[str, object]:
    """What the template says of a public function; ``by`` is a parameter or a variable, '' the prediction."""
    titles = {
        "loss": "Loss of each point.",
        "gradient": f"Derivative of each point's loss with respect to {by or 'the prediction'}.",
        "hessian": f"Second derivative of each point's loss with respect to {by or 'the prediction'}.",
    }  # fmt: skip
    measured = [f"Measured: {item.accuracy.text}." for item in computed if item.accuracy]
    shape = "the broadcast shape" if trailing == "()" else f"the broadcast shape followed by {trailing}"
    return {
        "name": f"pointwise_{quantity}_{by}" if by else f"pointwise_{quantity}",
        "title": titles[quantity], "trailing": f"({trailing},)", "ranks": f"({len(computed[0].free)},)",
        "outputs": f'("{quantity}",)', "lost": repr(dropped(computed, loss)),
        "formula": "\n    ".join(item.statement for item in computed),
        "accuracy": "\n    ".join(measured) or "Not measured.",
        "out": f"array of {shape} to write to.",
        "returns": f"An array of {shape}: `{own_name('out', loss.inputs)}` if given, "
        f"a scalar for scalars where that has no axes.\n        {MISSING}",
    }  # fmt: skip


MISSING = "Where a prediction or a variable is nan, so is the result."


def shown_both(trailing: str, computed: tuple[Computed, ...], loss: OwnLoss) -> dict[str, object]:
    """What the template says of loss and gradient together."""
    return {
        "name": "pointwise_loss_and_gradient", "title": "Loss of each point and its derivative, in one call.",
        "formula": "See `pointwise_loss` and `pointwise_gradient`, for measured errors too.", "accuracy": "",
        "outputs": '("loss", "gradient")', "trailing": f"((), {trailing})", "ranks": "(0, 1)",
        "lost": repr(dropped(computed, loss)),
        "out": "a pair of arrays to write to, the losses' first.",
        "returns": "What `pointwise_loss` and `pointwise_gradient` return.",
    }  # fmt: skip


def dropped(computed: tuple[Computed, ...], loss: OwnLoss) -> tuple[str, ...]:
    """The arrays among the arguments whose nan the lines may drop, so that the function has to look for it."""
    arrays = tuple(argument.name for argument in (*loss.predictions, *loss.variables))
    return lost((item.term for item in computed), arrays)


def shown_argument(argument: Argument) -> dict[str, object]:
    """What the template says of an argument; its name is the user's."""
    meaning = quoted(argument.meaning).rstrip(".")
    domain = "any real numbers" if argument.domain == "real" else f"in {argument.domain}"
    return {
        "name": argument.name, "meaning": f"{meaning}; {domain}" if meaning else domain, "default": argument.default,
        "expected": "finite numbers" if argument.domain == "real" else f"numbers in {argument.domain}",
        "test": test(argument.domain),
    }  # fmt: skip


def test(domain: str) -> str:
    """The Python function that tells whether numbers lie in a domain."""
    found = SET.match(domain)
    if found and "…" not in domain and "..." not in domain:
        values = ", ".join(repr(end(part.strip())) for part in found[1].split(","))
        return f"lambda a: np.isin(a, ({values},))"
    if "…" in domain or "..." in domain:
        first = 1 if domain.lstrip("{ ").startswith("1") else 0
        return f"lambda a: (a >= {first}) & (a == np.floor(a)) & (a < np.inf)"
    found = INTERVAL.match(domain)
    if not found:
        return "lambda a: (a > 0) & (a < np.inf)" if domain.startswith("0 <") else "np.isfinite"
    low, high = end(found[2]), end(found[3])
    left = f"a {'>=' if found[1] == '[' else '>'} {low!r}" if low > -float("inf") else "a > -np.inf"
    right = f"a {'<=' if found[4] == ']' else '<'} {high!r}" if high < float("inf") else "a < np.inf"
    return f"lambda a: ({left}) & ({right})"


IMPORTS = (
    (r"\bdecimal\.", "import decimal"), (r"\bmath\.", "import math"),
    (r"\b(Callable|Sequence)\b", "from collections.abc import Callable, Sequence"),
    (r"\bFraction\b", "from fractions import Fraction"), (r"\b(Any|TypeAlias)\b", "from typing import Any, TypeAlias"),
    (r"\bnp\.", "\nimport numpy as np"), (r"\bNDArray\b", "from numpy.typing import ArrayLike, NDArray"),
    (r"\bspecial\.", "from scipy import special"),
)  # fmt: skip


def imports(text: str) -> list[str]:
    """The imports that a text needs."""
    return [line for pattern, line in IMPORTS if re.search(pattern, text)]


def needs(text: str) -> str:
    """What has to be installed."""
    return "NumPy and SciPy are needed." if re.search(r"\bspecial\.", text) else "NumPy alone is needed."


def tidy(text: str) -> str:
    """Two blank lines before a definition, none at the end."""
    text = re.sub(r"[ \t]+\n", "\n", text)
    text = re.sub(r"\n{3,}", "\n\n", text)
    return re.sub(r"\n+(?=(?:def|class) )", "\n\n\n", text).rstrip() + "\n"


def quoted(text: str) -> str:
    """A user's words, so that they end no docstring."""
    return " ".join(text.replace("\\", "/").replace('"', "'").split())


def statement(name: str, term: Term) -> str:
    """``name = term``, for a docstring."""
    return f"{name} = {to_text(term)}"
