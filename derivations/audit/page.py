"""The page of the audit. In: the peers, their measurements. Out: the page's text; none of the packages is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..render.environment import render
from ..render.latex import to_latex
from ..terms.context import Context, Kind, Symbol
from ..terms.core import Variable
from ..terms.parser import parse
from ..terms.places import free_names
from . import ours as our_side
from .compare import NO_DIGIT, show
from .languages import LANGUAGES
from .measure import MANY, OURS, digest
from .peer import Peer
from .peers import Package, packages
from .points import LEAST, MOST, USUAL
from .store import is_of, kept

TEMPLATE = "page/audit.md.j2"
QUANTITIES = {"loss": r"\ell", "gradient": r"\ell'", "hessian": r"\ell''"}
"""How a quantity of ours is written in a relation."""
WORDS = {"loss": "loss", "gradient": "first derivative", "hessian": "second derivative"}
RELATIONS = {
    "same": "the same function", "factor": "a factor", "constant": "other constants",
    "factor and constant": "a factor and other constants", "other": "another function",
}  # fmt: skip
NOTHING = "—"


def page() -> str:
    """The page's text.

    Raises:
        Failure: The measurements can't be read.
        LookupError: A peer's loss isn't there.
    """
    measurements = kept()
    parts = [part(package, measurements) for package in packages().values()]
    return render(
        TEMPLATE, parts=parts, python=measurements.get("python", NOTHING), machine=measurements.get("machine", NOTHING),
        usual=max(USUAL), least=LEAST, most=MOST, many=MANY, no_digit=NO_DIGIT,
    )  # fmt: skip


def part(package: Package, measurements: Mapping[str, Any]) -> dict[str, Any]:
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
    languages = dict.fromkeys(LANGUAGES[peer.language].words for peer in package.peers)
    return {
        "title": package.title, "name": package.name, "versions": versions,
        "words": [words for words in languages if words], "functions": functions, "missing": missing,
        "rows": sum(len(one["rows"]) for one in functions),
    }  # fmt: skip


def recorded(package: Package, peer: Peer, quantity: str, measurements: Mapping[str, Any]) -> dict[str, Any] | None:
    """The record of a quantity, unless something has changed since it was measured."""
    for record in measurements["records"]:
        if is_of(record, package, peer.name, peer.loss, quantity) and record["digest"] == digest(peer, quantity):
            return dict(record)
    return None


def function(peer: Peer, records: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """What the page says of a function."""
    loss = our_side.defined(peer.loss)
    rows, findings = [], []
    for quantity, record in records.items():
        formula = relation(peer, quantity)
        rows.append({
            "quantity": named(quantity), "relation": formula, "kind": RELATIONS[record["found"]["kind"]],
            "ordinary": agreement(record["ordinary"]), "extreme": agreement(record["extreme"]),
            "bits": record["bits"],
        })  # fmt: skip
        findings += [finding(quantity, formula, record, one) for one in record["shows"]]
    return {
        "name": peer.name, "loss": loss.title if loss.title != loss.name else peer.loss.replace("_", " "),
        "target": our_side.page_of(peer.loss), "calls": peer.calls, "note": peer.note, "source": peer.source,
        "rows": rows, "findings": findings,
    }  # fmt: skip


def agreement(part: Mapping[str, Any]) -> dict[str, Any]:
    """Both sides' errors at one kind of points, as text."""
    found: dict[str, Any] = {"points": part["theirs"]["points"]}
    for side in ("theirs", "ours"):
        errors = part[side]
        found[side] = {name: show(float(errors[name])) for name in ("worst", "median")}
        found[side] |= {name: errors[name] for name in ("unlike", "lost", "flushed")}
    return found


def finding(quantity: str, formula: str, record: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """One input that shows something."""
    part = record.get(one.get("part", ""), {})
    return {
        "quantity": named(quantity), "kind": one["kind"], "relation": formula,
        "at": ", ".join(f"{name} = {value}" for name, value in one["at"].items()),
        "theirs": one["theirs"], "exact": one["exact"], "ulp": show(float(one["ulp"])), "count": one["count"],
        "part": one.get("part", ""), "points": part["theirs"]["points"] if part else 0, "script": one["script"].strip(),
    }  # fmt: skip


def named(quantity: str) -> str:
    """A quantity in words."""
    kind, _, by = quantity.partition("-")
    return WORDS[kind] + (f" by {by.replace('-', ' and ')}" if by else "")


def relation(peer: Peer, quantity: str) -> str:
    """What a quantity of the peer is in terms of ours, as LaTeX."""
    context = our_side.context(peer.loss)
    term = parse(peer.relation(quantity), Variable)
    symbol = QUANTITIES[quantity.partition("-")[0]]
    return to_latex(term, with_names(context, {OURS: symbol, **{n: n for n in free_names(term) - {OURS}}}))


def with_names(context: Context, names: Mapping[str, str]) -> Context:
    """A context that knows these names, too, with how they look."""
    more = [
        Symbol(name, Kind.PARAMETER, "real", {"en": ""}, latex, name)
        for name, latex in names.items()
        if name not in context.by_name
    ]
    return replace(context, symbols=(*context.symbols, *more))
