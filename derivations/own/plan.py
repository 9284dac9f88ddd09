"""How a user's loss is derived. In: the loss. Out: its plan. Provisional: the loss is only introduced."""

from __future__ import annotations

from ..losses.plan import Plan, Section, Stage, define, line
from .context import DEFINING_LOSS, assumptions_of, context_of, loss_symbol
from .definition import Loss


def plan(loss: Loss) -> Plan:
    """The stages that lead from a loss's definition to its results."""
    words = {"en": "The loss", "zh": "损失"}
    stage = Stage("loss", words, loss_symbol(loss)[0], (line(define(DEFINING_LOSS)),))
    section = Section(
        "definition",
        {"en": "Definition", "zh": "定义"},
        {"en": "The loss as it is given.", "zh": "给定的损失。"},
        (stage,),
    )
    return Plan(
        loss.name, {"en": loss.title}, {"en": ""}, context_of(loss), (section,), (("loss", words),),
        assumptions_of(loss), loss.sources, (),
    )  # fmt: skip
