"""exp and ln of decimal numbers, to the last digit those of the module ``decimal``, a hundred times as fast.

In: a method of ``Decimal``, a number. Out: what the method gives in the current context. Both round correctly, so there
is one answer; Arb finds it with so many bits that all numbers of its ball are rounded to it.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from decimal import Decimal

from flint import arb, ctx

Method = Callable[[Decimal], Decimal]

FUNCTIONS: dict[Method, Callable[[arb], arb]] = {Decimal.exp: lambda x: x.exp(), Decimal.ln: lambda x: x.log()}
LARGEST, FARTHEST = 17, 5000
"""The largest power of ten of which Arb is asked for the exponential; and of a number or its reciprocal in any case."""
SPARE = (12, 60, 400)
"""How many digits more are tried than are asked for."""
BITS_PER_DIGIT = 3.33
MOST = 20_000
"""How many values are remembered."""

_known: dict[tuple[Method, Decimal, int], Decimal] = {}


def worked_out(method: Method, x: Decimal) -> Decimal:
    """What a method gives for a number, rounded to the digits of the current context."""
    context = decimal.getcontext()
    if method not in FUNCTIONS or not x.is_finite() or x in (0, 1) or abs(x.adjusted()) > FARTHEST:
        return method(x)
    if x < 0 if method is Decimal.ln else x.adjusted() > LARGEST:
        return method(x)
    key = (method, x, context.prec)
    if key not in _known:
        if len(_known) >= MOST:
            _known.clear()
        found = by_balls(FUNCTIONS[method], x, context.prec)
        _known[key] = method(x) if found is None else found
    return _known[key]


def by_balls(function: Callable[[arb], arb], x: Decimal, digits: int) -> Decimal | None:
    """A function of a number to so many digits; None where no number of bits that is tried tells the last one."""
    before = ctx.prec
    try:
        for spare in SPARE:
            ctx.prec = int((digits + spare + 2 * LARGEST) * BITS_PER_DIGIT)
            middle, _, radius = function(arb(str(x))).str(digits + spare).strip("[]").partition(" +/- ")
            with decimal.localcontext() as context:
                context.prec = 2 * (digits + spare)
                ends = [Decimal(middle) + side * Decimal(radius or "0") for side in (-1, 1)]
                context.prec = digits
                low, high = map(context.plus, ends)
            if low == high:
                return low
        return None
    finally:
        ctx.prec = before
