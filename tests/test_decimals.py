"""Exponentials and logarithms of decimal numbers, as measuring works them out: those of the module ``decimal``."""

from __future__ import annotations

import decimal
import random
from decimal import Decimal

import pytest

from derivations.emit.decimals import worked_out


@pytest.mark.parametrize("digits", [6, 20, 50, 120, 300])
@pytest.mark.parametrize("method", [Decimal.exp, Decimal.ln], ids=["exp", "ln"])
def test_they_agree_to_the_last_digit(method, digits) -> None:
    draw = random.Random(digits)
    with decimal.localcontext() as context:
        context.prec, context.Emax, context.Emin = digits, decimal.MAX_EMAX, decimal.MIN_EMIN
        for _ in range(150):
            x = Decimal(draw.randint(1, 10 ** draw.choice((3, 17, 40)))) * Decimal(10) ** draw.randint(-60, 3)
            x = 1 + x * Decimal(10) ** -draw.randint(0, 60) if draw.random() < 0.2 else x
            if method is Decimal.exp:
                x = x * draw.choice((1, -1))
                if x.adjusted() > 7:
                    continue
            assert worked_out(method, x) == method(x), x


@pytest.mark.parametrize("text", ["0", "1", "-0", "Infinity", "1e-9000", "1e-300", "1e300"])
def test_they_agree_at_edges(text) -> None:
    with decimal.localcontext() as context:
        context.prec, context.Emax, context.Emin = 40, decimal.MAX_EMAX, decimal.MIN_EMIN
        for trap in context.traps:
            context.traps[trap] = False
        assert worked_out(Decimal.ln, Decimal(text)) == Decimal(text).ln()
        if Decimal(text).adjusted() < 20:
            assert worked_out(Decimal.exp, Decimal(text)) == Decimal(text).exp()


def test_the_precision_of_the_context_counts() -> None:
    found = []
    for digits in (10, 30):
        with decimal.localcontext() as context:
            context.prec = digits
            found.append(worked_out(Decimal.exp, Decimal("0.1")))
    assert found == [Decimal("1.105170918"), Decimal("1.10517091807564762481170782649")]
