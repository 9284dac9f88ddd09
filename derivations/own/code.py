"""The code of a user's loss. In: its checked stable stages. Out: the source of its module, and lines that use it."""

from __future__ import annotations

from pathlib import PurePath

from ..emit.numpy_printer import NotEmitted
from ..emit.own import Argument, Beside, Computed, OwnLoss, module, statement
from ..terms.context import Kind
from ..terms.core import Entry, Partial, Term
from ..terms.domain import Finite, Interval, Whole
from ..terms.text import to_text
from ..verify.verdict import Checked
from .definition import Loss
from .plan import Worked, beside_names, labelled
from .safe import plain_line
from .stable import inputs_of

COMMAND = "derivations derive FILE.toml --out DIR"


def source(loss: Loss, checked: Checked, worked: Worked, command: str = COMMAND, shared: bool = False) -> str:
    """The module's source.

    Args:
        loss: Its definition.
        checked: Its derivation.
        worked: What was found for it.
        command: What makes the module again.
        shared: It takes what modules share from beside it.

    Raises:
        NotEmitted: There is no stable line to compute; the message tells why.
    """
    if worked.unstable:
        raise NotEmitted(f"{loss.name} has no code: {worked.unstable}")
    names = loss.predictions
    gradient = tuple(computed(f"{labelled('gradient', names, by)[0]}", checked, worked) for by in names)
    hessian = tuple(
        tuple(
            computed(labelled("hessian", names, *sorted((by, again), key=names.index))[0], checked, worked)
            for again in names
        )
        for by in names
    )  # fmt: skip
    return module(
        OwnLoss(
            loss.title,
            to_text(loss.term),
            plain_line(PurePath(loss.origin).name) or "Python",
            command,
            tuple(Argument(name, "real") for name in names),
            tuple(Argument(name, loss.domains[name].text()) for name in loss.variables),
            tuple(
                Argument(
                    name, loss.domains[name].text(), "", float(loss.defaults[name]) if name in loss.defaults else None
                )
                for name in loss.parameters
            ),
            computed("loss", checked, worked),
            gradient,
            hessian,
            tuple(
                Beside(kind, name, computed(quantity, checked, worked))
                for name in loss.derivatives
                for kind, quantity in zip(("gradient", "hessian"), beside_names(name), strict=True)
                if quantity in worked.errors
            ),
            tuple(name for name in inputs_of(loss) if name in loss.sizes),
            next(iter(loss.size_names), ""),
            frozenset(symbol.name for symbol in checked.loss.context.symbols if symbol.kind is Kind.INDEX),
        ),
        shared,
    )  # fmt: skip


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


def example(loss: Loss, package: str = "") -> str:
    """A few lines that call the module, at a point of the domain; it lies in a package, or by itself."""

    def value(name: str) -> str:
        domain = loss.domains[name]
        if isinstance(domain, Finite):
            return repr(float(domain.high))
        if isinstance(domain, Whole):
            return "2.0"
        if isinstance(domain, Interval) and domain.low is not None and domain.high is not None:
            return repr(float((domain.low + domain.high) / 2))
        return repr(float(domain.low) + 1.0) if domain.low is not None else "0.5"

    summed = [total.children[3].base.name for total, _ in loss.totals]

    def given(name: str) -> str:
        if name not in loss.sizes:
            return value(name)
        return "[0.0, 1.0, 0.0]" if name in summed else f"[{', '.join([value(name)] * 3)}]"

    points = ", ".join([*("[-30.0, 0.5, 30.0]" for _ in loss.predictions), *map(given, loss.variables)])
    told = "".join(f", {name}={given(name)}" for name in loss.parameters if name not in loss.defaults)
    return "\n".join(
        (
            f"from {package} import {loss.name}" if package else f"import {loss.name}",
            "",
            f"loss, gradient = {loss.name}.pointwise_loss_and_gradient({points}{told})",
            f"hessian = {loss.name}.pointwise_hessian({points}{told})",
        )
    )
