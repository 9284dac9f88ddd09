"""The audit: what is kept is what is measured now; a wrong relation is refused; the page says what was measured."""

import math
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from derivations.audit import store
from derivations.audit.measure import Mismatch, digest, measured
from derivations.audit.peer import Peer
from derivations.audit.peers import Package, every, packages

ROOT = Path(__file__).resolve().parent.parent
KEPT = store.kept()
HERE = [package for package in packages().values() if find_spec(package.module)]
CASES = [pytest.param(package, peer, quantity, id=f"{peer.name}, {peer.loss}, {quantity}")
         for package, peer, quantity in every() if package.name in ("scikit-learn", "scipy")]  # fmt: skip


def record_of(package: Package, peer: Peer, quantity: str) -> dict[str, Any]:
    (found,) = (one for one in KEPT["records"] if store.is_of(one, package, peer.name, peer.loss, quantity))
    return found


def test_everything_is_measured_and_nothing_else() -> None:
    """A change of a loss, of a call or of a relation asks for `derivations audit`."""
    wanted = {(p.name, peer.name, peer.loss, quantity): digest(peer, quantity) for p, peer, quantity in every()}
    found = {(r["package"], r["peer"], r["loss"], r["quantity"]): r["digest"] for r in KEPT["records"]}
    assert found == wanted
    assert set(KEPT["packages"]) == set(packages())


@pytest.mark.parametrize(("package", "peer", "quantity"), CASES)
def test_it_is_as_it_was_measured(package: Package, peer: Peer, quantity: str) -> None:
    """The same relation, errors of the same size; the lock pins the versions."""
    before, now = record_of(package, peer, quantity), measured(peer, quantity)
    assert version(package.name) == KEPT["packages"][package.name][package.name], "run: derivations audit"
    assert now["found"]["kind"] == before["found"]["kind"]
    for part in ("ordinary", "extreme"):
        for side in ("theirs", "ours"):
            old, new = before[part][side], now[part][side]
            assert new["points"] == old["points"]
            assert abs(new["unlike"] - old["unlike"]) <= 2 and abs(new["lost"] - old["lost"]) <= 2
            assert abs(math.log10(1 + float(new["worst"])) - math.log10(1 + float(old["worst"]))) < 1, (part, side)
    assert {one["kind"] for one in now["shows"]} == {one["kind"] for one in before["shows"]}


@pytest.mark.parametrize("wrong", ["2*ours", "ours + 1", "-ours", "ours + z", "max(ours, 1/10)", "ours*(1 + 1e-6)"])
@pytest.mark.parametrize("quantity", ["loss", "gradient", "hessian"])
def test_a_wrong_relation_is_refused(wrong: str, quantity: str) -> None:
    peer = next(peer for _, peer, _ in every() if peer.name == "sklearn._loss.HalfBinomialLoss")
    with pytest.raises(Mismatch, match="is stated|would be"):
        measured(replace(peer, relations={quantity: wrong}), quantity)
