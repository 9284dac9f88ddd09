"""The chain that was found, kept as JSON. In: what was found. Out: its text; or what was found, from a text.

A definition that hasn't changed is not searched again: its chain is replayed. A chain is only a path: rules and places.
Where a stage begins, what it is called, what it defines and how exact its code is, no chain tells. Every line is made
anew by the rules that are named; a chain that no longer applies, or leads elsewhere, is left aside.
Whoever wrote it, its text is read as data of the form below, or not at all.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..losses.plan import Apply, Line, Stage
from ..terms.text import to_text
from .chain import Way
from .definition import Loss
from .plan import Worked
from .stable import Kept
from .variants import CONVENTIONS, Variant

SCHEMA, VERSION = "derivations/chain", 2
LARGEST = 4_000_000
"""How many bytes a chain may have."""
NAME = re.compile(r"[A-Za-z0-9_:-]{1,200}")
"""What a stage, a rule or a letter may be called."""
LONGEST = 100_000
"""How many signs a term may have that a rule is told."""


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
    if item.backwards:
        found["backwards"] = True
    return found if item.tidy else {**found, "tidy": False}


def to_item(found: Any) -> Apply:
    """The rule at its place again.

    Raises:
        Stale: It isn't of this form.
    """
    told = of_form(found, {"rule": str, "at": list}, {"on": list, "bind": dict, "backwards": bool, "tidy": bool})
    bind = told.get("bind", {})
    for letter, text in bind.items():
        named(letter)
        if not isinstance(text, str) or len(text) > LONGEST:
            raise Stale("a letter stands for no text")
    return Apply(
        named(told["rule"]), numbers(told["at"]), numbers(told.get("on", [])), bind, told.get("backwards", False),
        tidy=told.get("tidy", True),
    )  # fmt: skip


def of_form(found: Any, needed: Mapping[str, type], more: Mapping[str, type] | None = None) -> dict[str, Any]:
    """A JSON object that has these keys and no others, each with a value of its type.

    Raises:
        Stale: It is something else.
    """
    known = {**needed, **(more or {})}
    if not isinstance(found, dict) or not needed.keys() <= found.keys() <= known.keys():
        raise Stale(f"it has other parts than {', '.join(known)}")
    for key, value in found.items():
        if type(value) is not known[key]:  # a truth value is no number here
            raise Stale(f"{key} is of another kind")
    return found


def named(found: Any) -> str:
    """A plain name."""
    if not isinstance(found, str) or not NAME.fullmatch(found):
        raise Stale("a name isn't plain")
    return found


def numbers(found: list[Any]) -> tuple[int, ...]:
    """The numbers of a place."""
    if not all(type(number) is int and 0 <= number < 10**6 for number in found):
        raise Stale("a place is no list of numbers")
    return tuple(found)


def of_stages(stages: Iterable[Stage]) -> list[dict[str, Any]]:
    """The ways of stages."""
    return [
        {"name": stage.name, "lines": [[of_item(item) for item in line.path] for line in stage.lines]}
        for stage in stages
    ]


def to_ways(found: list[Any]) -> tuple[Way, ...]:
    """The ways again.

    Raises:
        Stale: They aren't of this form.
    """
    ways = []
    for stage in found:
        told = of_form(stage, {"name": str, "lines": list})
        if not all(isinstance(line, list) and line for line in told["lines"]):
            raise Stale("a line has no rules")
        ways.append(Way(named(told["name"]), tuple(Line(tuple(map(to_item, line))) for line in told["lines"])))
    return tuple(ways)


def to_text_file(loss: Loss, worked: Worked, variants: Sequence[Variant]) -> str:
    """The file that is kept."""
    content = {
        "schema": SCHEMA, "version": VERSION, "definition": digest(loss), "stages": of_stages(worked.plan.stages),
        "variants": {variant.plan.name: of_stages(variant.plan.stages) for variant in variants},
    }  # fmt: skip
    return json.dumps({**content, "sum": sum_of(content)}, indent=1, ensure_ascii=False) + "\n"


def sum_of(content: Mapping[str, Any]) -> str:
    """The checksum of what is kept, by which damage is noticed; whoever means to can make it anew."""
    kept = {name: value for name, value in content.items() if name != "sum"}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()


def from_text(loss: Loss, text: str) -> Kept:
    """What a kept file holds.

    Raises:
        Stale: It isn't of this definition, or can't be read.
    """
    if len(text) > LARGEST:
        raise Stale("the kept chain is too long")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Stale("the kept chain is no JSON, or nested too deep") from error
    told = of_form(
        found, {"schema": str, "version": int, "definition": str, "stages": list, "variants": dict, "sum": str}
    )
    if (told["schema"], told["version"], told["definition"]) != (SCHEMA, VERSION, digest(loss)):
        raise Stale("the definition has changed since the chain was found")
    stages = to_ways(told["stages"])
    variants = {name: to_ways(ways) for name, ways in told["variants"].items() if isinstance(ways, list)}
    if not stages or not told["variants"].keys() <= CONVENTIONS.keys() or len(variants) < len(told["variants"]):
        raise Stale("the kept chain has no stages, or unknown conventions")
    if told["sum"] != sum_of(told):
        raise Stale("the kept chain was damaged")
    return Kept(stages, variants)
