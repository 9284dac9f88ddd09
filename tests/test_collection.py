"""The collection: every loss is whole and holds, its code agrees with other arithmetic, its pages tell what is so."""

from __future__ import annotations

import itertools
import json
import math
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import mpmath
import numpy as np
import pytest
import sympy
from commands import ROOT, fixture_base, fixture_installed, fixture_project, one_line, run  # noqa: F401
from emitted import module_of, values
from gathered import INEXACT, SCALAR, derived, inexact, turning

from derivations import catalogue, collection, own_files
from derivations.own import overview, plot, samples, shape
from derivations.own.definition import Loss
from derivations.own.families import FAMILIES
from derivations.own.kinks import symbol
from derivations.own.language import LossError
from derivations.own.result import Derived
from derivations.terms.places import free_names
from derivations.verify.verdict import Result

NAMES = collection.names()
PREDICTIONS = (0.37, -1.83, 2.71, -9.3, 13.1, -31.7)
"""At none of them a loss of the collection has a kink, with the labels and parameters that are tried."""
DIGITS = 100
RELATIVE = 1e-13
SMALLEST = float(np.finfo(float).tiny)


def test_there_are_many_in_all_families() -> None:
    assert len(SCALAR) >= 34
    found = {collection.family(name) for name in NAMES}
    assert found <= set(FAMILIES)
    assert found >= {"binary", "detection", "regression", "robust-regression", "count", "positive", "ranking",
                     "preference", "ordinal", "survival"}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_loss_has_words_and_sources(name: str) -> None:
    loss = derived(name).loss
    assert 1 <= len(re.findall(r"[.?!](?: |$)", loss.about)) <= 5
    assert loss.sources and loss.title != loss.name
    assert not loss.warnings
    assert set(loss.defaults) == set(loss.parameters) - set(loss.sizes)


@pytest.mark.parametrize("name", NAMES)
def test_a_loss_holds_by_its_kept_chain(name: str) -> None:
    found = derived(name)
    assert found._kept is not None, "run: derivations generate"
    assert free_names(found.loss.term)
    assert found.verify().publishable
    assert all(stage.result in (Result.PROVED, Result.CONSISTENT) for stage in found.verify().stages)
    assert found.has_code
    if name in SCALAR:  # how exact the code for vectors is, test_vectors.py tells
        assert inexact(found.inexact) == INEXACT.get(name, set())


# The code, beside SymPy's derivative of the definition.


def points_of(loss: Loss) -> list[dict[str, float]]:
    """Some points: every prediction with each label, the parameters at their usual numbers."""
    labels = [samples.some(loss.domains[name]) for name in loss.variables]
    fixed = {name: float(samples.usual(loss, name)) for name in loss.parameters}
    found = []
    for chosen in itertools.islice(itertools.product(*labels), 6):
        for number, first in enumerate(PREDICTIONS):
            rest = [PREDICTIONS[number - 1 - n] / 7 for n in range(len(loss.predictions) - 1)]
            values = dict(zip(loss.predictions, (first, *rest), strict=True))
            found.append(values | dict(zip(loss.variables, map(float, chosen), strict=True)) | fixed)
    return found


def whole(loss: Loss) -> sympy.Expr:
    """The definition in SymPy, its abbreviations put in."""
    found = shape.lowered(loss.term, loss)
    for name, term in reversed(loss.definition_terms.items()):
        found = found.subs(symbol(name, loss), shape.lowered(term, loss))
    return found


def in_many_digits(expression: sympy.Expr, loss: Loss, names: tuple[str, ...]) -> Callable[..., mpmath.mpf]:
    """A function that gives the expression to a hundred digits at least, anywhere but at a kink."""
    beside = expression.replace(sympy.DiracDelta, lambda *arguments: sympy.Integer(0))
    function = sympy.lambdify([symbol(name, loss) for name in names], beside, "mpmath")

    def value(point: dict[str, float]) -> mpmath.mpf:
        with mpmath.workdps(4 * DIGITS):
            return mpmath.mpf(function(*(mpmath.mpf(point[name]) for name in names)))

    return value


@pytest.mark.parametrize("name", SCALAR)
def test_the_code_agrees_with_a_hundred_digits(name: str) -> None:
    found = derived(name)
    loss, module, points = found.loss, module_of(name, found.code()), points_of(found.loss)
    formula, names = whole(loss), loss.predictions
    for order, quantity in ((0, "loss"), (1, "gradient"), (2, "hessian")):
        for by in itertools.combinations_with_replacement(range(len(names)), order):
            slope = formula
            for place in by:
                slope = slope.diff(symbol(names[place], loss))
            exact = in_many_digits(slope, loss, tuple(points[0]))
            for point in points:
                right = exact(point)
                column = [np.array([point[each]]) for each in names]
                numbers = {each: value for each, value in point.items() if each not in names}
                got = values(module, quantity, loss, column, numbers)[0]
                value = float(got[by] if len(names) > 1 and by else got)
                error = abs(value - right)
                if error > RELATIVE * max(abs(right), SMALLEST) and not any(
                    q.startswith(quantity) for q in INEXACT.get(name, ())
                ):
                    assert error <= 16 * 2.0**-53 * (abs(right) + turning(exact, point, right)), (quantity, by, point)


def test_a_wrong_derivative_would_be_seen() -> None:
    loss = derived("hinge").loss
    slope = in_many_digits(whole(loss).diff(symbol("z", loss)), loss, ("z", "y"))
    assert slope({"z": 0.37, "y": 1.0}) == -1
    assert slope({"z": 2.71, "y": 1.0}) == 0


# Shapes.

CONVEX = {
    True: ("hinge", "huber", "quantile", "logistic_margin", "pseudo_huber", "expectile", "bradley_terry", "triplet",
           "epsilon_insensitive", "smooth_hinge", "modified_huber", "tweedie", "poisson", "contrastive"),
    False: ("focal", "cauchy", "tukey_biweight", "savage", "welsch", "gaussian_learned_variance", "kto", "brier"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "holds"), [(name, holds) for holds, names in CONVEX.items() for name in names])
def test_convexity_is_as_books_have_it(name: str, holds: bool) -> None:
    assert derived(name).shape[0].holds is holds


def ramp(expression: str, **more: Any) -> shape.Answer:
    return Derived(Loss("ramp", expression, **more)).shape[0]


@pytest.mark.parametrize(
    "expression",
    [
        "min(1, max(0, 1 - z))",  # a kink downwards: its second derivative is 0 everywhere beside the kinks
        "-abs(z)",
        "where(z < 0, 0, 1 + z)",  # a jump of the loss itself
        "where(z < 0, z, z/2)",
        "z - max(0, z)",
    ],
)
def test_a_kink_downwards_is_no_convexity(expression: str) -> None:
    assert ramp(expression).holds is False


@pytest.mark.parametrize("expression", ["where(z < 0, -z, 2*z)", "max(0, abs(z) - 1)", "abs(z) + max(0, z)"])
def test_a_kink_upwards_is_convex(expression: str) -> None:
    assert ramp(expression).holds is True


# Pages.


@pytest.mark.parametrize("name", ["hinge", "poisson", "gaussian_learned_variance", "tukey_biweight", "kto"])
def test_a_plot_is_svg_of_the_lines_values(name: str) -> None:
    found = derived(name)
    context, results = found.plan.context, found._results
    text = plot.plot(found.loss, context, results)
    assert text == plot.plot(found.loss, context, results)
    pictures = re.findall(r"^<svg class=\"plot\".*?^</svg>\n</svg>$", text, re.MULTILINE | re.DOTALL)
    assert len(pictures) == 3
    for picture in pictures:
        tree = ElementTree.fromstring(picture)
        assert tree.get("role") == "img" and tree.get("aria-label")
        curves = [part for part in tree.iter() if part.get("class") == "plot-curve"]
        assert len(curves) == len(samples.curves(found.loss))
        for curve in curves:
            assert re.fullmatch(r"(?:[ML]-?\d+(?:\.\d)? -?\d+(?:\.\d)?)*", curve.get("d") or "")
    assert "nan" not in text and "inf" not in text


def test_a_curve_breaks_where_it_jumps_and_has_no_value() -> None:
    xs = np.arange(8.0)
    assert plot.path(xs, np.array([0, 0, 0, 0, 90, 90, 90, 90.0])).count("M") == 2
    assert plot.path(xs, np.array([0, 1, math.inf, 3, 4, 5, 6, 7])).count("M") == 2
    assert plot.path(xs, np.linspace(0, 70, 8)).count("M") == 1


def test_ticks_are_round_numbers() -> None:
    assert plot.ticks(-5, 5) == [-4, -2, 0, 2, 4]
    assert [round(tick, 9) for tick in plot.ticks(-0.013, 0.2512)] == [0, 0.1, 0.2]
    for low, high in ((0, 1), (-3e-5, 2e-5), (12, 1950), (-1, 1)):
        assert 2 <= len(plot.ticks(low, high)) <= 11


@pytest.mark.parametrize("name", NAMES)
def test_the_record_of_a_loss_is_plain(name: str) -> None:
    row = overview.row_of(derived(name))
    assert json.loads(json.dumps(row)) == row
    assert row["family"] in FAMILIES and row["verdict"] in ("proved", "consistent")
    cells = overview.table_row(row)
    assert not any("|" in cell.replace("\\|", "") for cell in cells.values())


def test_the_overview_has_every_loss_in_its_family() -> None:
    rows = [overview.row_of(derived(name)) for name in NAMES]
    pages = overview.pages(rows, "derivations generate")
    index = pages["examples/index.md"]
    for name in NAMES:
        part = re.split(r"^## ", index, flags=re.MULTILINE)
        (section,) = (text for text in part if f"({name}.md)" in text)
        assert section.startswith(FAMILIES[collection.family(name)]["en"])
    assert pages["multi-label.md"].count("](examples/") >= 7


# What the collection asks for, and what is remembered.


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "hinge"', 'name = "hinges"', "the file is called 'hinge' and the loss 'hinges'; rename one of them"),
        ('family = "binary"\n', "", "'family' is missing, which a loss of the collection has"),
        ('family = "binary"', 'family = "binry"', "there is no family 'binry'; did you mean 'binary'?"),
        ("max(0, 1 - y*z)", "max(0, 1 - y*x)", "'x' is not declared"),
        ("[loss]", "[loss", "it isn't TOML"),
    ],
)
def test_what_a_definition_lacks_is_told(
    old: str, new: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (collection.folder() / "hinge.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "hinge.toml").write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(collection, "paths", lambda: {"hinge": tmp_path / "hinge.toml"})
    with pytest.raises(LossError, match=re.escape(told)):
        collection.derived("hinge")


def test_everything_that_a_loss_is_made_from_is_in_its_key() -> None:
    """What making one imports of the package lies in the folders whose digest is the key of what is remembered."""
    script = "import sys; from derivations import collection; collection.make('hinge')\n"
    script += "print(*[m.__file__ for n, m in sys.modules.items() if n.startswith('derivations') and m.__file__])"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {Path(file).relative_to(ROOT).as_posix() for file in done.stdout.split()}
    plumbing = {f"derivations/{name}.py" for name in ("__init__", "cache", "outcome", "output", "secret")}
    # Pages of a loss share their formulas with those of identities and lessons, and take nothing from them.
    others = ("derivations/identities/", "derivations/tutorial/")
    outside = {file for file in loaded - plumbing if not file.startswith((*collection.ENGINE, *others))}
    assert len(loaded) > 80 and not outside


def test_a_changed_definition_makes_no_other_loss_anew(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a run that was interrupted lose what was finished."""
    folder = project / "docs/examples"
    monkeypatch.setattr(collection, "paths", lambda: {path.stem: path for path in sorted(folder.glob("*.toml"))})
    made: list[str] = []
    real = collection.make
    monkeypatch.setattr(collection, "make", lambda name: made.append(name) or real(name))
    monkeypatch.setattr(collection, "as_finished", lambda work, items: enumerate(map(work, items)))
    catalogue.engine.cache_clear()
    engine = catalogue.engine(project)
    before = {one.name: one for one in collection.every(project, engine)}
    assert not made and set(before) == set(NAMES)
    for name in ("hinge", "ipo"):
        path = folder / f"{name}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("title = ", "title = 'New' # "), encoding="utf-8")
    monkeypatch.setattr(collection, "make", lambda name: 1 / 0 if made else made.append(name) or real(name))
    with pytest.raises(ZeroDivisionError):
        list(collection.every(project, engine))
    monkeypatch.setattr(collection, "make", lambda name: made.append(name) or real(name))
    after = {one.name: one for one in collection.every(project, engine)}
    assert sorted(made) == ["hinge", "ipo"]
    assert after["hinge"].row["title"] == "New" and after["poisson"] == before["poisson"]
    catalogue.engine.cache_clear()


SHARED = "for the pages that losses share, run: derivations generate\n"


def test_generating_one_loss_writes_its_files_alone(project: Path) -> None:
    (project / "docs/examples/hinge.md").unlink()
    (project / "docs/losses/logistic.md").unlink()
    done = run("generate", "hinge", cwd=project)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "wrote docs/examples/hinge.md\n" + SHARED)
    status = dict(
        re.findall(r"^(\w+) .* (not generated|current|changed|generated) *$", run("list", cwd=project).stdout, re.M)
    )
    assert (status["hinge"], status["poisson"]) == ("current", "current")
    path = project / "docs/examples/poisson.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert re.search(r"^poisson .* changed *$", run("list", cwd=project).stdout, re.MULTILINE)


def test_a_loss_is_shown_and_checked_as_any_other(project: Path) -> None:
    shown = run("show", "hinge", "--format", "json", cwd=project)
    assert json.loads(shown.stdout)["loss"] == "hinge"
    page = run("show", "hinge", "--format", "markdown", cwd=project)
    assert page.returncode == 0 and page.stdout.startswith("# Hinge loss")
    for words in (["show", "hinge"], ["show", "hinge", "--stage", "gradient"], ["verify", "hinge", "logistic"]):
        done = run(*words, cwd=project)
        assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^hinge +\d+ +\d+ ", done.stdout, re.MULTILINE)
    assert "unknown loss 'hing'; did you mean 'hinge'?" in one_line(run("verify", "hing", cwd=project).stderr)


@pytest.mark.slow
def test_every_loss_is_verified() -> None:
    done = run("verify")
    assert (done.returncode, done.stderr) == (0, "")
    assert {line.split()[0] for line in done.stdout.splitlines()} >= set(catalogue.names())


def test_generated_modules_stand_beside_each_other(project: Path) -> None:
    """They are imported one by one, need neither SymPy nor each other, and give what a module by itself gives."""
    script = "import sys\nfrom derivations.generated import hinge, huber, poisson\nprint('sympy' in sys.modules)\n"
    script += "print(hinge.pointwise_loss(0.5, 1), poisson.gradient([0.0], [[1.0]], [2]))"
    done = subprocess.run([sys.executable, "-c", script], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["False", "0.5 [-1.]"]


def test_installed_losses_are_found(installed: Path, tmp_path: Path) -> None:
    done = run("show", "hinge", "--stage", "gradient", cwd=tmp_path, PYTHONPATH=str(installed))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Derivative by z" in done.stdout


def test_a_chain_that_is_lost_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "hinge.toml"
    shutil.copy(collection.folder() / "hinge.toml", path)
    kept = (collection.folder() / f"hinge{own_files.CHAIN}").read_text(encoding="utf-8")
    assert own_files.derived_from(path).chain == kept
