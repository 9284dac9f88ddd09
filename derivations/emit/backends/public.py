"""The public functions of a module. In: a loss. Out: their heads, their calls of the runtime, what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from ..quantities import LossCode
from .docstring import in_domain
from .text import call, keyword, own_name, pairs, signature, strings, tuple_of

LINEAR = ("loss", "gradient", "loss_and_gradient", "hessian", "hessian_vector_product")
LINEAR_ARGUMENTS = ("theta", "v", "X", "sample_weight", "reduction")
WORDS = {"loss": "loss", "gradient": "gradient", "hessian": "Hessian"}
MODELS = {
    "loss": ("float | Array", "Loss of a linear model, whose predictions are X theta."),
    "gradient": ("Array", "Gradient with respect to theta, shape (p,)."),
    "loss_and_gradient": ("tuple[float, Array]", "Loss and gradient, in one pass over X."),
    "hessian": ("Array", "Hessian with respect to theta, shape (p, p), dense."),
    "hessian_vector_product": ("Array", "The Hessian times a vector v, shape (p,), without the Hessian."),
}  # fmt: skip


def record(loss: LossCode, watched: Sequence[str] = ()) -> str:
    """The record of the arguments, with those whose nan is looked for."""
    parts = [f"predictions={strings([a.name for a in loss.predictions])}"]
    if loss.variables:
        parts.append(f"variables={pairs(loss.variables)}")
    if loss.parameters:
        parts.append(f"parameters={pairs(loss.parameters)}")
    if loss.vectors:
        parts.append(f"vectors={strings(loss.vectors)}")
    if watched:
        parts.append(f"watched={strings(watched)}")
    return call("ARGUMENTS = Arguments", parts, 0)


def together(group: Sequence[str]) -> str:
    """What a function of some quantities is called."""
    return "_and_".join(group) if len(group) == 2 else "_".join(group)


def public(loss: LossCode, group: Sequence[str], out: str) -> dict[str, object]:
    """A function of points."""
    arguments = [f"{a.name}: ArrayLike" for a in (*loss.predictions, *loss.variables)]
    arguments += ["*", *map(keyword, loss.parameters), f"{out}: Any = None"]
    points = tuple_of([a.name for a in (*loss.predictions, *loss.variables)])
    numbers = tuple_of([a.name for a in loss.parameters]) if loss.parameters else "()"
    ranks = tuple_of([str(loss[name].rank) for name in group])
    given = [f"_{together(group)}", "ARGUMENTS", points, numbers, out, strings(group), ranks]
    return {
        "signature": signature(f"pointwise_{together(group)}", arguments, "Results"),
        "call": call("return pointwise", given), "doc": title(group, out),
    }  # fmt: skip


def spoken(group: Sequence[str]) -> str:
    """Quantities in words: ``Loss, gradient and Hessian`` or ``Gradient with respect to tau``."""
    words = []
    for name in group:
        quantity, _, by = name.partition("_")
        words.append(f"{WORDS[quantity]} with respect to {by}" if by else WORDS[quantity])
    *before, last = words
    text = f"{', '.join(before)} and {last}" if before else last
    return f"{text[0].upper()}{text[1:]}"


def title(group: Sequence[str], out: str) -> str:
    """What a function of points is for."""
    told = f"written to ``{out}`` if that is given" if len(group) == 1 else f"``{out}`` takes a tuple of arrays"
    return f"{spoken(group)} of each point; {told}."


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


def names(loss: LossCode, groups: Sequence[Sequence[str]], linear: bool) -> list[str]:
    """The public functions of a module, in alphabetical order."""
    found = [f"pointwise_{together(group)}" for group in groups] + list(LINEAR if linear else ())
    return sorted(found + ["predict_probability"] * bool(loss.probability))
