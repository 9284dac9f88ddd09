"""What a check says. In: nothing. Out: the types of a verified derivation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ..derive.chain import Book
from ..derive.step import Derivation, Step
from ..losses.plan import Plan
from ..rules.book import nearest
from ..rules.rule import Relation


class Result(Enum):
    """PROVED; REFUTED (with a witness); UNKNOWN (why); CONSISTENT (at how many points, to which precision)."""

    PROVED = "PROVED"
    REFUTED = "REFUTED"
    UNKNOWN = "UNKNOWN"
    CONSISTENT = "CONSISTENT"


@dataclass(frozen=True)
class Verdict:
    """One check's answer.

    Args:
        check: ``replay``, ``conditions``, ``normal form``, ``balls``, ``order``, ``inequality``, ``definition``,
            ``reference``, ``ties``.
        result: The answer.
        because: The reason, the witness, or the points and the precision; one line.
    """

    check: str
    result: Result
    because: str


BY_DEFINITION = "BY DEFINITION"
"""What is said of a step that holds by choice, instead of a result."""
PROOFS = frozenset({"normal form", "order", "inequality", "definition"})
"""The checks that can prove what a step claims."""


@dataclass(frozen=True)
class CheckedStep:
    """A step, its verdicts, and the checked steps that it stands for."""

    step: Step
    verdicts: tuple[Verdict, ...]
    steps: tuple[CheckedStep, ...] = ()

    @property
    def result(self) -> Result:
        """The step as a whole; one that stands for several is what the worst of them is."""
        results = [inner.result for inner in self.steps]
        return worst([*results, bookkeeping(self.verdicts)] if self.steps else [overall(self.verdicts)])

    @property
    def defined(self) -> bool:
        """Whether it says what something stands for: it holds by choice, and there is nothing to prove."""
        return self.step.relation is Relation.DEFINED and self.result is Result.PROVED

    @property
    def word(self) -> str:
        """What is counted: its result, or ``BY_DEFINITION``."""
        return BY_DEFINITION if self.defined else self.result.value

    @property
    def atoms(self) -> tuple[CheckedStep, ...]:
        """The single applications of a rule that it consists of."""
        return tuple(a for inner in self.steps for a in inner.atoms) if self.steps else (self,)


@dataclass(frozen=True)
class CheckedStage:
    """A stage's derivation with its checked steps, and the check of its last line against its first."""

    derivation: Derivation
    steps: tuple[CheckedStep, ...]
    end: tuple[Verdict, ...]

    @property
    def word(self) -> str:
        """What is said of its end: the checks' answer, or ``BY_DEFINITION`` where it says nothing but a definition."""
        defined = bool(self.steps) and all(step.defined for step in self.steps)
        return BY_DEFINITION if defined else overall(self.end).value

    @property
    def result(self) -> Result:
        """The stage as a whole: what the worst of its steps is, or its end."""
        return worst([*(step.result for step in self.steps), overall(self.end)])


@dataclass(frozen=True)
class Checked:
    """A loss, verified."""

    loss: Plan
    book: Book
    stages: tuple[CheckedStage, ...]

    def stage(self, name: str) -> CheckedStage:
        """The stage of that name.

        Raises:
            UnknownName: There is none.
        """
        for stage in self.stages:
            if stage.derivation.name == name:
                return stage
        raise nearest("stage", name, [stage.derivation.name for stage in self.stages])

    @property
    def publishable(self) -> bool:
        """No step is REFUTED or UNKNOWN."""
        return all(stage.result in (Result.PROVED, Result.CONSISTENT) for stage in self.stages)


def worst(results: list[Result]) -> Result:
    """REFUTED before UNKNOWN before CONSISTENT before PROVED."""
    order = (Result.REFUTED, Result.UNKNOWN, Result.CONSISTENT, Result.PROVED)
    return min(results, key=order.index)


def tallied(steps: Iterable[CheckedStep]) -> dict[str, int]:
    """How many steps have which result, or hold by definition."""
    found = Counter(step.word for step in steps)
    return {word: found[word] for word in (BY_DEFINITION, *(result.value for result in Result))}


def bookkeeping(verdicts: tuple[Verdict, ...]) -> Result:
    """What the checks say that do not compare the two sides: the replay and the conditions."""
    return worst([Result.PROVED, *(v.result for v in verdicts if v.check in ("replay", "conditions"))])


def overall(verdicts: tuple[Verdict, ...]) -> Result:
    """One answer from all checks: a proof settles the equality; without one, agreeing balls make it CONSISTENT.

    What the balls can't look at is UNKNOWN, even where the normal form says yes.
    """
    if any(v.result is Result.REFUTED for v in verdicts):
        return Result.REFUTED
    if any(v.check == "balls" and v.result is Result.UNKNOWN for v in verdicts):
        return Result.UNKNOWN
    if any(v.check in PROOFS and v.result is Result.PROVED for v in verdicts):
        equality = Result.PROVED
    elif any(v.check == "balls" and v.result is Result.CONSISTENT for v in verdicts):
        equality = Result.CONSISTENT
    else:
        equality = Result.UNKNOWN
    return worst([equality, bookkeeping(verdicts)])
