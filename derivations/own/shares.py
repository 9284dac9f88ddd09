"""Abbreviations that are differentiated by themselves. In: the simplified loss. Out: stages on its shares.

A share p[k] of a softmax has the derivative p[k]*(delta(k, j) - p[j]), and all shares add up to 1. With these two
results, what is written in shares stays so when it is differentiated, and stays short.
"""

from __future__ import annotations

from ..derive.search import search
from ..losses.plan import Stage
from ..rules.rule import Role
from ..terms.context import Text
from ..terms.core import ONE, Summation, Variable
from ..terms.places import free_names
from .chain import Chain, Workbench
from .context import defining
from .definition import Loss
from .derivative import derivative, slope_name

SLOPE: Text = {"en": "Derivative of {}", "zh": "{} 的导数"}
TOTAL: Text = {"en": "Sum of {}", "zh": "{} 之和"}


def shares(bench: Workbench, loss: Loss) -> list[Stage]:
    """The derivatives of entries where abbreviations alone tell them, and the sums that are 1.

    Call after ``simplify``.
    """
    (name, *more) = loss.predictions
    if more or name not in loss.sizes:
        return []
    found: list[Stage] = []
    left = free_names(bench.results["simplify"])
    for own in loss.entries:
        depends = bench.context.depends(bench.context.variables[own])
        if name in depends and left & {own, *users(own, loss)}:
            found += (stage for stage in (slope(bench, loss, own), total(bench, loss, own)) if stage)
    return found


def users(own: str, loss: Loss) -> set[str]:
    """The abbreviations whose formulas speak of another one."""
    return {other for other, term in loss.definition_terms.items() if own in free_names(term)}


def slope(bench: Workbench, loss: Loss, own: str) -> Stage | None:
    """The derivative of an entry, if it can be told without the prediction itself."""
    (name,), stage = loss.predictions, slope_name(own)
    if bench.replays and not bench.expects(stage):
        return None
    trial = bench if bench.replays else bench.branch()
    entry = bench.context.parse(f"{own}[{loss.moving[1]}]")
    made = derivative(trial, loss, stage, titled(SLOPE, own), entry, loss.by(name), "simplify", Role.SLOPE)
    if trial is bench:
        return made
    return bench.take(made, Role.SLOPE) if name not in free_names(trial.results[stage]) else None


def total(bench: Workbench, loss: Loss, own: str) -> Stage | None:
    """What the entries add up to, if it is 1."""
    stage, letter = f"total-{own}", Variable(loss.entries[own])
    if bench.replays and not bench.expects(stage):
        return None

    def make(chain: Chain) -> Chain:
        chain.everywhere(defining(own))
        chain.follow(search(chain.term, bench.context).path)
        return chain

    size = bench.context.variables[loss.sizes[own]]
    start = Summation(letter, ONE, size, bench.context.parse(f"{own}[{letter.name}]"))
    trial = bench if bench.replays else bench.branch()
    made = trial.stage(stage, titled(TOTAL, own), start, make, ONE.__eq__, role=Role.ALWAYS)
    if trial is bench:
        return made
    return bench.take(made, Role.ALWAYS) if trial.results[stage] == ONE else None


def titled(title: Text, own: str) -> Text:
    """A title with the name in it."""
    return {language: text.format(own) for language, text in title.items()}
