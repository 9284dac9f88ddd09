"""Known identities, derived and checked. In: an identity. Out: its derivation with all verdicts, and its index form.

The derivative is found by the deriver, every step is checked as those of a loss are, and the last line is compared with
what the identity says; both are compared with the derivative of the function by dual numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..derive.chain import Book
from ..derive.differentials import derive_goal
from ..identities.identity import Identity
from ..rules.rule import Rule
from .balls import compare
from .check import check_stage, equality
from .side_by_side import Side, side
from .verdict import CheckedStage, Result, Verdict, overall, worst


@dataclass(frozen=True)
class CheckedIdentity:
    """An identity, derived and checked.

    Args:
        identity: What is known.
        stage: Its derivation, checked.
        expected: The last line against the known derivative, and that against the derivative by dual numbers.
        sides: The index form of each line.
    """

    identity: Identity
    stage: CheckedStage
    expected: tuple[Verdict, ...]
    sides: tuple[Side, ...]

    @property
    def result(self) -> Result:
        """The worst of: the derivation, the comparison with what is known, the agreement of the two forms."""
        agreements = [side.agrees.result for side in self.sides if side.agrees]
        refuted = [Result.REFUTED] if Result.REFUTED in agreements else []
        return worst([self.stage.result, overall(self.expected), *refuted])


def title(identity: Identity) -> dict[str, str]:
    """What a derivation is called."""
    words = identity.name.partition("-")[2].replace("-", " ")
    if not identity.number:
        return {"en": f"Beside the book: {words}", "zh": f"书外：{words}"}
    _, _, form = words.partition(" ")
    return dict.fromkeys(("en", "zh"), f"Matrix Cookbook ({identity.number}){f', {form}' if form else ''}")


def check_identity(identity: Identity, rules: dict[str, Rule] | None = None) -> CheckedIdentity:
    """Derive an identity and check it.

    Args:
        identity: What is known.
        rules: A rule book other than the project's own (for tests that break one).

    Raises:
        Stuck: No rule leads to the derivative.
    """
    context = identity.context
    book = Book(context, rules)
    derivation = derive_goal(identity.goal, context, book, identity.name, title(identity))
    stage = check_stage(derivation, context, book)
    expected = (
        *equality(derivation.result, identity.derivative, context),
        compare(identity.goal, identity.derivative, context),
    )
    return CheckedIdentity(identity, stage, expected, tuple(side(line, context) for line in derivation.lines))
