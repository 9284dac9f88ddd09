"""The examples run on real data, agree with scikit-learn, and say what is missing where something is."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from derivations import using
from derivations.examples import breast_cancer, digits
from derivations.examples.data import Uncertain, certain, certain_count, certain_size
from derivations.generated import logistic, softmax


@pytest.fixture(scope="module")
def results() -> breast_cancer.Results:
    return breast_cancer.run()


def test_coefficients_are_scikit_learn_s(results) -> None:
    """The same penalty, another solver on each side: 31 coefficients within 1e-6."""
    data = results.data
    assert data.X.shape == (569, 31)
    assert (data.X[:, 0] == 1).all()
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10).fit(data.X[:, 1:], data.y)
    np.testing.assert_allclose(results.theta[1:], model.coef_[0], rtol=0, atol=1e-6)
    np.testing.assert_allclose(results.theta[0], model.intercept_[0], rtol=0, atol=1e-6)
    assert results.difference <= 1e-6


def test_penalised_gradient_is_zero_at_the_fit(results) -> None:
    """Σ (h - y) x_j + θ_j = 0, and Σ (h - y) = 0 for the bias."""
    slope = logistic.gradient(results.theta, results.data.X, results.data.y, reduction="sum")
    slope[1:] += results.theta[1:]
    assert np.abs(slope).max() < 1e-8


def test_descent_lowers_the_loss_from_log_2(results) -> None:
    losses = [row.loss for row in results.descent]
    assert losses[0] == pytest.approx(np.log(2), rel=1e-15)
    assert all(after < before for before, after in zip(losses, losses[1:], strict=False))
    assert losses[-1] < 0.04
    assert [row.iteration for row in results.descent] == list(breast_cancer.ITERATIONS)
    assert results.descent[-1].mistakes < 10


def test_report_fits_a_terminal(results) -> None:
    report = breast_cancer.report(results)
    assert max(map(len, report.splitlines())) <= 80
    assert report.endswith("All 31 coefficients agree to 1e-6: yes")


def test_report_admits_a_difference(results) -> None:
    moved = breast_cancer.Results(
        results.data, results.descent, results.theta + 1e-4, results.reference, results.penalised_loss
    )
    assert breast_cancer.report(moved).endswith("All 31 coefficients agree to 1e-6: no, 1.0e-04")


def test_main_prints_the_report(results) -> None:
    command = [sys.executable, "-W", "error", "-X", "utf8", "-m", "derivations.examples.breast_cancer"]
    run = subprocess.run(command, cwd=Path(__file__).parents[1], capture_output=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.rstrip("\n") == breast_cancer.report(results)


def test_main_says_that_scikit_learn_is_missing(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert breast_cancer.main() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "breast_cancer: needs scikit-learn; install it with: python -m pip install scikit-learn\n"


# Digits


@pytest.fixture(scope="module")
def fits() -> digits.Results:
    return digits.run()


def test_coefficients_of_the_digits_are_scikit_learn_s(fits) -> None:
    """Fitted to a tight tolerance by another solver: 650 coefficients within 1e-5, the biases up to their mean."""
    data = fits.data
    assert data.X.shape == (1797, 65)
    assert (data.X[:, 0] == 1).all()
    model = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10).fit(data.X[:, 1:], data.y)
    np.testing.assert_allclose(fits.theta[1:], model.coef_.T, rtol=0, atol=1e-5)
    np.testing.assert_allclose(fits.theta[0], model.intercept_ - model.intercept_.mean(), rtol=0, atol=1e-5)
    assert fits.difference <= 1e-5
    p = softmax.predict_probability(fits.theta, data.X)
    np.testing.assert_allclose(p, model.predict_proba(data.X[:, 1:]), rtol=0, atol=1e-5)


def test_penalised_gradient_of_the_digits_is_zero(fits) -> None:
    """Σ (p_a − y_a) x_k + w_ka = 0, and Σ (p_a − y_a) = 0 for the biases; the columns of weights add up to 0."""
    slope = softmax.gradient(fits.theta, fits.data.X, fits.data.y, reduction="sum")
    slope[1:] += fits.theta[1:]
    assert np.abs(slope).max() < 1e-6
    np.testing.assert_allclose(fits.theta.sum(axis=1), 0, atol=1e-6)


def test_report_of_the_digits(fits) -> None:
    report = digits.report(fits)
    assert max(map(len, report.splitlines())) <= 80
    assert report.endswith("All 650 coefficients agree to 1e-05: yes")
    moved = digits.Results(fits.data, fits.theta + 1e-3, fits.reference, fits.penalised_loss, fits.slope)
    assert digits.report(moved).endswith("All 650 coefficients agree to 1e-05: no, 1.0e-03")


def test_digits_say_that_scikit_learn_is_missing(monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    assert digits.main() == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "digits: needs scikit-learn; install it with: python -m pip install scikit-learn\n"


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(0.6931471805599453, 6, "0.693147"), (-2.63299, 4, "-2.6330"), (3e-13, 6, "0.000000"), (-3e-13, 2, "0.00")],
)
def test_a_certain_number_is_rounded_as_usual(value, decimals, text) -> None:
    """Beside 0 the sign isn't certain, and isn't written."""
    assert certain(value, decimals) == text


@pytest.mark.parametrize(("value", "decimals"), [(0.5, 0), (1.25, 1), (1.2500000001, 1), (123456.78950001, 3)])
def test_a_number_close_to_where_rounding_turns_is_refused(value, decimals) -> None:
    """Another machine's sum in another order may lie on the other side."""
    with pytest.raises(Uncertain, match="print fewer digits"):
        certain(value, decimals)


def test_sizes_and_counts_are_certain_or_refused() -> None:
    assert certain_size(3.5623e-8, 1e-11) == "3.6e-08"
    assert certain_size(1e-13, 1e-11) == "< 1e-11"
    assert certain_count([0.1, 0.4, 0.6], 0.5) == 1
    for call in (
        lambda: certain_size(1.05e-11, 1e-11),
        lambda: certain_size(3.55e-8, 1e-11),
        lambda: certain_count([0.5], 0.5),
    ):
        with pytest.raises(Uncertain):
            call()


MACHINES = (
    {},
    {
        "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX512_SPR",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F,-AVX2_Usable,-FMA_Usable",
        "OPENBLAS_NUM_THREADS": "1", "OPENBLAS_CORETYPE": "Prescott", "LC_ALL": "tr_TR.UTF-8", "LANG": "de_DE.UTF-8",
        "TZ": "Pacific/Apia", "PYTHONHASHSEED": "5", "COLUMNS": "40",
    },
)  # fmt: skip
"""Environments in which arithmetic, language, time and hashes differ."""


@pytest.mark.parametrize("name", using.RUNS)
def test_an_example_prints_the_same_on_every_machine(name, tmp_path) -> None:
    """Other instructions for exp, log and matrix products; another language, time zone, hash seed, folder."""
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-W", "ignore", "-m", using.RUNS[name][0]]
    printed = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, **machine, "PYTHONPATH": str(root)},
        ).stdout
        for machine in MACHINES
    }
    assert len(printed) == 1
