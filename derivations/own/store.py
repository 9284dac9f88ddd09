"""The chain that was found, kept beside the definition. In: what was found. Out: JSON; or what was found, from JSON.

A definition that hasn't changed is not searched again: its chain is replayed. A chain is only a path; every line is
made anew by the rules that it names, and one that no longer applies is searched for again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from ..emit.measure import Accuracy
from ..losses.plan import Apply, Line, Stage
from ..terms.text import to_text
from .definition import Loss
from .plan import Worked
from .stable import Errors, Kept
from .variants import Variant

SCHEMA, VERSION = "derivations/chain", 1


class Stale(ValueError):
    """The kept chain belongs to another definition, or can't be read."""


def digest(loss: Loss) -> str:
    """One number for all of a definition that its chain depends on."""
    parts: dict[str, Any] = {
        "expression": to_text(loss.term),
        "goal": to_text(loss.goal_term) if loss.goal_term is not None else "",
        "predictions": loss.predictions,
        "domains": {name: str(domain) for name, domain in loss.domains.items()},
        "definitions": {name: to_text(term) for name, term in loss.definition_terms.items()},
        "defaults": {name: str(value) for name, value in loss.defaults.items()},
    }
    if loss.sizes:
        parts["sizes"], parts["constraints"] = loss.sizes, [to_text(total) for total, _ in loss.totals]
    if loss.derivatives:
        parts["derivatives"] = loss.derivatives
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def of_item(item: Apply) -> dict[str, Any]:
    """A rule at a place; what is as usual is left out."""
    found: dict[str, Any] = {"rule": item.rule, "at": list(item.at or ())}
    if item.on:
        found["on"] = list(item.on)
    if item.bind:
        found["bind"] = dict(item.bind)
    found |= {name: True for name in ("backwards", "defines") if getattr(item, name)}
    return found if item.tidy else {**found, "tidy": False}


def to_item(found: Mapping[str, Any]) -> Apply:
    """The rule at its place again."""
    return Apply(
        found["rule"], tuple(found["at"]), tuple(found.get("on", ())), dict(found.get("bind", {})),
        found.get("backwards", False), found.get("defines", False), found.get("tidy", True),
    )  # fmt: skip


def of_stages(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    """Stages with their paths."""
    return [
        {"name": stage.name, "title": stage.title, "start": stage.start,
         "lines": [[of_item(item) for item in line.path] for line in stage.lines]}
        for stage in stages
    ]  # fmt: skip


NAME = re.compile(r"[A-Za-z0-9_-]+")
TITLE = re.compile(r"[\w\s,.:()−-]*")
"""What a stage may be called: plain words, which are no markup."""


def to_stages(found: list[dict[str, Any]]) -> tuple[Stage, ...]:
    """The stages again.

    Raises:
        ValueError: A name or a title isn't plain.
    """
    for stage in found:
        if not NAME.fullmatch(stage["name"]) or not all(map(TITLE.fullmatch, stage["title"].values())):
            raise ValueError("a stage's title is no plain text")
    return tuple(
        Stage(stage["name"], stage["title"], stage["start"],
              tuple(Line(tuple(map(to_item, line))) for line in stage["lines"]))
        for stage in found
    )  # fmt: skip


def of_accuracy(accuracy: Accuracy) -> dict[str, Any]:
    """A measured error; numbers that JSON doesn't have as text."""
    return {
        name: value if isinstance(value, int) else repr(value)
        for name, value in asdict(accuracy).items()
        if name != "where"
    } | {"where": [[name, repr(value)] for name, value in accuracy.where]}


def to_accuracy(found: Mapping[str, Any]) -> Accuracy:
    """The measured error again."""
    values: dict[str, Any] = {
        field.name: found[field.name] if isinstance(found[field.name], int) else float(found[field.name])
        for field in fields(Accuracy)
        if field.name != "where"
    }
    return Accuracy(**values, where=tuple((name, float(value)) for name, value in found["where"]))


def of_errors(errors: Mapping[str, Errors]) -> dict[str, Any]:
    """The errors of each quantity."""
    return {name: {"before": of_accuracy(e.before), "after": of_accuracy(e.after)} for name, e in errors.items()}


def to_errors(found: Mapping[str, Any]) -> dict[str, Errors]:
    """The errors again."""
    return {name: Errors(to_accuracy(e["before"]), to_accuracy(e["after"])) for name, e in found.items()}


def to_text_file(loss: Loss, worked: Worked, variants: Sequence[Variant]) -> str:
    """The file that is kept beside a definition."""
    content = {
        "schema": SCHEMA, "version": VERSION, "definition": digest(loss),
        "stages": of_stages(worked.plan.stages), "errors": of_errors(worked.errors), "unstable": worked.unstable,
        "variants": {variant.plan.name: of_stages(variant.plan.stages) for variant in variants},
    }  # fmt: skip
    return json.dumps({**content, "sum": sum_of(content)}, indent=1, ensure_ascii=False) + "\n"


def sum_of(content: Mapping[str, Any]) -> str:
    """The checksum of what is kept, by which a change by hand is noticed."""
    kept = {name: value for name, value in content.items() if name != "sum"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def from_text(loss: Loss, text: str) -> Kept:
    """What a kept file holds.

    Raises:
        Stale: It isn't of this definition, or can't be read.
    """
    try:
        found = json.loads(text)
        if (found["schema"], found["version"], found["definition"]) != (SCHEMA, VERSION, digest(loss)):
            raise Stale("the definition has changed since the chain was found")
        if found["sum"] != sum_of(found):
            raise Stale("the kept chain was changed by hand")
        variants = {name: to_stages(stages) for name, stages in found["variants"].items()}
        return Kept(to_stages(found["stages"]), to_errors(found["errors"]), str(found["unstable"]), variants)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Stale(f"the kept chain can't be used: {error}") from error
