"""Where code is measured: at points of the declared domains, and nowhere else."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from gathered import SCALAR, derived

from derivations.emit import points
from derivations.own.context import context_of
from derivations.own.definition import Loss
from derivations.own.stable import inputs_of

DOMAINS = (
    "real", "(0, inf)", "[0, inf)", "(-inf, 0)", "(-inf, 3]", "[0, 1]", "(0, 1)", "[0, 1)", "(-2, 5]", "[1, inf)",
    "(1, 2)", "{0, 1}", "{-1, 1}", "{1, 2, 5}", "{0, 1, 2, ...}", "{1, 2, ...}", "(1/3, 2/3)",
)  # fmt: skip


def outside(loss: Loss) -> list[tuple[str, float]]:
    """The variables and parameters that are measured where they can't be, with the value there."""
    inputs, context = inputs_of(loss), context_of(loss)
    defaults = {name: float(value) for name, value in loss.defaults.items()}
    found = points.grid(inputs, loss.predictions, context, defaults)
    found += points.unseen(inputs, loss.predictions, context, defaults, 1)
    return [
        (name, value)
        for point in found
        for name, value in zip(inputs, point, strict=True)
        if name not in loss.predictions and not (math.isfinite(value) and loss.domains[name].contains(Fraction(value)))
    ]


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("part", ["variables", "parameters"])
def test_nothing_is_measured_outside_a_declared_domain(domain: str, part: str) -> None:
    loss = Loss("own", "(z - a)**2", **{part: {"a": domain}})
    assert not outside(loss)


@pytest.mark.parametrize("name", SCALAR)
def test_no_loss_of_the_collection_is_measured_outside_its_domains(name: str) -> None:
    assert not outside(derived(name).loss)
