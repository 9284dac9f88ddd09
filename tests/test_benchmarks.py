"""The page of the measurements, the results that it is made from, and how a run keeps them."""

import json
from pathlib import Path

import pytest
from test_peers import benchmark

from derivations import benchmarks, collection
from derivations.benchmarks import FILE, PLOT, benchmarks_page, digest
from derivations.outcome import Failure

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with the results that are kept."""
    for name in (FILE, PLOT):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def test_the_page_is_made_of_the_results() -> None:
    assert benchmarks_page(ROOT)["docs/benchmarks.md"] == (ROOT / "docs/benchmarks.md").read_text(encoding="utf-8")


def test_every_loss_with_code_was_measured() -> None:
    results = benchmarks.read(ROOT)
    measured = {row["loss"] for row in results["rows"] if row["backend"] == "numpy"}
    assert measured == {*collection.names(), "logistic", "softmax"}
    assert {row["loss"] for row in results["rows"] if row["peer"]} == set(benchmark("peers").PEERS)
    assert {"processor", "cores", "python", "numpy", "scipy"} <= set(results["machine"])
    assert {row["loss"] for row in results["scikit_learn"]} == {"logistic", "softmax"}


def test_a_plot_of_other_results_is_refused(root: Path) -> None:
    results = json.loads((root / FILE).read_text(encoding="utf-8"))
    results["rows"][0]["generated"] *= 2
    (root / FILE).write_text(json.dumps(results), encoding="utf-8")
    with pytest.raises(Failure, match=r"benchmarks\.svg isn't the plot of .*; run: derivations bench --write"):
        benchmarks_page(root)


def test_results_that_are_missing_are_told(root: Path) -> None:
    (root / FILE).unlink()
    with pytest.raises(Failure, match="can't be read .* derivations bench --write"):
        benchmarks_page(root)


def test_the_plot_is_the_same_twice_and_names_no_date(tmp_path: Path) -> None:
    results = benchmarks.read(ROOT)
    texts = []
    for name in ("a.svg", "b.svg"):
        benchmark("_plot").draw(results, tmp_path / name)
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    assert digest(results) in texts[0] and "<dc:date>" not in texts[0] and "<text" not in texts[0]


def test_a_run_that_was_interrupted_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = benchmark("_results")
    whole = benchmark("collection")
    seen: list[str] = []

    def measured(name, parameters, backend, rounds, count):
        if backend == "numba":
            return None
        if name == "hinge" and "hinge" not in seen:
            seen.append(name)
            raise KeyboardInterrupt
        seen.append(name)
        one = whole.Beside(1e-3, 1.5, 1.4, 1.6)
        return whole.Row(name, parameters, backend, count, 1e-3, 1, one, None)

    for name, value in {"measured": measured, "all_names": lambda: ["brier", "hinge", "huber"],
                        "FILE": tmp_path / "results.json", "PARTIAL": tmp_path / "part",
                        "PLOT": tmp_path / "plot.svg"}.items():  # fmt: skip
        monkeypatch.setattr(results, name, value)
    monkeypatch.setattr(benchmark("_scikit_learn"), "measure", lambda rounds, tell: [])
    with pytest.raises(KeyboardInterrupt):
        results.renew([], 2, 100)
    assert [row["loss"] for row in json.loads((tmp_path / "part").read_text())["rows"]] == ["brier"]
    results.renew([], 2, 100)
    assert seen == ["brier", "hinge", "hinge", "huber"]
    kept = json.loads((tmp_path / "results.json").read_text())
    assert [row["loss"] for row in kept["rows"]] == ["brier", "hinge", "huber"]
    assert not (tmp_path / "part").exists()
