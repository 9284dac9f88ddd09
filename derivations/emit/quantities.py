"""What a module computes. In: lines of a derivation, arguments. Out: records, and the kernel program of all lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from ..terms.core import Term
from ..terms.text import to_text
from .build import Builder, NotEmitted, Symbols
from .ir import Program


class Measured(Protocol):
    """A measured error."""

    @property
    def worst(self) -> float:
        """The largest, in units that one module has all over."""

    @property
    def text(self) -> str:
        """One line for people."""

    @property
    def unit(self) -> str:
        """What it is told in, for people."""


@dataclass(frozen=True)
class Named:
    """A value that the derivation has a symbol for.

    Args:
        name: The symbol.
        term: What it stands for.
        step: The id of the step that introduces it.
    """

    name: str
    term: Term
    step: str


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


PROBABILITY = "probability"
"""What the number of a prediction's probability is called among those of the quantities."""


@dataclass(frozen=True)
class Computed:
    """A number that the module computes: the last line of a stage.

    Args:
        term: The line.
        step: The id of the step that leads to it, ``stable-loss.3``.
        statement: What it is, for the docstring: ``loss = softplus(z) - y*z``.
        accuracy: The measured error of its code; None: not measured.
        free: The indices of its entries, where it has several.
        named: Parts of it that the derivation has symbols for, each after those that it needs.
    """

    term: Term
    step: str
    statement: str
    accuracy: Measured | None = None
    free: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Quantity:
    """What a function computes.

    Args:
        name: ``loss``, ``gradient``, ``hessian``, ``gradient_beta`` …
        parts: Its numbers: one, or for several predictions one for each entry.
        rank: How many axes its result of a single point has.
    """

    name: str
    parts: tuple[Computed, ...]
    rank: int = 0


@dataclass(frozen=True)
class LossCode:
    """What a module is made from.

    Args:
        title: For people.
        name: What the module is called.
        definition: The loss as it was written, for the module's docstring.
        source: Where it was written.
        command: What makes the module again.
        predictions: What a model outputs; the gradient is with respect to these.
        variables: The data beside, labels first.
        parameters: Keywords.
        quantities: Loss, gradient and Hessian, and what else it computes.
        probability: What a model predicts, from the prediction alone; None: it has no such function.
        vectors: The arguments that are vectors.
        size: What their size is called.
        shifted: Those from whose entries the largest is subtracted first, which is proved to change nothing.
        indices: The letters that are indices.
        vocabulary: What values are called that are known by name: definitions first.
        example: Values of the predictions, variables and parameters for the example.
    """

    title: str
    name: str
    definition: str
    source: str
    command: str
    predictions: tuple[Argument, ...]
    variables: tuple[Argument, ...]
    parameters: tuple[Argument, ...]
    quantities: tuple[Quantity, ...]
    probability: Computed | None = None
    vectors: tuple[str, ...] = ()
    size: str = ""
    shifted: tuple[str, ...] = ()
    indices: frozenset[str] = frozenset()
    vocabulary: tuple[tuple[str, Term], ...] = ()
    example: dict[str, list[float]] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The symbols, in the order of the arguments."""
        return tuple(a.name for a in (*self.predictions, *self.variables, *self.parameters))

    @property
    def symbols(self) -> Symbols:
        """What they are in code."""
        samples = frozenset(a.name for a in (*self.predictions, *self.variables))
        return Symbols(self.inputs, samples, frozenset(self.vectors), self.indices, self.size, frozenset(self.shifted))

    def __getitem__(self, name: str) -> Quantity:
        return next(quantity for quantity in self.quantities if quantity.name == name)


@dataclass(frozen=True)
class Made:
    """The program of a module.

    Args:
        program: The instructions of all quantities; what they share is there once.
        builder: What made it.
        numbers: For each quantity the numbers of its parts' instructions.
    """

    program: Program
    builder: Builder
    numbers: dict[str, tuple[int, ...]]


def program_of(loss: LossCode) -> Made:
    """The kernel program of a loss.

    Raises:
        NotEmitted: A part has no code.
    """
    if loss.vectors and len(loss.predictions) > 1:
        raise NotEmitted("there is no code for several predictions of which some are vectors")
    program = Program()
    builder = Builder(program, loss.symbols)

    def added(term: Term, step: str, free: tuple[str, ...] = ()) -> int:
        count = len(program.instructions)
        found = builder.output(term, free)
        for number in range(count, len(program.instructions)):
            program.steps[number] = step
        return found

    def all_of(part: Computed) -> int:
        for one in part.named:
            added(one.term, one.step)
        return added(part.term, part.step, part.free)

    numbers = {quantity.name: tuple(map(all_of, quantity.parts)) for quantity in loss.quantities}
    if loss.probability:
        numbers[PROBABILITY] = (all_of(loss.probability),)
    return Made(program, builder, numbers)


def statement(name: str, term: Term) -> str:
    """``name = term``, for a docstring."""
    return f"{name} = {to_text(term)}"
