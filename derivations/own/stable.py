"""From derived lines to lines that a computer evaluates exactly. In: a workbench with the results. Out: stable stages.

A label 0 or 1 splits a line into its two cases, each of which is simplified by itself, so that nothing cancels for
either label. Then the search over the stability rules follows, judged by the measured error of the code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sympy import Rational

from ..derive.apply import tidy
from ..emit.measure import Accuracy
from ..emit.numpy_printer import NotEmitted
from ..emit.points import domain_values
from ..emit.stable import Stable, stabilise
from ..emit.vector_sample import Shapes, VectorSample, entry_of, vector_sample
from ..losses.plan import Apply, Stage
from ..terms.context import Context, Text
from ..terms.core import Constant, Negative, Partial, Plus, Polygamma, Term, Times, Variable, integer, walk
from ..terms.places import canonical, free_names, substitute
from ..verify.at_ties import unfolded
from ..verify.one_sided import Exact
from .chain import Chain, Workbench
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
    """What was found before for a loss.

    Args:
        stages: The stages of its plan, in order.
        errors: The measured errors of its stable stages.
        unstable: Why there are none.
        variants: The stages of its other conventions, by their names.
    """

    stages: tuple[Stage, ...]
    errors: Mapping[str, Errors]
    unstable: str
    variants: Mapping[str, tuple[Stage, ...]]


def add_stable(
    bench: Workbench, loss: Loss, quantity: str, title: Text, start: Term, result: str, known: Errors | None = None
) -> Errors:
    """The stage that leads a quantity to its stable form.

    Args:
        bench: Where the stages are made.
        loss: The loss.
        quantity: ``loss``, ``gradient`` …, the stage's name without ``stable-``.
        title: For people.
        start: The left side of the stage that has worked it out.
        result: That stage.
        known: The error, where it was measured before.

    Raises:
        NotEmitted: It has no code.
    """
    measured: list[Errors] = [known] if known else []

    def make() -> Chain:
        chain = bench.chain(start)
        if f"result:{result}" in bench.book.rules:
            chain.everywhere(f"result:{result}")
        for name in reversed(list(loss.formulas)):
            if name in free_names(chain.term):
                chain.everywhere(defining(name))
        higher = next((part for _, part in walk(chain.term) if isinstance(part, Polygamma)), None)
        if higher is not None:
            raise NotEmitted(f"{quantity}: there is no exact code for {higher}")
        known = known_by(loss, bench, start)
        if loss.sizes:
            found = stabilise_vectors(chain.term, bench.context, loss, known)
            chain.follow(found.path)
            measured.append(Errors(found.before, found.after))
            return chain
        split_by_label(bench, chain, loss, quantity)
        found_names = free_names(chain.term)
        used = tuple(name for name in inputs_of(loss) if name in loss.predictions or name in found_names)
        defaults = {name: float(value) for name, value in loss.defaults.items()}
        truths = [known.scalar(whole, used) for whole in known.wholes]
        try:
            found = stabilise(chain.term, bench.context, used, loss.predictions, defaults, truths=truths)
        except ValueError as error:
            raise NotEmitted(f"{quantity}: {error}") from error
        chain.follow(found.path)
        measured.append(Errors(found.before, found.after))
        return chain

    bench.stage(stage_names(quantity)[-1], title, make)
    return measured[0]


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
    defaults = {name: float(value) for name, value in loss.defaults.items()}

    def truths(numbers: Mapping[str, int]) -> list[Exact]:
        return [known.entry(whole, shapes, numbers) for whole in known.wholes]

    def more(equal: Term, seed: int) -> VectorSample:
        return vector_sample(truths, shapes, loss.predictions, defaults, seed + 1)

    try:
        data = vector_sample(truths, shapes, loss.predictions, defaults)
        return stabilise(term, context, shapes.inputs, loss.predictions, defaults, measured=data, more=more)
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
    variable = bench.context.variables[label]
    cases = [bench.chain(part_of(substitute(chain.term, variable, integer(value)))) for value in LABELS]
    for case in cases:
        case.simplify()
    if same_mixture(chain.term, variable, [case.term for case in cases], bench.context):
        return
    if not any(chain.try_apply(Apply(rule, (), bind={"y": label})) for rule in (BY_LABEL, BY_BINARY_LABEL)):
        return
    for value, name, case in zip(LABELS, stage_names(quantity), cases, strict=False):
        words = {"en": f"The case of the label {value}", "zh": f"标签为 {value} 的情形"}
        bench.stage(name, words, lambda case=case: case)  # type: ignore[misc]
        if f"result:{name}" in bench.book.rules:
            chain.everywhere(f"result:{name}")


def part_of(case: Term) -> Term:
    """A case as it will stand in the mixture: tidied, its sign before the product."""
    tidied, _ = tidy(case, ())
    return tidied.argument if isinstance(tidied, Negative) else tidied


def same_mixture(term: Term, label: Variable, cases: list[Term], context: Context) -> bool:
    """Whether a line is the mixture of its two cases already."""
    mixture = Plus(Times(context.parse(f"1 - {label.name}"), cases[0]), Times(label, cases[1]))
    return canonical(mixture) == canonical(term)
