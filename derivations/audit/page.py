"""The page of the audit. In: the peers, their measurements. Out: the page's text; none of the packages is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..own.names import all_shown
from ..own.safe import entities
from ..render.environment import render
from ..render.latex import to_latex
from ..terms.context import Context, Kind, Symbol
from ..terms.places import free_names
from . import ours as our_side
from .case import OURS, reading
from .compare import NO_DIGIT, show
from .languages import LANGUAGES
from .measure import MANY, PARTS, PLAIN, digest
from .peer import Peer
from .peers import Package, every, packages
from .points import LEAST, MOST, USUAL
from .relation import BOTH, CONSTANT, FACTOR, OTHER, SAME
from .store import is_of, kept

TEMPLATE = "page/audit.md.j2"
QUANTITIES = {"loss": r"\ell", "gradient": r"\ell'", "hessian": r"\ell''"}
"""How a quantity of ours is written in a relation."""
WORDS = {"loss": "loss", "gradient": "first derivative", "hessian": "second derivative"}
KINDS = (SAME, FACTOR, CONSTANT, BOTH, OTHER)
PART_WORDS = {"ordinary": "ordinary points", "extreme": "extreme points", "zeros": "points close to a zero"}
SIDES = ("theirs", "ours")
CLOSE = 4.0
"""Up to how many ulp a value is called close to the exact one."""
NOTHING = "—"


def page() -> str:
    """The page's text.

    Raises:
        Failure: The measurements can't be read.
        LookupError: A peer's loss isn't there.
    """
    measurements = kept()
    parts = [section(package, measurements) for package in packages().values()]
    return render(
        TEMPLATE, parts=parts, own=own(measurements), python=measurements.get("python", NOTHING),
        machine=measurements.get("machine", NOTHING), usual=max(USUAL), least=LEAST, most=MOST, many=MANY,
        no_digit=NO_DIGIT,
    )  # fmt: skip


def section(package: Package, measurements: Mapping[str, Any]) -> dict[str, Any]:
    """What the page says of a package."""
    versions = measurements["packages"].get(package.name, {})
    functions, missing = [], []
    for peer in package.peers:
        found = {}
        for quantity in peer.calls:
            record = recorded(package, peer, quantity, measurements)
            if record is None:
                missing.append(f"{peer.name}, {named(quantity)}")
            else:
                found[quantity] = record
        if found:
            functions.append(function(peer, found))
    rows = [row for one in functions for row in one["rows"]]
    languages = dict.fromkeys(LANGUAGES[peer.language].words for peer in package.peers)
    return {
        "title": package.title, "name": package.name, "versions": versions,
        "words": [words for words in languages if words], "functions": functions, "missing": missing,
        "counts": {kind: sum(row["kind"] == kind for row in rows) for kind in KINDS}, "rows": len(rows),
        "close": sum(row["close"] for row in rows), "unlike": sum(bool(row["unlike"]["theirs"]) for row in rows),
        "lost": sum(row["far"] for row in rows),
    }  # fmt: skip


def recorded(package: Package, peer: Peer, quantity: str, measurements: Mapping[str, Any]) -> dict[str, Any] | None:
    """The record of a quantity, unless something has changed since it was measured."""
    for record in measurements["records"]:
        if is_of(record, package, peer.name, peer.loss, quantity) and record["digest"] == digest(peer, quantity):
            return dict(record)
    return None


def function(peer: Peer, records: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What the page says of a function."""
    rows, findings = [], []
    for quantity, record in records.items():
        formula = relation(peer, quantity)
        rows.append(row(quantity, formula, peer.relation(quantity), record))
        findings += [{**finding(quantity, record, one), "relation": formula} for one in record["shows"]]
    fixed = {name: ", ".join(f"{value:g}" for value in values) for name, values in peer.fixed.items()}
    return {
        "name": peer.name, "loss": entities(our_side.title_of(peer.loss)), "target": our_side.page_of(peer.loss),
        "calls": calls(peer), "fixed": fixed, "inputs": peer.inputs, "note": peer.note, "source": peer.source,
        "rows": rows, "findings": findings,
    }  # fmt: skip


def calls(peer: Peer) -> list[str]:
    """The different calls of a peer."""
    return list(dict.fromkeys(peer.calls.values()))


def row(quantity: str, formula: str, said: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the table."""
    parts = [record[part] for part in PARTS if part in record]
    kind = record["found"]["kind"]
    found: dict[str, Any] = {
        "quantity": named(quantity), "relation": formula, "kind": OTHER if kind == SAME and said not in PLAIN else kind,
        "close": all(float(part["theirs"]["worst"]) <= CLOSE and not part["theirs"]["unlike"] for part in parts),
    }  # fmt: skip
    if said == f"-{OURS}":
        found["kind"] = SAME
    for part in PARTS:
        found[part] = {side: agreement(record[part][side]) for side in SIDES} if part in record else None
    for count in ("unlike", "lost"):
        found[count] = {side: sum(int(part[side][count]) for part in parts) for side in SIDES}
    found["far"] = any(record[part]["theirs"]["lost"] for part in ("ordinary", "extreme"))
    found["points"] = sum(int(part["theirs"]["points"]) for part in parts)
    return found


def agreement(errors: Mapping[str, Any]) -> str:
    """Errors as text: the worst, and the median."""
    return f"{show(float(errors['worst']))} ({show(float(errors['median']))})"


def finding(quantity: str, record: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """One input that shows something."""
    part = one.get("part", "")
    return {
        **one, "quantity": named(quantity), "at": ", ".join(f"{name} = {value}" for name, value in one["at"].items()),
        "ulp": show(float(one.get("ulp", "0"))), "words": PART_WORDS.get(part, ""),
        "points": record[part]["theirs"]["points"] if part else 0, "script": one.get("script", "").strip(),
    }  # fmt: skip


def own(measurements: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Where our own code is off: one input for each quantity of a loss and kind of points."""
    found: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for _, peer, quantity in every():
        for record in measurements["records"]:
            if (record["peer"], record["loss"], record["quantity"]) == (peer.name, peer.loss, quantity):
                for one in record["own"]:
                    told = finding(quantity, record, one)
                    key = (peer.loss, quantity, one["part"], one["kind"])
                    found.setdefault(
                        key,
                        told | {"loss": entities(our_side.title_of(peer.loss)), "target": our_side.page_of(peer.loss)},
                    )
    return list(found.values())


def named(quantity: str) -> str:
    """A quantity in words."""
    kind, _, by = quantity.partition("-")
    names = by.split("-") if by else []
    return WORDS[kind] + (f" with respect to {' and '.join(dict.fromkeys(names))}" if names else "")


def relation(peer: Peer, quantity: str) -> str:
    """What a quantity of the peer is in terms of ours, as LaTeX."""
    context = our_side.context(peer.loss)
    term = reading(peer.relation(quantity))
    symbol = QUANTITIES[quantity.partition("-")[0]]
    names = {name: looks[0] for name, looks in all_shown(dict.fromkeys(free_names(term), "variables")).items()}
    return to_latex(term, with_names(context, {**names, OURS: symbol}))


def with_names(context: Context, names: Mapping[str, str]) -> Context:
    """A context that knows these names, too, with how they look."""
    more = [
        Symbol(name, Kind.PARAMETER, "real", {"en": ""}, latex, name)
        for name, latex in names.items()
        if name not in context.by_name
    ]
    return replace(context, symbols=(*context.symbols, *more))
