"""Two scalars in index form in; are they equal? Case by case, in one normal form, which grows where it has to."""

from __future__ import annotations

from typing import ClassVar

from ..terms.core import Term
from ..terms.places import by_height
from .case_split import ASKING, Case, cases
from .factor_signs import NOTHING, Known
from .kinds import asks
from .normal_form import NormalForm
from .rational import Full, vanishes
from .slopes import Outside

MOST_CASES = 64
SIZES = (12, 24, 48, 96, 192, 384, 768)
"""How many letters a comparison may need; it begins with the fewest, which is quickest."""
FINEST = 12
"""The largest denominator to which all exponents are brought."""

Signed = tuple[tuple[Term, int], ...]
"""Terms, each with the sign that it is assumed to have."""


class Comparison:
    """The normal form in use; where it has too few letters, or too coarse ones, another takes its place.

    Args:
        known: What is known of symbols.
        hard: Whether to bring exponents to one denominator, and to make use of signs, where the sides differ.
    """

    usual: ClassVar[int] = SIZES[0]
    """How many letters the last comparison needed: the next one, mostly of lines much like them, begins with these."""

    def __init__(self, known: Known, hard: bool) -> None:
        self.known, self.hard = known, hard
        self.sizes = iter([size for size in SIZES if size >= self.usual])
        self.form = NormalForm(next(self.sizes), known)

    def same(self, left: Term, right: Term, zeros: tuple[Term, ...] = (), signs: Signed = ()) -> bool:
        """Whether two sides have one normal form, where some terms are 0 and others have signs that are assumed.

        Raises:
            Outside: It needs too many letters, or isn't of the class that this decides.
        """
        while True:
            try:
                for term, sign in signs:
                    self.form.assume(self.form.of(term), sign)
                difference = self.form.of(left) - self.form.of(right)
                needed = len(self.form.letters)
                Comparison.usual = next((size for size in SIZES if size >= needed), SIZES[-1])
                return not difference or bool(zeros) and vanishes(difference, list(map(self.form.of, zeros)))
            except Full:
                self.form = self.other(next(self.sizes, None), self.form.finest)

    def other(self, size: int | None, finest: int) -> NormalForm:
        """Another normal form.

        Raises:
            Outside: There is none with so many letters.
        """
        if size is None:
            raise Outside(f"it has more than {SIZES[-1]} letters")
        return NormalForm(size, self.known, finest)

    def agree(self, case: Case, signs: Signed = ()) -> bool:
        """Whether the two sides of a case are equal."""
        while not self.same(case.left, case.right, case.zeros, signs):
            if not self.hard or not self.form.finest < self.form.wanted <= FINEST:
                return False
            self.form = self.other(self.form.ring.size, self.form.wanted)
        return True

    def holds(self, case: Case) -> bool:
        """The same; signs that are assumed need a normal form of their own."""
        if self.agree(case):
            return True
        if not self.hard or not case.signs:
            return False
        for finer in case.finer():
            own = Comparison(self.known, True)
            if not own.agree(finer, tuple((term, sign) for term, signs in finer.signs for sign in signs if sign)):
                return False
        return True


def equal(left: Term, right: Term, known: Known = NOTHING, hard: bool = True) -> tuple[bool, str]:
    """Whether two scalars in index form are the same function, and in which cases that was looked at.

    Most are equal without what is ``hard``, which takes longer.

    Raises:
        Outside: They are not of the class that this decides.
    """
    left, right = by_height(left), by_height(right)
    comparison = Comparison(known, hard)
    if hard and (asks(left, ASKING) or asks(right, ASKING)):
        try:
            if comparison.agree(Case("", left, right)):
                return True, ""
        except Outside:  # each case may be inside
            comparison = Comparison(known, hard)
    labels: list[str] = []
    for case in cases(left, right):
        if not comparison.holds(case):
            return False, case.label
        labels.append(case.label)
        if len(labels) > MOST_CASES:
            raise Outside(f"there are more than {MOST_CASES} cases")
    return True, "; ".join(label for label in labels if label)
