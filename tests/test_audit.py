"""The audit: what is kept is what is measured now; a wrong relation is refused; the page says what was measured."""

import json
import math
import re
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from derivations.audit import measure, page, store
from derivations.audit.compare import errors, show
from derivations.audit.measure import digest, measured
from derivations.audit.peer import Peer
from derivations.audit.peers import Package, every, packages
from derivations.audit.relation import BOTH, CONSTANT, FACTOR, OTHER, SAME, relation
from derivations.audit.stated import Mismatch
from derivations.outcome import Failure

ROOT = Path(__file__).resolve().parent.parent
KEPT = store.kept()
HERE = ("scikit-learn", "scipy")
"""The packages that the lock has."""
QUICK = ("logistic", "poisson", "gamma")


def cases() -> list[Any]:
    """Every quantity of these packages; the losses beyond a few are for the slow tests."""
    return [
        pytest.param(
            package, peer, quantity, id=f"{peer.name}, {peer.loss}, {quantity}",
            marks=() if peer.loss in QUICK else pytest.mark.slow,
        )
        for package, peer, quantity in every() if package.name in HERE
    ]  # fmt: skip


def peer_named(name: str, loss: str = "logistic") -> Peer:
    return next(peer for _, peer, _ in every() if (peer.name, peer.loss) == (name, loss))


def record_of(package: Package, peer: Peer, quantity: str) -> dict[str, Any]:
    (found,) = (one for one in KEPT["records"] if store.is_of(one, package, peer.name, peer.loss, quantity)
                and one["digest"] == digest(peer, quantity))  # fmt: skip
    return found


def test_everything_is_measured_and_nothing_else() -> None:
    """A change of a loss, of a call or of a relation asks for `derivations audit`."""
    wanted = sorted((p.name, peer.name, peer.loss, quantity, digest(peer, quantity)) for p, peer, quantity in every())
    found = sorted((r["package"], r["peer"], r["loss"], r["quantity"], r["digest"]) for r in KEPT["records"])
    assert found == wanted
    assert set(KEPT["packages"]) == set(packages())


@pytest.mark.parametrize(("package", "peer", "quantity"), cases())
def test_it_is_as_it_was_measured(package: Package, peer: Peer, quantity: str) -> None:
    """The same relation, errors of the same size; the lock pins the versions."""
    assert version(package.name) == KEPT["packages"][package.name][package.name], "run: derivations audit"
    before, now = record_of(package, peer, quantity), measured(peer, quantity)
    assert now["found"]["kind"] == before["found"]["kind"]
    for name in ("factors", "constants"):
        assert now["found"][name] == pytest.approx(before["found"][name], rel=1e-6)
    for part in measure.PARTS:
        assert (part in now) == (part in before)
        for side in ("theirs", "ours") if part in now else ():
            old, new = before[part][side], now[part][side]
            assert new["points"] == old["points"]
            for count in ("unlike", "lost"):
                assert abs(new[count] - old[count]) <= 2 + old[count] / 10, (part, side, count)
            assert abs(math.log10(1 + float(new["worst"])) - math.log10(1 + float(old["worst"]))) < 1, (part, side)


@pytest.mark.parametrize("wrong", ["2*ours", "ours + 1", "-ours", "ours + z", "max(ours, 1/10)", "ours*(1 + 1e-6)"])
@pytest.mark.parametrize("quantity", ["loss", "gradient", "hessian"])
def test_a_wrong_relation_is_refused(wrong: str, quantity: str) -> None:
    with pytest.raises(Mismatch, match="is stated|would be"):
        measured(replace(peer_named("sklearn._loss.HalfBinomialLoss"), relations={quantity: wrong}), quantity)


def test_a_wrong_limit_is_refused() -> None:
    """A limit shows only at extreme points: another one, or one that nothing bears out, is refused there."""
    right = peer_named("sklearn.metrics.log_loss")
    said = right.relations["loss"]
    for wrong in (said.replace("2**(-52)", "2**(-60)"), said.replace("2**(-52)", "2**(-40)"), "min(ours, 1e300)"):
        assert wrong != said
        with pytest.raises(Mismatch):
            measured(replace(right, relations={"loss": wrong}), "loss")


def test_another_parametrisation_is_refused_if_it_is_wrong() -> None:
    right = peer_named("scipy.stats.nbinom.logpmf", "negative_binomial")
    with pytest.raises(Mismatch):
        measured(replace(right, meaning={**right.meaning, "alpha": "n"}), "loss")


POINTS = [(z, y) for y in (0.0, 1.0, 2.0) for z in (-1.0, -0.3, 0.1, 0.7, 2.0)]
OURS = np.array([math.exp(z) - y * z for z, y in POINTS])
LABEL = np.array([y for _, y in POINTS])


@pytest.mark.parametrize(
    ("other", "kind", "factors", "constants"),
    [
        (OURS, SAME, (1, 1), (0, 0)),
        (OURS / 2, FACTOR, (0.5, 0.5), (0, 0)),
        (-OURS, FACTOR, (-1, -1), (0, 0)),
        (OURS * (1 + LABEL), FACTOR, (1, 3), (0, 0)),
        (OURS + LABEL, CONSTANT, (1, 1), (0, 2)),
        (2 * OURS - LABEL, BOTH, (2, 2), (-2, 0)),
        (OURS**2, OTHER, (1, 1), (0, 0)),
        (np.maximum(OURS, 1), OTHER, (1, 1), (0, 0)),
        (np.ones(len(OURS)), OTHER, (1, 1), (0, 0)),
    ],
)
def test_the_relation_is_found_from_the_values(other, kind, factors, constants) -> None:
    found = relation(POINTS, 1, OURS, other, 1e-8)
    assert found.kind == kind
    assert found.factors == pytest.approx(factors) and found.constants == pytest.approx(constants)


def test_errors_are_counted_by_their_kind() -> None:
    high = np.array([1.0, 1.0, 1.0, math.inf, math.inf, 0.0, 1e-310, 1e-300, 1.0])
    got = np.array([1.0, 1 + 2**-50, 1.2, math.inf, 1e300, 0.0, 0.0, 0.0, math.nan])
    found = errors(high, np.zeros(9), got)
    assert found.ulp.tolist()[:2] == [0, 4]
    assert found.unlike.tolist() == [False] * 4 + [True] + [False] * 3 + [True]
    assert found.lost.tolist() == [False, False, True] + [False] * 4 + [True, False]
    assert found.flushed.tolist() == [False] * 6 + [True, False, False]
    assert found.agreement.worst >= 2**52 and found.agreement.unlike == 2 and found.agreement.points == 9


def test_errors_of_float32_are_in_its_ulp() -> None:
    high = np.array([1.0, 1e39, 1e-40])
    found = errors(high, np.zeros(3), np.array([1 + 2.0**-22, math.inf, 0.0]), bits=32)
    assert found.ulp[0] == 2 and not found.unlike.any() and found.flushed[2]
    assert show(0.123) == "0.12" and show(math.inf) == "∞"


@pytest.mark.parametrize("name", HERE)
def test_the_programs_on_the_page_print_what_it_says(name: str) -> None:
    records = [one for one in KEPT["records"] if one["package"] == name]
    assert any(one["shows"] for one in records)
    measure.reproduced(records, store.run_apart)


def test_a_program_that_prints_something_else_is_refused() -> None:
    script = "import numpy as np\nprint(float(np.float64(1)))\n"
    record = {"peer": "it", "shows": [{"script": script, "got": "1.0"}]}
    measure.reproduced([record], store.run_apart)
    record["shows"][0]["got"] = "1.5"
    with pytest.raises(Mismatch, match="a fresh process prints 1.0, not 1.5"):
        measure.reproduced([record], store.run_apart)
    with pytest.raises(Failure, match="a script fails"):
        measure.reproduced([{"peer": "it", "shows": [{"script": "1/0", "got": "1.0"}]}], store.run_apart)


def test_the_page_leaves_out_what_has_changed_since(monkeypatch: pytest.MonkeyPatch) -> None:
    text = page.page()
    assert "Not measured" not in text and "## scikit-learn 1." in text
    for package in packages().values():
        for peer in package.peers:
            assert f"`{peer.name}`" in text
    stale = json.loads(json.dumps(KEPT))
    stale["records"][0]["digest"] = "0"
    monkeypatch.setattr(page, "kept", lambda: stale)
    name = stale["records"][0]["peer"]
    assert re.search(rf"Not measured: `{re.escape(name)}, [a-z ]+`\.", page.page())


def test_the_page_is_made_without_the_packages() -> None:
    unwanted = ["sklearn", "scipy", "statsmodels", "torch", "jax", "optax", "xgboost", "lightgbm"]
    script = (
        "import sys\n" + "".join(f"sys.modules[{name!r}] = None\n" for name in unwanted)
        + "from derivations.audit.page import page\nprint(len(page()) > 10000)"
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "True", done.stderr


def test_the_page_is_made_from_what_is_kept_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No value is worked out for it, neither exact nor by code: what a machine computes can't reach it."""

    def refused(*arguments: object) -> None:
        raise AssertionError("a value was worked out")

    text = page.page()
    monkeypatch.setattr("derivations.audit.case.exact", refused)
    monkeypatch.setattr("derivations.audit.ours.Sample", refused)
    monkeypatch.setattr("derivations.audit.ours.published", refused)
    monkeypatch.setattr("derivations.audit.ours.derived", refused)
    for function in ("exp", "log", "expm1", "log1p", "power", "tanh", "sqrt"):
        monkeypatch.setattr(np, function, refused)
    assert page.page() == text


def test_a_missing_package_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(store, "version", missing)
    with pytest.raises(Failure, match=r"PyTorch isn't installed .*pip install .*\[audit\]"):
        store.audit(["torch"], tmp_path / "measured.json")


def test_measurements_that_are_no_measurements_are_told(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    assert store.kept(file)["records"] == []
    for text, why in (("{", "isn't JSON"), ('{"schema": "other"}', "isn't a file of measurements")):
        file.write_text(text)
        with pytest.raises(Failure, match=why):
            store.kept(file)


def test_a_package_is_measured_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its records take the place of its old ones; the others stay."""
    file = tmp_path / "measured.json"
    file.write_text(json.dumps(KEPT))
    small = replace(packages()["scipy"], peers=packages()["scipy"].peers[:1])
    monkeypatch.setattr(store, "packages", lambda: {**packages(), "scipy": small})
    now = store.audit(["scipy"], file)
    assert [one["peer"] for one in now["records"] if one["package"] == "scipy"] == ["scipy.special.log_expit"]
    assert [one for one in now["records"] if one["package"] != "scipy"] == [
        one for one in KEPT["records"] if one["package"] != "scipy"
    ]
    assert json.loads(file.read_text()) == json.loads(json.dumps(now))
