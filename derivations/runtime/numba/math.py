"""Elementary functions of float64 as kernels: polynomials without branches, so that loops of them run on vectors.

In: float64, any value. Out: float64; nan for nan, the limits at infinities. Errors were measured against Arb
(`tests/test_numba_math.py` holds them). Coefficients interpolate at Chebyshev nodes: less than 0.12 units in the last
place of the result.
"""

import math

from .bits import (
    bits,
    choose,
    from_bits,
    magnitude,
    nearest,
    shift_right,
    towards_zero,
    whole_above,
    whole_below,
    with_sign_of,
)
from .compiling import kernel, polynomial

INFINITY = math.inf
NAN = math.nan
LOG2_E = 1.4426950408889634
# log(2) in two parts; the first has 42 bits, so that its product with an exponent is exact.
LOG_2_HIGH = 0.693147180559663
LOG_2_LOW = 2.8235290563031577e-13
# 1.5 * 2**52: a number of less than 51 bits, added to it, is rounded to a whole one that stands in the last bits.
ROUNDER = 6755399441055744.0
ROUNDER_BITS = 0x4338000000000000
# The exponent 2**52 puts a whole number under 2**52 into the last bits.
HOLDER = 4503599627370496.0
HOLDER_BITS = 0x4330000000000000
ONE_BITS = 0x3FF0000000000000
ROOT_HALF_BITS = 0x3FE6A09E667F3BCD
LARGEST_EXPONENT = 709.782712893384  # log of the largest float64
SMALLEST_EXPONENT = -708.3964185322641  # log of the smallest normal one
EXPONENT = -0x10000000000000  # the bits of sign and exponent
BIAS = 1023
HIGH_HALF = -0x8000000  # the bits of a number without its last 27


@kernel
def select(condition: bool, a: float, b: float) -> float:
    """Return a where the condition holds, else b; both are worked out, so that there is no branch."""
    return choose(condition, a, b)


@kernel
def absolute(x: float) -> float:
    """Return |x|."""
    return magnitude(x)


@kernel
def sign(x: float) -> float:
    """Return -1, 0 or 1; nan for nan."""
    return choose(x > 0.0, 1.0, choose(x < 0.0, -1.0, x))


@kernel
def copysign(x: float, y: float) -> float:
    """Return |x| with the sign of y."""
    return with_sign_of(x, y)


@kernel
def minimum(a: float, b: float) -> float:
    """Return the smaller, nan if one is nan."""
    return choose(a != a, a, choose(a < b, a, b))


@kernel
def maximum(a: float, b: float) -> float:
    """Return the larger, nan if one is nan."""
    return choose(a != a, a, choose(a > b, a, b))


@kernel
def fmin(a: float, b: float) -> float:
    """Return the smaller, the other if one is nan."""
    return choose(a != a, b, choose(a > b, b, a))


@kernel
def fmax(a: float, b: float) -> float:
    """Return the larger, the other if one is nan."""
    return choose(a != a, b, choose(a < b, b, a))


@kernel
def rint(x: float) -> float:
    """Return the nearest whole number, the even one of two."""
    return nearest(x)


@kernel
def floor(x: float) -> float:
    """Return the largest whole number that is not larger."""
    return whole_below(x)


@kernel
def ceil(x: float) -> float:
    """Return the smallest whole number that is not smaller."""
    return whole_above(x)


@kernel
def trunc(x: float) -> float:
    """Return x without its fraction."""
    return towards_zero(x)


@kernel
def sqrt(x: float) -> float:
    """Return the square root, correctly rounded; nan for negative numbers."""
    return math.sqrt(x)


@kernel
def isnan(x: float) -> bool:
    """Tell whether x is nan."""
    return x != x


@kernel
def isinf(x: float) -> bool:
    """Tell whether x is infinite."""
    return magnitude(x) == INFINITY


@kernel
def isfinite(x: float) -> bool:
    """Tell whether x is neither infinite nor nan."""
    return magnitude(x) < INFINITY


@kernel
def square(x: float) -> float:
    """Return the product of x with itself."""
    return x * x


@kernel
def ldexp(x: float, n: float) -> float:
    """Return x 2**n for a whole number n, rounded once; three factors reach every power that matters."""
    n = choose(n > 2100.0, 2100.0, choose(n < -2100.0, -2100.0, n))
    third = towards_zero(n * 0.3333333333333333)
    factor = _power_of_two(third)
    return x * factor * factor * _power_of_two(n - 2.0 * third)


@kernel
def _power_of_two(n: float) -> float:
    """Return 2**n for a whole number n from -1022 to 1023."""
    return from_bits((bits(n + ROUNDER) - ROUNDER_BITS + BIAS) << 52)


@polynomial
def _tail_of_exp(r: float) -> float:
    """Return (exp(r) - 1 - r)/r**2 for |r| up to log(2)/2."""
    a = r * r
    low = (0.5000000000000001 + 0.16666666666666669 * r) + a * (0.041666666666623824 + 0.008333333333330039 * r)
    middle = (0.0013888888917367081 + 0.00019841269863171557 * r) + a * (
        2.4801521057868204e-05 + 2.7557268276905696e-06 * r
    )
    return low + (a * a) * (middle + (a * a) * (2.7620201591031547e-07 + 2.5100472505694996e-08 * r))


@polynomial
def exp(x: float) -> float:
    """Return e**x, within 1 ulp; beyond the range it is inf, and 0 where e**x is below the smallest normal number."""
    held = x * LOG2_E + ROUNDER
    n = held - ROUNDER
    high = x - n * LOG_2_HIGH
    r = high - n * LOG_2_LOW
    # `high` is exact, r is not: its rounding stays out of the large term.
    e = 1.0 + (high + ((r * r) * _tail_of_exp(r) - n * LOG_2_LOW))
    # The last bits of `held` are those of n; they are added to the exponent of e.
    scaled = from_bits(bits(e) + (bits(held) << 52))
    return choose(x <= LARGEST_EXPONENT, choose(x >= SMALLEST_EXPONENT, scaled, 0.0), x * INFINITY)


@polynomial
def expm1(x: float) -> float:
    """Return e**x - 1, within 1.5 ulp."""
    y = choose(x > 710.0, 710.0, choose(x < -40.0, -40.0, x))
    held = y * LOG2_E + ROUNDER
    n = held - ROUNDER
    high = y - n * LOG_2_HIGH
    r = high - n * LOG_2_LOW
    rest = (high - r) - n * LOG_2_LOW
    # Half of it, as 2**1024 is past the range.
    half = from_bits((bits(held) - ROUNDER_BITS + (BIAS - 1)) << 52)
    e = ((half - 0.5) + half * r) + half * ((r * r) * _tail_of_exp(r) + rest)
    return choose(magnitude(x) < 1e-17, x, 2.0 * e)


@polynomial
def _log1p_reduced(f: float, n: float) -> float:
    """Return n log(2) + log(1 + f) for sqrt(1/2) <= 1 + f < sqrt(2)."""
    s = f / (2.0 + f)
    t = s * s
    a = t * t
    low = (0.666666666666667 + 0.3999999999989938 * t) + a * (0.28571428626031065 + 0.2222221112572281 * t)
    q = low + (a * a) * ((0.18182889786191042 + 0.15331699633543858 * t) + a * 0.14616721179861816)
    return n * LOG_2_HIGH + (f - (s * (f - t * q) - n * LOG_2_LOW))


@polynomial
def log(x: float) -> float:
    """Return the natural logarithm, within 1 ulp; -inf at 0, nan for negative numbers."""
    small = x < 2.2250738585072014e-308
    y = choose(small, x * 18014398509481984.0, x)
    raised = bits(y) + (ONE_BITS - ROOT_HALF_BITS)
    exponent = shift_right(raised, 52)
    f = from_bits((raised & 0xFFFFFFFFFFFFF) + ROOT_HALF_BITS) - 1.0
    n = (from_bits(exponent + HOLDER_BITS) - HOLDER) - choose(small, 1077.0, 1023.0)
    found = _log1p_reduced(f, n)
    return choose(x > 0.0, choose(x < INFINITY, found, INFINITY), choose(x == 0.0, -INFINITY, NAN))


@polynomial
def log1p(x: float) -> float:
    """Return log(1 + x), within 1 ulp; -inf at -1, nan below."""
    raised = bits(1.0 + x) + (ONE_BITS - ROOT_HALF_BITS)
    shift = (raised & EXPONENT) - ONE_BITS
    # 2**-n (1 + x) - 1 without the rounding of 1 + x: exact where n = 0, and small beside n log(2) elsewhere.
    f = choose(shift == 0, x, from_bits(bits(x) - shift)) + (from_bits(ONE_BITS - shift) - 1.0)
    n = (from_bits(shift_right(raised, 52) + HOLDER_BITS) - HOLDER) - 1023.0
    found = _log1p_reduced(f, n)
    return choose(x > -1.0, choose(x < INFINITY, found, INFINITY), choose(x == -1.0, -INFINITY, NAN))


@polynomial
def log1p_of_fraction(x: float) -> float:
    """Return log(1 + x) for 0 <= x <= 1, within 1.2 ulp: what follows e**-|z|, in less time than `log1p`."""
    s = x / (2.0 + x)
    t = s * s
    a = t * t
    low = (0.6666666666666666 + 0.40000000000014585 * t) + a * (0.2857142856710876 + 0.22222222717427864 * t)
    middle = (0.18181789436132859 + 0.15385570064958623 * t) + a * (0.13314144209654935 + 0.12001072809590713 * t)
    q = low + (a * a) * (middle + (a * a) * (0.08800738486144674 + 0.1616404561194353 * t))
    return x - s * (x - t * q)


@kernel
def sigmoid(x: float) -> float:
    """Return 1/(1 + e**-x), within 2.5 ulp, for large negative numbers too."""
    e = exp(-magnitude(x))
    return choose(x > 0.0, 1.0, e) / (1.0 + e)


@kernel
def softplus(x: float) -> float:
    """Return log(1 + e**x), within 2 ulp, for large numbers too."""
    return log1p_of_fraction(exp(-magnitude(x))) + choose(x > 0.0, x, 0.0)


@kernel
def tanh(x: float) -> float:
    """Return the hyperbolic tangent, within 3.5 ulp."""
    t = expm1(-2.0 * magnitude(x))
    return with_sign_of(t / (2.0 + t), x)


@kernel
def sinh(x: float) -> float:
    """Return the hyperbolic sine, within 3 ulp."""
    t = expm1(magnitude(x))
    found = choose(t < 1e300, 0.5 * (t + t / (1.0 + t)), _half_exp(magnitude(x)))
    return with_sign_of(found, x)


@kernel
def cosh(x: float) -> float:
    """Return the hyperbolic cosine, within 2.5 ulp."""
    a = magnitude(x)
    e = exp(a)
    return choose(e < 1e300, 0.5 * e + 0.5 / e, _half_exp(a))


@kernel
def _half_exp(x: float) -> float:
    """Return e**x/2, which is in the range a little longer than e**x."""
    return exp(x - 1.0) * 1.3591409142295225


@polynomial
def power(x: float, y: float) -> float:
    """Return x**y, within 2 ulp and one more for each 2 of |y|; nan for x < 0 unless y is whole.

    Of x = 2**n (1 + f) the powers of 2**n and of 1 + f are taken apart: y n is exact but for the last digits of y, and
    the logarithm of 1 + f is small, so that a large exponent loses no digits of them.
    """
    a = magnitude(x)
    small = a < 2.2250738585072014e-308
    raised = bits(choose(small, a * 18014398509481984.0, a)) + (ONE_BITS - ROOT_HALF_BITS)
    f = from_bits((raised & 0xFFFFFFFFFFFFF) + ROOT_HALF_BITS) - 1.0
    n = (from_bits(shift_right(raised, 52) + HOLDER_BITS) - HOLDER) - choose(small, 1077.0, 1023.0)
    w = choose(y > 1e300, 1e300, choose(y < -1e300, -1e300, y))
    high = from_bits(bits(w) & HIGH_HALF)
    product = high * n
    whole = nearest(product)
    rest = w * _log1p_reduced(f, 0.0) + ((product - whole) + (w - high) * n) * 0.6931471805599453
    found = _exp_times_power_of_two(rest, whole)
    found = choose(a == 0.0, choose(y > 0.0, 0.0, INFINITY), choose(a == INFINITY, choose(y > 0.0, a, 0.0), found))
    half = 0.5 * y
    odd = (nearest(y) == y) & (nearest(half) != half)
    found = choose(x < 0.0, choose(nearest(y) == y, choose(odd, -found, found), NAN), found)
    return choose((y == 0.0) | (x == 1.0), 1.0, choose((x != x) | (y != y), NAN, found))


@polynomial
def _exp_times_power_of_two(x: float, n: float) -> float:
    """Return e**x 2**n for a whole number n, where neither is large if their product is in the range."""
    total = n + x * LOG2_E
    inside = magnitude(total) < 1200.0
    x, n = choose(inside, x, 0.0), choose(inside, n, choose(total > 0.0, 1200.0, -1200.0))
    k = (x * LOG2_E + ROUNDER) - ROUNDER
    high = x - k * LOG_2_HIGH
    r = high - k * LOG_2_LOW
    e = 1.0 + (high + ((r * r) * _tail_of_exp(r) - k * LOG_2_LOW))
    half = towards_zero(0.5 * (n + k))
    return e * _power_of_two(half) * _power_of_two((n + k) - half)


@kernel
def log1mexp(x: float) -> float:
    """Return log(1 - e**-x), within 3 ulp; -inf at 0, nan for negative numbers."""
    return choose(x > 0.6931471805599453, log1p(-exp(-x)), log(-expm1(-x)))


@kernel
def exprel(x: float) -> float:
    """Return (e**x - 1)/x, within 3 ulp, more where that is near the end of the range; 1 at 0."""
    half = exp(0.5 * x)
    found = choose(x > 700.0, half / x * half, expm1(x) / x)
    return choose(x == 0.0, 1.0, choose(x == INFINITY, x, found))


@kernel
def sin(x: float) -> float:
    """Return the sine as the C library does, number by number."""
    return math.sin(x)


@kernel
def cos(x: float) -> float:
    """Return the cosine as the C library does, number by number."""
    return math.cos(x)


@kernel
def log2(x: float) -> float:
    """Return the logarithm to base 2 as the C library does, number by number."""
    return math.log2(x) if x > 0.0 else log(x)


@kernel
def atan(x: float) -> float:
    """Return the arc tangent as the C library does, number by number."""
    return math.atan(x)
