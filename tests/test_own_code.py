"""The emitted code of the examples against derivatives to a hundred digits, over their domains and at the edges.

The reference is SymPy's derivative of the definition as the file has it, evaluated by mpmath: nothing of the search, of
the rules or of the balls is in it.
"""

from __future__ import annotations

import itertools
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy
from gathered import INEXACT

from derivations import own_files
from derivations.own.definition import Loss
from derivations.own.result import Derived
from derivations.terms import core
from derivations.terms.lower import lower
from derivations.terms.places import free_names

NAMED = (
    "class_weighted_cross_entropy", "complementary_log_log", "dpo", "focal", "gamma", "label_smoothed_cross_entropy",
    "log_cosh", "negative_binomial", "poisson", "probit",
)  # fmt: skip
EXAMPLES = [Path(__file__).resolve().parent.parent / "docs" / "examples" / f"{name}.toml" for name in NAMED]
"""Some of the collection, looked at at very many points; all of it at a few in test_collection.py."""
SIZES = (1e-300, 1e-20, 1e-8, 1e-3, 0.1, 0.5, 1.0, 2.7, 5.0, 10.0, 20.0, 36.7, 40.0, 100.0, 300.0, 600.0, 700.0, 740.0)
PREDICTIONS = (0.0, *SIZES, *(-size for size in SIZES))
VALUES = {
    "{0, 1}": (0.0, 1.0), "[0, 1]": (0.0, 0.25, 1.0), "(0, inf)": (0.5, 1.0, 7.0), "{0, 1, 2, ...}": (0.0, 1.0, 12.0),
    "[0, inf)": (0.0, 2.0, 3.5), "real": (-1.5, 0.0, 4.0), "[0, 1)": (0.0, 0.1),
}  # fmt: skip
RELATIVE = 1e-13
SMALLEST = float(np.finfo(float).tiny)
DIGITS = 100
WORKING_DIGITS = (130, 850, 1700, 6_000, 7_000)


def module_of(derived: Derived) -> ModuleType:
    """The emitted module, imported."""
    made = ModuleType(derived.loss.name)
    exec(compile(derived.code(), f"{derived.loss.name}.py", "exec"), made.__dict__)
    return made


def expression(loss: Loss) -> sympy.Expr:
    """The definition in plain SymPy."""
    symbols = {name: sympy.Symbol(name, real=True) for name in loss.declared}
    known: dict[str, sympy.Expr] = {}
    for name, term in loss.definition_terms.items():
        known[name] = lower(term).xreplace({symbols[n]: known[n] for n in known})
    found = lower(loss.term).xreplace({symbols[n]: known[n] for n in known})
    argument = sympy.Wild("argument")
    return found.replace(1 - sympy.erfc(argument) / 2, sympy.erfc(-argument) / 2)  # else it takes 100,000 digits


def exact(formula: sympy.Expr, names: tuple[str, ...], points: list[tuple[float, ...]]) -> list[Any]:
    """The formula at the points, to a hundred digits: with ever more working digits, until two results agree so far."""
    function = sympy.lambdify([sympy.Symbol(name, real=True) for name in names], formula, "mpmath")
    return [to_hundred_digits(function, point) for point in points]


def to_hundred_digits(function: Any, point: tuple[float, ...]) -> Any:
    """The function at one point."""
    before = None
    for digits in WORKING_DIGITS:
        with mpmath.workdps(digits):
            try:
                now = function(*map(mpmath.mpf, point))
            except ZeroDivisionError:  # a difference that is 0 to so many digits
                continue
            if before is not None and abs(now - before) <= abs(now) * mpmath.mpf(10) ** -DIGITS:
                return now
            before = now
    raise AssertionError(f"{WORKING_DIGITS[-1]} digits don't tell the value at {point}")


def points_of(loss: Loss) -> list[tuple[float, ...]]:
    """Points of the domain: every size of a prediction, with the values of the others."""
    others = [VALUES[str(loss.domains[name])] for name in (*loss.variables, *loss.parameters)]
    others = [values[:2] for values in others] if len(others) > 2 else others
    # Of the normal distribution's tail mpmath would need 10,000 digits further out; there the balls measure it.
    terms = (loss.term, *loss.definition_terms.values())
    normal = any(isinstance(part, core.NormalDistribution) for term in terms for _, part in core.walk(term))
    far = 100 if normal else math.inf
    if len(loss.predictions) == 1:
        return [(z, *rest) for z in PREDICTIONS if abs(z) <= far for rest in itertools.product(*others)]
    pairs = [(z, 0.0) for z in PREDICTIONS] + [(0.25, z) for z in PREDICTIONS]
    return [(*pair, *rest) for pair in pairs for rest in itertools.product(*others)]


SLOW = ("focal", "probit")
"""The examples whose reference takes long, half a minute or so."""
CASES = [pytest.param(path, id=path.stem, marks=[pytest.mark.slow] * (path.stem in SLOW)) for path in EXAMPLES]


@pytest.mark.parametrize("path", CASES)
def test_gradient_and_hessian_agree_with_a_hundred_digits(path: Path) -> None:
    derived = own_files.derived_from(path)
    loss, module = derived.loss, module_of(derived)
    names = (*loss.predictions, *loss.variables, *loss.parameters)
    points = points_of(loss)
    columns = dict(zip(names, np.array(points).T, strict=True))
    formula = expression(loss)
    q = len(loss.predictions)
    gradient, hessian = [], []
    given = [columns[name] for name in (*loss.predictions, *loss.variables)]
    told = [tuple(float(columns[name][n]) for name in loss.parameters) for n in range(len(points))]
    for parameters in dict.fromkeys(told):
        chosen = [n for n, own in enumerate(told) if own == parameters]
        keywords = dict(zip(loss.parameters, parameters, strict=True))
        arguments = [column[chosen] for column in given]
        gradient += list(zip(chosen, module.pointwise_gradient(*arguments, **keywords), strict=True))
        hessian += list(zip(chosen, module.pointwise_hessian(*arguments, **keywords), strict=True))
    symbols = [sympy.Symbol(name, real=True) for name in names]
    for quantity, order in ((dict(gradient), 1), (dict(hessian), 2)):
        for by in itertools.product(range(q), repeat=order):
            slope = formula
            for place in by:
                slope = slope.diff(sympy.Symbol(loss.predictions[place], real=True))
            for n, right in enumerate(exact(slope, names, points)):
                got = float(np.asarray(quantity[n])[by]) if q > 1 else float(quantity[n])
                if abs(right) > np.finfo(float).max:
                    assert np.isinf(got) and (got > 0) == (right > 0), (points[n], got)
                    continue
                error = abs(mpmath.mpf(got) - right)
                if error > RELATIVE * max(abs(right), SMALLEST) and path.stem not in INEXACT:
                    there = [points[n]]
                    turns = [abs(exact(slope.diff(one) * one, names, there)[0]) for one in symbols]
                    assert error <= 16 * 2.0**-53 * (abs(right) + sum(turns)), (by, names, points[n], got, right)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_kept_chain_is_that_of_the_definition(path: Path) -> None:
    kept = own_files.derived_from(path)
    assert kept._kept is not None, "run: derivations generate"
    assert free_names(kept.loss.term)


def test_derivatives_by_parameters_and_variables_agree_with_a_hundred_digits() -> None:
    loss = Loss(
        "by_scale", "log(1 + exp(-beta*y*z)) + log(beta)*t**2", variables={"y": "{-1, 1}", "t": "real"},
        parameters={"beta": "(0, inf)"}, derivatives=("beta", "t"),
    )  # fmt: skip
    derived = Derived(loss)
    module, formula = module_of(derived), expression(loss)
    names = ("z", "y", "t", "beta")
    assert {f"pointwise_{kind}_{by}" for kind in ("gradient", "hessian") for by in ("beta", "t")} <= set(module.__all__)
    assert not derived.errors["derivative-beta"].after.broken
    predictions = (-700.0, -36.7, -0.5, 0.0, 1e-20, 2.7, 300.0)
    points = list(itertools.product(predictions, (-1.0, 1.0), (-1.5, 0.0), (0.5, 7.0)))
    for by, order in itertools.product(("beta", "t"), (1, 2)):
        function = getattr(module, f"pointwise_{('gradient', 'hessian')[order - 1]}_{by}")
        slope = formula.diff(sympy.Symbol(by, real=True), order)
        for point, right in zip(points, exact(slope, names, points), strict=True):
            got = float(function(*point[:3], beta=point[3]))
            assert abs(mpmath.mpf(got) - right) <= RELATIVE * max(abs(right), SMALLEST), (by, order, point, got)
