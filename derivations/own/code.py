"""The code of a user's loss. In: its checked stable stages. Out: the source of its module, and lines that use it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import PurePath

from ..emit.backends import BACKENDS
from ..emit.build import NotEmitted
from ..emit.quantities import Argument, Computed, LossCode, Quantity, statement
from ..emit.standalone import standalone
from ..terms.context import Kind
from ..terms.core import Entry, Partial, Term
from ..terms.domain import Finite, Interval, Whole
from ..terms.text import to_text
from ..verify.at_ties import unfolded
from ..verify.verdict import Checked
from .definition import Loss
from .plan import Worked, beside_names, labelled
from .safe import plain_line
from .stable import inputs_of, shifted_of

COMMAND = "derivations derive FILE.toml --out DIR"


def source(
    loss: Loss, checked: Checked, worked: Worked, command: str = COMMAND, package: str = "", alone: bool = False,
    backend: str = "numpy",
) -> str:  # fmt: skip
    """The module's source.

    Args:
        loss: Its definition.
        checked: Its derivation.
        worked: What was found for it.
        command: What makes the module again.
        package: Where it lies; '': by itself.
        alone: It imports nothing of this package.
        backend: What it is written for.

    Raises:
        NotEmitted: There is no stable line to compute; the message tells why.
    """
    if worked.unstable:
        raise NotEmitted(f"{loss.name} has no code: {worked.unstable}")
    made = BACKENDS[backend].module(quantities(loss, checked, worked, command), package)
    return standalone(made) if alone else made


def quantities(loss: Loss, checked: Checked, worked: Worked, command: str = COMMAND) -> LossCode:
    """What the module is made from."""
    names = loss.predictions
    rank = 1 if names[0] in loss.sizes or len(names) > 1 else 0
    pairs = [sorted((by, again), key=names.index) for by in names for again in names]
    gradient = tuple(computed(labelled("gradient", names, by)[0], checked, worked) for by in names)
    hessian = tuple(computed(labelled("hessian", names, *pair)[0], checked, worked) for pair in pairs)
    found = [Quantity("loss", (computed("loss", checked, worked),)), Quantity("gradient", gradient, rank),
             Quantity("hessian", hessian, 2 * rank)]  # fmt: skip
    for name in loss.derivatives:
        for kind, quantity in zip(("gradient", "hessian"), beside_names(name), strict=True):
            if quantity in worked.errors:
                own = computed(quantity, checked, worked)
                found.append(Quantity(f"{kind}_{name}", (own,), len(own.free)))
    arguments = {name: Argument(name, loss.domains[name].text()) for name in (*loss.variables, *loss.parameters)}
    parameters = [
        replace(arguments[name], default=float(loss.defaults[name]) if name in loss.defaults else None)
        for name in loss.parameters
    ]
    return LossCode(
        title=loss.title,
        name=loss.name,
        definition=to_text(loss.term),
        source=plain_line(PurePath(loss.origin).name) or "Python",
        command=command,
        predictions=tuple(Argument(name, "real") for name in names),
        variables=tuple(arguments[name] for name in loss.variables),
        parameters=tuple(parameters),
        quantities=tuple(found),
        vectors=tuple(name for name in inputs_of(loss) if name in loss.sizes),
        size=next(iter(loss.size_names), ""),
        shifted=shifted_of(unfolded(loss.term, checked.loss.context), checked.loss.context, loss),
        indices=frozenset(symbol.name for symbol in checked.loss.context.symbols if symbol.kind is Kind.INDEX),
        vocabulary=vocabulary(loss, checked),
        example={name: values_of(loss, name) for name in inputs_of(loss)},
    )


FIELD = {
    "p": "sigmoid({z})", "q": "sigmoid(-{z})", "log_p": "-softplus(-{z})", "log_q": "-softplus({z})",
    "softplus_{z}": "softplus({z})", "decay": "exp(-abs({z}))", "rate": "exp({z})",
}  # fmt: skip
"""What the field calls functions of one prediction."""
OF_DATA = {"residual": "{z} - {y}", "margin": "{y}*{z}"}
"""What it calls a prediction and the first variable together."""
OF_VECTORS = {
    "largest": "largest(k, 1, {K}, {z}[k])", "shifted": "{z}[k] - largest(j, 1, {K}, {z}[j])",
    "p": "exp({z}[k])/sum(j, 1, {K}, exp({z}[j]))",
}  # fmt: skip
"""What it calls functions of a vector of predictions."""


def vocabulary(loss: Loss, checked: Checked) -> tuple[tuple[str, Term], ...]:
    """What values are called that are known by name: what the definition names, then what the field does."""
    context = checked.loss.context
    found: list[tuple[str, Term]] = []
    for name, term in loss.definition_terms.items():
        found.append((name, unfolded(term, context)))
    (first, *more) = loss.predictions
    if not more:
        words = {"z": first, "y": next(iter(loss.variables), ""), "K": next(iter(loss.size_names), "")}
        known = (
            OF_VECTORS
            if first in loss.sizes
            else FIELD | (OF_DATA if words["y"] and words["y"] not in loss.sizes else {})
        )
        for name, text in known.items():
            with suppress(ValueError):
                found.append((name.format(**words), context.parse(text.format(**words))))
    return tuple((name, term) for name, term in found if name not in inputs_of(loss))


def computed(quantity: str, checked: Checked, worked: Worked) -> Computed:
    """The last line of a quantity's stable stage, with what it is by definition."""
    stage = checked.stage(f"stable-{quantity}").derivation
    found = checked.stage("simplify" if quantity == "loss" else quantity).derivation
    step = stage.steps[-1].name if stage.steps else f"{stage.name}.0"
    name = "loss" if quantity == "loss" else quantity.replace("-", "_")
    entries = [part for part in partials(found.start) if isinstance(part, Entry)]
    free = tuple(part.indices[0].name for part in reversed(entries))
    return Computed(stage.result, step, statement(name, found.result), worked.errors[quantity].after, free)


def partials(start: Term) -> list[Term]:
    """What a derivative differentiates by, the last one first."""
    found = []
    while isinstance(start, Partial):
        by, start = start.children
        found.append(by)
    return found


def values_of(loss: Loss, name: str) -> list[float]:
    """Values of an argument for an example, at points of the domain: for a prediction two, or an entry each."""
    if name in loss.predictions:
        return [0.5, -1.0, 2.0] if name in loss.sizes else [-1.5, 0.5]
    summed = [total.children[3].base.name for total, _ in loss.totals]
    if name in loss.sizes:
        return [0.0, 1.0, 0.0] if name in summed else [usual_value(loss, name)] * 3
    return [usual_value(loss, name)] * (1 if name in loss.parameters else 2)


def usual_value(loss: Loss, name: str) -> float:
    """A value of a domain."""
    if name in loss.defaults:
        return float(loss.defaults[name])
    domain = loss.domains[name]
    if isinstance(domain, Finite):
        return float(domain.high)
    if isinstance(domain, Whole):
        return 2.0
    if isinstance(domain, Interval) and domain.low is not None and domain.high is not None:
        return float((domain.low + domain.high) / 2)
    return float(domain.low) + 1.0 if domain.low is not None else 0.5


def example(loss: Loss, package: str = "") -> str:
    """A few lines that call the module, at points of the domain; it lies in a package, or by itself."""
    vectors = bool(loss.sizes)

    def given(name: str) -> str:
        values = values_of(loss, name)
        return repr(values if name in loss.sizes else values[0] if vectors or name in loss.parameters else values)

    points = ", ".join(given(name) for name in (*loss.predictions, *loss.variables))
    told = "".join(f", {name}={given(name)}" for name in loss.parameters if name not in loss.defaults)
    return "\n".join(
        (
            f"from {package} import {loss.name}" if package else f"import {loss.name}",
            "",
            f"loss, gradient, hessian = {loss.name}.pointwise_loss_gradient_hessian({points}{told})",
        )
    )
