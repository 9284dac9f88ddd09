"""From derived lines to lines that a computer evaluates exactly. In: a workbench with the results. Out: stable stages.

A label 0 or 1 splits a line into its two cases, each of which is simplified by itself, so that nothing cancels for
either label. Then the search over the stability rules follows, judged by the measured error of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..derive.apply import tidy
from ..derive.chain import PathError
from ..emit.measure import Accuracy, Sample, other_sample, run, sample
from ..emit.numpy_printer import NotEmitted
from ..emit.stable import SAMPLES, Stable, stabilise
from ..emit.vector_sample import Shapes, VectorSample, vector_sample
from ..losses.plan import Apply
from ..terms.context import Context, Kind, Text
from ..terms.core import Negative, Plus, Polygamma, Term, Times, Variable, integer, walk
from ..terms.places import canonical, free_names, substitute
from .chain import Chain, Way, Workbench, worked_out
from .context import defining
from .definition import Loss
from .labels import label_of

BY_LABEL, BY_BINARY_LABEL = "by_label", "by_binary_label"
"""The rules that split a line by its label, which is between 0 and 1, or one of them; the plan names them as any path
names its rules."""

LABELS = (0, 1)
"""The values of such a label."""


@dataclass(frozen=True)
class Errors:
    """The measured error of a quantity's code: of the derived line, and of the stable one."""

    before: Accuracy
    after: Accuracy


def inputs_of(loss: Loss) -> tuple[str, ...]:
    """The arguments of the code: predictions, variables, parameters."""
    return (*loss.predictions, *loss.variables, *loss.parameters)


@dataclass(frozen=True)
class Kept:
    """What was found before for a loss: ways, and nothing that is told about where they begin or lead.

    Args:
        stages: The ways of the stages of its plan, in order.
        variants: Those of the stages of its other conventions, by their names.
    """

    stages: tuple[Way, ...]
    variants: Mapping[str, tuple[Way, ...]]


def add_stable(bench: Workbench, loss: Loss, quantity: str, title: Text, start: Term, result: str) -> Errors:
    """The stage that leads a quantity to its stable form.

    Args:
        bench: Where the stages are made.
        loss: The loss.
        quantity: ``loss``, ``gradient`` …, the stage's name without ``stable-``.
        title: For people.
        start: The left side of the stage that has worked it out.
        result: That stage.

    Returns:
        The errors of its code, measured, whoever has found the stage.

    Raises:
        NotEmitted: It has no code.
        PathError: The kept way has none, or isn't that of the stage.
    """

    def opened(chain: Chain) -> Chain:
        if f"result:{result}" in bench.book.rules:
            chain.everywhere(f"result:{result}")
        for name in reversed(list(loss.formulas)):
            if name in free_names(chain.term):
                chain.everywhere(defining(name))
        return chain

    def make(chain: Chain) -> Chain:
        opened(chain)
        higher = next((part for _, part in walk(chain.term) if isinstance(part, Polygamma)), None)
        if higher is not None:
            raise NotEmitted(f"{quantity}: there is no exact code for {higher}")
        if loss.sizes:
            chain.follow(stabilise_vectors(chain.term, bench.context, loss).path)
            return chain
        split_by_label(bench, chain, loss, quantity)
        try:
            chain.follow(stabilise(chain.term, bench.context, *points_of(chain.term, loss)).path)
        except ValueError as error:
            raise NotEmitted(f"{quantity}: {error}") from error
        return chain

    known = {symbol.name for symbol in bench.context.symbols if symbol.kind is not Kind.DEFINED}
    name = stage_names(quantity)[-1]
    derived = opened(bench.chain(start)).term
    if bench.replays:
        follow_cases(bench, derived, loss, quantity)
    bench.stage(name, title, start, make, lambda last: worked_out(last) and free_names(last) <= known)
    try:
        return measured(derived, bench.results[name], bench.context, loss)
    except (NotEmitted, ValueError) as error:
        kind = PathError if bench.replays else NotEmitted
        raise kind(f"{quantity}: {error}") from error


def points_of(term: Term, loss: Loss) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, float]]:
    """By what the points are chosen at which code of a term is measured: its inputs, predictions and defaults."""
    names = free_names(term)
    used = tuple(name for name in inputs_of(loss) if name in loss.predictions or name in names)
    return used, loss.predictions, {name: float(value) for name, value in loss.defaults.items()}


def measured(derived: Term, stable: Term, context: Context, loss: Loss) -> Errors:
    """The errors of the code of a derived line and of its stable form, at all points that a search may look at.

    They depend on the two lines alone, not on how the one was found from the other: a kept chain tells no errors.

    Raises:
        NotEmitted: One of them has no code.
        ValueError: There is no value at any point.
    """
    if loss.sizes:
        shapes = shapes_of(derived, context, loss)
        rest = points_of(derived, loss)[1:]
        data: Sample = vector_sample(derived, shapes, *rest)
        more: list[Sample | None] = [vector_sample(derived, shapes, *rest, seed + 1) for seed in range(SAMPLES)]
    else:
        chosen = points_of(derived, loss)
        data = sample(derived, context, *chosen).completed(stable)
        more = [other_sample(derived, stable, context, *chosen, seed) for seed in range(SAMPLES)]
    for one in more:
        data = data.joined(one) if one is not None else data
    return Errors(data.accuracy(run(derived, data)), data.accuracy(run(stable, data)))


def shapes_of(term: Term, context: Context, loss: Loss) -> Shapes:
    """The arguments of code over vectors.

    Raises:
        NotEmitted: Its vectors have several sizes, or there are several predictions.
    """
    if len(loss.predictions) > 1:
        raise NotEmitted("it has vectors and several predictions")
    if len(loss.size_names) > 1:
        raise NotEmitted(f"its vectors have several sizes, {' and '.join(loss.size_names)}")
    free = tuple(letter for letter in loss.moving if letter in free_names(term))
    inputs = inputs_of(loss)
    return Shapes(inputs, tuple(name for name in inputs if name in loss.sizes), free, loss.size_names[0], context)


def stabilise_vectors(term: Term, context: Context, loss: Loss) -> Stable:
    """The stable form of a line with indices.

    Raises:
        NotEmitted: It has no code, or no value.
    """
    shapes = shapes_of(term, context, loss)
    _, predictions, defaults = points_of(term, loss)

    def more(term: Term, equal: Term, context: Context, *rest: Any) -> VectorSample:
        return vector_sample(term, shapes, predictions, defaults, rest[-1] + 1)

    try:
        data = vector_sample(term, shapes, predictions, defaults)
        return stabilise(term, context, shapes.inputs, predictions, defaults, measured=data, more=more)
    except ValueError as error:
        raise NotEmitted(str(error)) from error


def stage_names(quantity: str) -> tuple[str, ...]:
    """The stages that lead to a quantity's stable form: the cases of a label, where it has one, and the form itself."""
    return (*(f"{quantity}-label-{value}" for value in LABELS), f"stable-{quantity}")


def split_by_label(bench: Workbench, chain: Chain, loss: Loss, quantity: str) -> None:
    """Write a line as a mixture of its values for the labels 0 and 1, if it is affine in the label or has no other."""
    label = label_of(loss)
    if label not in free_names(chain.term):
        return
    cases = [bench.chain(start) for start in cases_of(chain.term, label, bench.context)]
    for case in cases:
        case.simplify()
    if same_mixture(chain.term, bench.context.variables[label], [case.term for case in cases], bench.context):
        return
    if not any(chain.try_apply(Apply(rule, (), bind={"y": label})) for rule in (BY_LABEL, BY_BINARY_LABEL)):
        return
    for value, name, case in zip(LABELS, stage_names(quantity), cases, strict=False):
        bench.stage(name, case_title(value), case.start, lambda _, case=case: case)  # type: ignore[misc]
        if f"result:{name}" in bench.book.rules:
            chain.everywhere(f"result:{name}")


def follow_cases(bench: Workbench, derived: Term, loss: Loss, quantity: str) -> None:
    """The stages of the two cases of a label, by the ways that were kept, if they were.

    Raises:
        PathError: They don't apply, or the line has no label.
    """
    label = label_of(loss)
    if not bench.expects(stage_names(quantity)[0]) or label not in free_names(derived):
        return  # a way that is left over is refused where the next stage is asked for
    starts = cases_of(derived, label, bench.context)
    for value, name, start in zip(LABELS, stage_names(quantity), starts, strict=False):
        bench.stage(name, case_title(value), start, lambda chain: chain)


def cases_of(term: Term, label: str, context: Context) -> list[Term]:
    """The values of a line for the labels 0 and 1."""
    return [part_of(substitute(term, context.variables[label], integer(value))) for value in LABELS]


def case_title(value: int) -> Text:
    """What the stage of a case is called."""
    return {"en": f"The case of the label {value}", "zh": f"标签为 {value} 的情形"}


def part_of(case: Term) -> Term:
    """A case as it will stand in the mixture: tidied, its sign before the product."""
    tidied, _ = tidy(case, ())
    return tidied.argument if isinstance(tidied, Negative) else tidied


def same_mixture(term: Term, label: Variable, cases: list[Term], context: Context) -> bool:
    """Whether a line is the mixture of its two cases already."""
    mixture = Plus(Times(context.parse(f"1 - {label.name}"), cases[0]), Times(label, cases[1]))
    return canonical(mixture) == canonical(term)
