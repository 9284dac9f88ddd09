"""A loss whose path is written by hand → what its module computes. In: its verified stages. Out: a ``LossCode``.

The module's pointwise functions are of one sample: the index of the sample goes, and every symbol that a line names is
replaced by what defines it, which stays a value of its own in the program, with the step that introduced it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..losses.plan import Kernel
from ..terms.context import Context, Kind
from ..terms.core import Entry, Term, Variable, walk
from ..terms.places import free_names
from ..terms.text import to_text
from ..verify.verdict import Checked
from .build import NotEmitted
from .quantities import Argument, Computed, LossCode, Measured, Named, Quantity

POINTWISE = "pointwise_"
PROBABILITY = "predict_probability"
COMMAND = "derivations generate"
EXAMPLE = {"z": [-1.5, 0.5], "y": [0.0, 1.0]}
"""The points of the example in the module's docstring."""


def code_of(checked: Checked, errors: Mapping[str, Measured]) -> LossCode:
    """What the module of a loss is made from.

    Args:
        checked: The loss.
        errors: The measured errors of its functions, by their names.

    Raises:
        NotEmitted: A line names a symbol that is neither given nor defined, or no step introduces it.
    """
    loss = checked.loss
    definition = next(stage for stage in checked.stages if stage.derivation.name == loss.results[0][0])
    kernels = {kernel.name: kernel for kernel in loss.kernels}
    pointwise = [kernel for kernel in loss.kernels if kernel.name.startswith(POINTWISE)]
    prediction, *labels = max((kernel.inputs for kernel in pointwise), key=len)
    symbols = loss.context.by_name
    quantities = tuple(
        Quantity(kernel.name.removeprefix(POINTWISE), (computed(kernel, checked, errors.get(kernel.name)),))
        for kernel in pointwise
    )
    predicted = kernels.get(PROBABILITY)
    return LossCode(
        title=loss.title["en"],
        name=loss.name,
        definition=to_text(definition.steps[0].step.after),
        source=f"derivations/losses/{loss.name}.py",
        command=COMMAND,
        predictions=(Argument(prediction, "real"),),
        variables=tuple(Argument(name, symbols[name].domain) for name in labels),
        parameters=(),
        quantities=quantities,
        probability=computed(predicted, checked, None) if predicted else None,
        vocabulary=tuple((part.name, part.term) for quantity in quantities for part in quantity.parts[0].named),
        example={name: EXAMPLE[name] for name in (prediction, *labels)},
    )


def computed(kernel: Kernel, checked: Checked, error: Measured | None) -> Computed:
    """The last line of a kernel's stage.

    Raises:
        NotEmitted: It names a symbol that is neither given nor defined, or no step introduces it.
    """
    stage = checked.stage(kernel.stage).derivation
    context = checked.loss.context
    found: dict[str, Named] = {}
    collect(stage.result, "", kernel, checked, found)
    lines = [of_one_sample(line, context) for line in stage.lines[1:]]
    shown = next((line for line in lines if free_names(line) <= set(kernel.inputs)), lines[0])
    quantity = kernel.name.removeprefix(POINTWISE)
    return Computed(
        put_in(stage.result, context, found),
        stage.steps[-1].name,
        f"{quantity} = {to_text(shown)}",
        error,
        named=tuple(found.values()),
    )


def collect(term: Term, owner: str, kernel: Kernel, checked: Checked, found: dict[str, Named]) -> None:
    """Collect the defined symbols below a term, each after those that it needs, with the step that introduces it."""
    context = checked.loss.context
    for _, part in walk(term):
        if not isinstance(part, Variable) or part.name in kernel.inputs or part.name in found:
            continue
        if context.kind(part.name) is Kind.DEFINED:
            right = meaning_of(part.name, context)
            step = introduced(part.name, kernel, checked, owner)
            collect(right, step, kernel, checked, found)
            found[part.name] = Named(part.name, put_in(right, context, found), step)


def meaning_of(name: str, context: Context) -> Term:
    """What defines a symbol: its entries if they have an equation of their own, else the whole.

    Raises:
        NotEmitted: Nothing does.
    """
    known = [one for one in context.definitions if one.left.split("[")[0] == name]
    if not known:
        raise NotEmitted(f"{name} is neither given to the code nor defined")
    return context.parse(next((one for one in known if "[" in one.left), known[0]).right)


def introduced(name: str, kernel: Kernel, checked: Checked, owner: str) -> str:
    """The step that justifies a symbol: the first that brings it into a line, up to the kernel's stage.

    A symbol that only occurs in the definition of another (``owner``) came with that one.

    Raises:
        NotEmitted: No step does, so no line of the derivation justifies it.
    """
    for stage in checked.stages:
        for item in stage.steps:
            if name in free_names(item.step.after) and name not in free_names(item.step.before):
                return item.step.name
        if stage.derivation.name == kernel.stage:
            break
    if not owner:
        raise NotEmitted(f"{kernel.name}: no step of the derivation introduces {name}")
    return owner


def put_in(term: Term, context: Context, found: dict[str, Named]) -> Term:
    """A line of one sample, with what its symbols stand for."""
    if isinstance(term, Entry) and isinstance(term.base, Variable):
        return found[term.base.name].term if term.base.name in found else of_one_sample(term, context)
    if not term.children:
        return term
    return type(term)(*(put_in(child, context, found) for child in term.children))


def of_one_sample(term: Term, context: Context) -> Term:
    """A line without the index of the sample."""
    if isinstance(term, Entry) and isinstance(term.base, Variable):
        index = term.indices[0]
        if len(term.indices) == 1 and isinstance(index, Variable) and context.kind(index.name) is Kind.INDEX:
            return Variable(term.base.name)
    if not term.children:
        return term
    return type(term)(*(of_one_sample(child, context) for child in term.children))
