"""The trace: a checked derivation for other programs. In: a checked loss. Out: plain data.

The same definition gives the same data. Every term is text that the parser reads back to the same term.
"""

from __future__ import annotations

import json

from ..terms.context import Context
from ..terms.text import to_text
from ..verify.verdict import Checked, CheckedStage, CheckedStep, Verdict
from .latex import to_latex

VERSION = 1
Data = dict[str, object]


def number(step: CheckedStep) -> str:
    """The article's numbers under a step's equals sign; '' where it has none."""
    return "".join(shown.rule.number for shown in step.step.shown)


def verdict(found: Verdict) -> Data:
    """One check's answer."""
    return {"check": found.check, "result": found.result.value, "because": found.because}


def step(checked: CheckedStep, context: Context) -> Data:
    """A step, with those that it stands for."""
    made = checked.step
    return {
        "id": made.name,
        "relation": made.relation.value,
        "rule": made.rule.name,
        "number": number(checked),
        "tier": made.tier.value,
        "direction": "backward" if made.backwards else "forward",
        "before": to_text(made.before),
        "after": to_text(made.after),
        "latex": to_latex(made.after, context),
        "place": list(made.place),
        "on": list(made.on),
        "bindings": {letter: to_text(term) for letter, term in sorted(made.bindings.items())},
        "conditions": [
            *({"text": found.text, "because": found.because} for found in made.conditions),
            *({"text": sign.text, "because": sign.because} for sign in made.monotone),
        ],
        "housekeeping": [
            {"rule": tidying.rule.name, "place": list(tidying.place), "on": list(tidying.on)}
            for tidying in made.housekeeping
        ],
        "verdicts": [verdict(found) for found in checked.verdicts],
        "steps": [step(inner, context) for inner in checked.steps],
    }


def stage(checked: CheckedStage, context: Context) -> Data:
    """A stage, from its first line."""
    derivation = checked.derivation
    return {
        "id": derivation.name,
        "title": dict(derivation.title),
        "start": to_text(derivation.start),
        "latex": to_latex(derivation.start, context),
        "steps": [step(inner, context) for inner in checked.steps],
        "end": [verdict(found) for found in checked.end],
    }


def trace(checked: Checked) -> Data:
    """The whole derivation.

    Returns:
        Data of plain dictionaries, lists, texts and numbers, as its version's schema says.
    """
    loss = checked.loss
    return {
        "schema": "derivations/trace",
        "version": VERSION,
        "loss": loss.name,
        "assumptions": list(loss.assumptions),
        "stages": [stage(inner, loss.context) for inner in checked.stages],
    }


def trace_text(checked: Checked) -> str:
    """The trace as JSON, one key a line, with a line end."""
    return json.dumps(trace(checked), ensure_ascii=False, indent=1) + "\n"
