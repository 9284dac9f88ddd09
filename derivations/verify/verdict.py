"""What a check says. In: nothing. Out: the types of a verified derivation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..derive.chain import Book
from ..derive.step import Derivation, Step
from ..losses.loss import Loss


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
        check: ``replay``, ``conditions``, ``normal form``, ``balls``, ``order``, ``end to end``.
        result: The answer.
        because: The reason, the witness, or the points and the precision; one line.
    """

    check: str
    result: Result
    because: str


@dataclass(frozen=True)
class CheckedStep:
    """A step, its verdicts, and the checked steps that it stands for."""

    step: Step
    verdicts: tuple[Verdict, ...]
    steps: tuple[CheckedStep, ...] = ()

    @property
    def result(self) -> Result:
        """The step as a whole: refuted or unknown if any check says so; proved where something proves the equality."""
        return overall(self.all_verdicts)

    @property
    def all_verdicts(self) -> tuple[Verdict, ...]:
        """Its own verdicts and those of the steps inside."""
        return self.verdicts + tuple(v for inner in self.steps for v in inner.all_verdicts)


@dataclass(frozen=True)
class CheckedStage:
    """A stage's derivation with its checked steps, and the check of its last line against its first."""

    derivation: Derivation
    steps: tuple[CheckedStep, ...]
    end: tuple[Verdict, ...]

    @property
    def result(self) -> Result:
        """The stage as a whole."""
        return overall(self.end + tuple(v for step in self.steps for v in step.all_verdicts))


@dataclass(frozen=True)
class Checked:
    """A loss, verified."""

    loss: Loss
    book: Book
    stages: tuple[CheckedStage, ...]

    def stage(self, name: str) -> CheckedStage:
        """The stage of that name."""
        return next(stage for stage in self.stages if stage.derivation.name == name)

    @property
    def publishable(self) -> bool:
        """No step is REFUTED or UNKNOWN."""
        return all(stage.result in (Result.PROVED, Result.CONSISTENT) for stage in self.stages)


def overall(verdicts: tuple[Verdict, ...]) -> Result:
    """REFUTED before UNKNOWN before CONSISTENT before PROVED; balls beside a proof don't weaken it."""
    results = [v.result for v in verdicts]
    for worst in (Result.REFUTED, Result.UNKNOWN):
        if worst in results:
            return worst
    proofs = {v.check for v in verdicts if v.result is Result.PROVED}
    return Result.PROVED if proofs & {"normal form", "order", "definition", "end to end"} else Result.CONSISTENT
