"""The derivatives of the elementwise functions, each at its own argument: what the chain rule asks for.

They are made from the functions' records, which have both sides of each equation and its words.
"""

from __future__ import annotations

from ..functions import FUNCTIONS, Function
from ..functions.record import Case, SlopeRule
from .rule import Counterexample, Group, Role, Rule

RUDIN = "Rudin, Principles of Mathematical Analysis (1976), chapter 5"
ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, chapters 4, 6 and 7"


def slope(record: Function, rule: SlopeRule) -> Rule:
    """f'(a) of a function f."""
    return Rule(
        rule.name, f"partial(a, {record.statement}) = {record.derivative[0]}", Group.DERIVATIVE, rule.title, rule.sentence,
        conditions={text: counterexample(case) for text, case in rule.conditions.items()},
        sources=rule.sources or (RUDIN, ABRAMOWITZ), roles=(Role.SLOPE,),
    )  # fmt: skip


def counterexample(case: Case) -> Counterexample:
    """A case of a record as the rules have it."""
    return Counterexample(dict(case.values), case.left, case.right, case.words)


RULES = tuple(slope(record, record.rule) for record in FUNCTIONS if record.rule is not None)
