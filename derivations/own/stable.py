"""From derived lines to lines that a computer evaluates exactly. In: a workbench with the results. Out: stable stages.

A label 0 or 1 splits a line into its two cases, each of which is simplified by itself, so that nothing cancels for
either label. Then the search over the stability rules follows, judged by the measured error of the code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from sympy import Rational

from ..derive.apply import tidy
from ..derive.chain import PathError
from ..emit.measure import Accuracy, Sample, other_sample, run, sample
from ..emit.numpy_printer import NotEmitted
from ..emit.points import domain_values
from ..emit.stable import SAMPLES, Stable, stabilise
from ..emit.vector_sample import Shapes, VectorSample, entry_of, vector_sample
from ..losses.plan import Apply
from ..terms.context import Context, Kind, Text
from ..terms.core import Constant, Negative, Partial, Plus, Polygamma, Term, Times, Variable, integer, walk
from ..terms.places import canonical, free_names, substitute
from ..verify.at_ties import unfolded
from ..verify.one_sided import Exact
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
            chain.follow(stabilise_vectors(chain.term, bench.context, loss, known).path)
            return chain
        split_by_label(bench, chain, loss, quantity)
        used, predictions, defaults = points_of(chain.term, loss)
        truths = [known.scalar(whole, used) for whole in known.wholes]
        try:
            found = stabilise(chain.term, bench.context, used, predictions, defaults, truths=truths)
            chain.follow(found.path)
        except ValueError as error:
            raise NotEmitted(f"{quantity}: {error}") from error
        return chain

    known = known_by(loss, bench, start)
    names = {symbol.name for symbol in bench.context.symbols if symbol.kind is not Kind.DEFINED}
    name = stage_names(quantity)[-1]
    derived = opened(bench.chain(start)).term
    if bench.replays:
        follow_cases(bench, derived, loss, quantity)
    bench.stage(name, title, start, make, lambda last: worked_out(last) and free_names(last) <= names)
    try:
        return measured(derived, bench.results[name], known, loss)
    except (NotEmitted, ValueError) as error:
        kind = PathError if bench.replays else NotEmitted
        raise kind(f"{quantity}: {error}") from error


def points_of(term: Term, loss: Loss) -> tuple[tuple[str, ...], tuple[str, ...], Mapping[str, float]]:
    """By what the points are chosen at which code of a term is measured: its inputs, predictions and defaults."""
    names = free_names(term)
    used = tuple(name for name in inputs_of(loss) if name in loss.predictions or name in names)
    return used, loss.predictions, {name: float(value) for name, value in loss.defaults.items()}


def measured(derived: Term, stable: Term, known: KnownBy, loss: Loss) -> Errors:
    """The errors of the code of a derived line and of its stable form, at all points that a search may look at.

    They depend on the two lines and the definition alone, not on how one line was found from the other.

    Raises:
        NotEmitted: One of them has no code.
        ValueError: There is no value at any point.
    """
    used, predictions, defaults = points_of(derived, loss)
    if loss.sizes:
        sampled = vectors_at(shapes_of(derived, known.context, loss), known, loss)
        data: Sample = sampled(0)
        more: list[Sample | None] = [sampled(seed + 1) for seed in range(SAMPLES)]
    else:
        truths = [known.scalar(whole, used) for whole in known.wholes]
        data = sample(truths, known.context, predictions, defaults).completed(stable)
        more = [other_sample(truths, stable, known.context, predictions, defaults, seed) for seed in range(SAMPLES)]
    for one in more:
        data = data.joined(one) if one is not None else data
    return Errors(data.accuracy(run(derived, data)), data.accuracy(run(stable, data)))


def vectors_at(shapes: Shapes, known: KnownBy, loss: Loss) -> Callable[[int], VectorSample]:
    """What gives the points of a number for code over vectors."""
    _, predictions, defaults = points_of(known.wholes[0], loss)

    def truths(numbers: Mapping[str, int]) -> list[Exact]:
        return [known.entry(whole, shapes, numbers) for whole in known.wholes]

    return lambda seed: vector_sample(truths, shapes, predictions, defaults, seed)


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


@dataclass(frozen=True)
class KnownBy:
    """What the exact values of a quantity are known by: the loss itself, and by what it is differentiated.

    Args:
        wholes: The loss as it is defined, and as it was simplified, with all definitions put in.
        by: What one differentiates by, in order.
        context: The symbols.
    """

    wholes: tuple[Term, ...]
    by: tuple[Term, ...]
    context: Context

    def scalar(self, whole: Term, names: tuple[str, ...]) -> Exact:
        """The derivative of the whole as numbers of these names; others, which it doesn't depend on, are fixed."""
        for name in sorted(free_names(whole) - {*names}):
            value = domain_values(self.context.by_name[name].domain)[0]
            whole = substitute(whole, Variable(name), number(Fraction(value)))
        return Exact(whole, names, tuple(names.index(by.name) for by in self.by))

    def entry(self, whole: Term, shapes: Shapes, numbers: Mapping[str, int]) -> Exact:
        """The same of a loss of vectors, for one entry of the result."""
        by = [entry_of(by, shapes, numbers) for by in self.by]
        return Exact(entry_of(whole, shapes, {}), shapes.flat, tuple(shapes.flat.index(own.name) for own in by))


def number(value: Fraction) -> Term:
    """A number as a term."""
    found = Constant(Rational(abs(value.numerator), value.denominator))
    return Negative(found) if value < 0 else found


def known_by(loss: Loss, bench: Workbench, start: Term) -> KnownBy:
    """What tells the exact values of a quantity that is the loss or a derivative of it."""
    by: list[Term] = []
    while isinstance(start, Partial):
        own, start = start.children
        by.insert(0, own)
    wholes = (unfolded(start, bench.context), unfolded(bench.results["simplify"], bench.context))
    return KnownBy(tuple(dict.fromkeys(wholes)), tuple(by), bench.context)


def stabilise_vectors(term: Term, context: Context, loss: Loss, known: KnownBy) -> Stable:
    """The stable form of a line with indices.

    Raises:
        NotEmitted: It has no code, or no value.
    """
    shapes = shapes_of(term, context, loss)
    _, predictions, defaults = points_of(term, loss)
    sampled = vectors_at(shapes, known, loss)

    def more(equal: Term, seed: int) -> VectorSample:
        return sampled(seed + 1)

    try:
        return stabilise(term, context, shapes.inputs, predictions, defaults, measured=sampled(0), more=more)
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
