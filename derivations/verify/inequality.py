"""Is an inequality of the rule book true? In: a rule. Out: a verdict. The rule's sides are all that is looked at.

The difference of the two sides, as plain SymPy, is a product of squares and of positive parts; or it is 0 where the
rule says that both sides are equal, falls before that point and rises after it; or a condition of the rule bounds it.
"""

from __future__ import annotations

from functools import lru_cache

import sympy

from ..derive.chain import Book
from ..rules.rule import ConditionKind, Group, Relation, Rule
from ..terms.core import Slot, Term, Variable, walk
from ..terms.lower import NotLowered, lower
from .verdict import Result, Verdict


def inequality(rule: Rule, book: Book | None = None) -> Verdict:
    """Whether the sides of a rule are in the order that it says, for all values that meet its conditions."""
    if rule.group is Group.RESULT:
        known = book.settled.get(rule.name) if book else None
        if known == Result.PROVED.value:
            return Verdict("inequality", Result.PROVED, "it was proved above")
        return Verdict("inequality", Result.UNKNOWN, "it wasn't proved above")
    because = proof(rule)
    if because:
        return Verdict("inequality", Result.PROVED, because)
    return Verdict("inequality", Result.UNKNOWN, f"it isn't shown that {rule.statement} is true")


@lru_cache(maxsize=256)
def proof(rule: Rule) -> str:
    """Why the sides of a rule are in the order that it says; '' where that isn't found."""
    names = {part: Variable(part.name) for side in rule.patterns for _, part in walk(side) if isinstance(part, Slot)}
    less, more = (side.xreplace(names) for side in rule.patterns[:: -1 if rule.relation is Relation.AT_LEAST else 1])
    demands = [(demand.kind, demand.parts[0].xreplace(names)) for demand in rule.demands]
    signs = {sympy.Symbol(str(term), real=True): kind for kind, term in demands if isinstance(term, Variable)}
    letters = {
        letter: sympy.Symbol(
            letter.name,
            real=True,
            positive=signs.get(letter) is ConditionKind.POSITIVE or None,
            nonnegative=signs.get(letter) in (ConditionKind.POSITIVE, ConditionKind.NOT_NEGATIVE) or None,
        )
        for letter in (sympy.Symbol(variable.name, real=True) for variable in names.values())
    }

    def plain(term: Term) -> sympy.Expr:
        return lower(term).xreplace(letters)

    try:
        difference = plain(more) - plain(less)
        for kind, term in demands:
            if kind is ConditionKind.NOT_NEGATIVE and sympy.expand(plain(term) - difference) == 0:
                return "the difference of its sides is what its condition speaks of"
        if not_negative(difference):
            return f"the difference of its sides is {sympy.factor(difference)}, which is nowhere negative"
        name, _, value = rule.equality.partition(" = ")
        letter = next((new for old, new in letters.items() if old.name == name), None)
        if letter is None or len(letters) != 1:
            return ""
        least = sympy.Rational(value)
        slope = difference.diff(letter)
        inside = least > 0 or not letter.is_nonnegative
        if inside and difference.subs(letter, least) == 0 and not_negative(slope * (letter - least)):
            return f"its sides differ by 0 at {rule.equality}, by more elsewhere: the slope is {sympy.factor(slope)}"
    except (NotLowered, TypeError, ValueError):
        return ""
    return ""


def not_negative(expression: sympy.Expr) -> bool:
    """Whether an expression is a product of even powers and of what SymPy knows not to be negative."""
    factored = sympy.factor(expression)
    return all(
        factor.is_nonnegative or (factor.is_Pow and factor.base.is_real and factor.exp.is_even)
        for factor in sympy.Mul.make_args(factored)
    )
