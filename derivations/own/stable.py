"""From derived lines to lines that a computer evaluates exactly. In: a workbench with the results. Out: stable stages.

A label 0 or 1 splits a line into its two cases, each of which is simplified by itself, so that nothing cancels for
either label. Then the search over the stability rules follows, judged by the measured error of the code.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from sympy import Rational

from ..derive.apply import tidy
from ..derive.chain import PathError
from ..emit.build import NotEmitted, Symbols
from ..emit.measure import LineOfCode, Sample, other_sample, sample
from ..emit.points import domain_values
from ..emit.promise import Accuracy
from ..emit.stable import SAMPLES, Stable, stabilise
from ..emit.vector_sample import Shapes, entry_of, vector_sample
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
from .shift import unmoved

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


def add_stable(
    bench: Workbench,
    loss: Loss,
    quantity: str,
    title: Text,
    start: Term,
    result: str,
    beside: Sequence[LineOfCode] = (),
) -> Errors:
    """The stage that leads a quantity to its stable form.

    Args:
        bench: Where the stages are made.
        loss: The loss.
        quantity: ``loss``, ``gradient`` …, the stage's name without ``stable-``.
        title: For people.
        start: The left side of the stage that has worked it out.
        result: That stage.
        beside: The stable lines that are computed together with it.

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
        try:
            found = points.stabilise(chain.term, beside)
            if found.after.broken and not loss.sizes:
                # The promise isn't kept: the cases of a label may have simpler forms, in which nothing cancels.
                apart = bench.branch()
                trial = Chain(apart.book, chain.start)
                trial.lines, trial.term = list(chain.lines), chain.term
                if split_by_label(apart, trial, loss, quantity):
                    other = points.stabilise(trial.term, beside)
                    if (other.after.broken, other.after.cost) < (found.after.broken, found.after.cost):
                        split_by_label(bench, chain, loss, quantity)
                        found = other
            chain.follow(found.path)
        except ValueError as error:
            raise NotEmitted(f"{quantity}: {error}") from error
        return chain

    known = known_by(loss, bench, start)
    names = {symbol.name for symbol in bench.context.symbols if symbol.kind is not Kind.DEFINED}
    name = stage_names(quantity)[-1]
    derived = opened(bench.chain(start)).term
    points = Points(derived, known, loss)
    if bench.replays:
        follow_cases(bench, derived, loss, quantity)
    bench.stage(name, title, start, make, lambda last: worked_out(last) and free_names(last) <= names)
    try:
        return points.errors(bench.results[name])
    except (NotEmitted, ValueError) as error:
        kind = PathError if bench.replays else NotEmitted
        raise kind(f"{quantity}: {error}") from error


class Points:
    """The points at which code of a quantity is measured, with the exact values there, each worked out once.

    Args:
        derived: The derived line.
        known: What the exact values are known by.
        loss: The loss.
    """

    def __init__(self, derived: Term, known: KnownBy, loss: Loss) -> None:
        names = free_names(derived).union(*map(free_names, known.by))
        self.derived, self.known, self.loss = derived, known, loss
        self.used = tuple(name for name in inputs_of(loss) if name in loss.predictions or name in names)
        self.defaults = {name: float(value) for name, value in loss.defaults.items()}
        self.found: dict[tuple[Term, int], Sample | None] = {}

    @cached_property
    def shapes(self) -> Shapes:
        """The arguments of code over vectors.

        Raises:
            NotEmitted: There is no such code.
        """
        found = shapes_of((self.derived, *self.known.by), self.known.context, self.loss)
        return replace(found, shifted=frozenset(shifted_of(self.known.wholes[0], self.known.context, self.loss)))

    @cached_property
    def truths(self) -> list[Exact]:
        """What has the exact values of numbers.

        Where neither the definition nor the simplified loss can be worked out, since a probability differs from 0 or 1
        by less than any number of bits tells, the derived line is; what it gives elsewhere was compared with them.
        """
        return [*(self.known.scalar(whole, self.used) for whole in self.known.wholes), Exact(self.derived, self.used)]

    @cached_property
    def first(self) -> Sample:
        """The points with which a search begins.

        Raises:
            ValueError: There is no value at any of them.
        """
        if self.loss.sizes:
            return self.vectors(0)
        return sample(self.truths, self.known.context, self.loss.predictions, self.defaults, self.symbols)

    @cached_property
    def symbols(self) -> Symbols:
        """What the symbols are in code that isn't over vectors."""
        names = inputs_of(self.loss)
        return Symbols(names, frozenset(names) - frozenset(self.loss.parameters))

    def vectors(self, seed: int) -> Sample:
        """The points of a number for code over vectors."""

        def truths(numbers: Mapping[str, int]) -> list[Exact]:
            derived = Exact(entry_of(self.derived, self.shapes, numbers), self.shapes.flat)
            return [*(self.known.entry(whole, self.shapes, numbers) for whole in self.known.wholes), derived]

        return vector_sample(truths, self.shapes, self.loss.predictions, self.defaults, seed)

    def more(self, equal: Term, seed: int) -> Sample | None:
        """Points that no search has seen; their values may come from an equal line where the definition has none."""
        if (equal, seed) not in self.found:
            if self.loss.sizes:
                self.found[equal, seed] = self.vectors(seed + 1)
            else:
                rest = self.known.context, self.loss.predictions, self.defaults, self.symbols, seed
                self.found[equal, seed] = other_sample(self.truths, equal, *rest)
        return self.found[equal, seed]

    def stabilise(self, term: Term, beside: Sequence[LineOfCode] = ()) -> Stable:
        """The stable form of a line that equals the derived one.

        Raises:
            NotEmitted: It has no code.
            ValueError: It has no value.
        """
        inputs = self.shapes.inputs if self.loss.sizes else self.used
        return stabilise(
            term, self.known.context, inputs, self.loss.predictions, self.defaults, measured=self.first,
            more=self.more, beside=beside,
        )  # fmt: skip

    def errors(self, stable: Term) -> Errors:
        """The errors of the code of the derived line and of a stable one, at all points that a search may look at.

        They depend on the two lines and the definition alone, not on how one line was found from the other.

        Raises:
            NotEmitted: One of them has no code.
            ValueError: There is no value at any point.
        """
        data = self.first.completed(stable)
        for seed in range(SAMPLES):
            unseen = self.more(stable, seed)
            data = data.joined(unseen) if unseen is not None else data
        return Errors(data.accuracy(self.derived), data.accuracy(stable))


def shifted_of(whole: Term, context: Context, loss: Loss) -> tuple[str, ...]:
    """The vector of predictions, if the loss is proved to be the same when all of its entries grow alike."""
    (first, *more) = loss.predictions
    return (first,) if first in loss.sizes and not more and unmoved(whole, first, context) else ()


def shapes_of(terms: Sequence[Term], context: Context, loss: Loss) -> Shapes:
    """The arguments of code over vectors; an axis for each free index of a line, or of what one differentiates by.

    Raises:
        NotEmitted: Its vectors have several sizes, or there are several predictions.
    """
    if len(loss.predictions) > 1:
        raise NotEmitted("it has vectors and several predictions")
    if len(loss.size_names) > 1:
        raise NotEmitted(f"its vectors have several sizes, {' and '.join(loss.size_names)}")
    names = frozenset().union(*map(free_names, terms))
    free = tuple(letter for letter in loss.moving if letter in names)
    inputs = inputs_of(loss)
    vectors = tuple(name for name in inputs if name in loss.sizes)
    return Shapes(inputs, vectors, free, loss.size_names[0], context, tuple(loss.parameters))


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


def stage_names(quantity: str) -> tuple[str, ...]:
    """The stages that lead to a quantity's stable form: the cases of a label, where it has one, and the form itself."""
    return (*(f"{quantity}-label-{value}" for value in LABELS), f"stable-{quantity}")


def split_by_label(bench: Workbench, chain: Chain, loss: Loss, quantity: str) -> bool:
    """Write a line as a mixture of its values for the labels 0 and 1, if it is affine in the label or has no other.

    Returns:
        Whether it could be, and wasn't one already.
    """
    label = label_of(loss)
    if label not in free_names(chain.term):
        return False
    cases = [bench.chain(start) for start in cases_of(chain.term, label, bench.context)]
    for case in cases:
        case.simplify()
    if same_mixture(chain.term, bench.context.variables[label], [case.term for case in cases], bench.context):
        return False
    if not any(chain.try_apply(Apply(rule, (), bind={"y": label})) for rule in (BY_LABEL, BY_BINARY_LABEL)):
        return False
    for value, name, case in zip(LABELS, stage_names(quantity), cases, strict=False):
        bench.stage(name, case_title(value), case.start, lambda _, case=case: case)  # type: ignore[misc]
        if f"result:{name}" in bench.book.rules:
            chain.everywhere(f"result:{name}")
    return True


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
