"""Special functions of float64 as kernels: some of SciPy, called without Python in between, and some written out.

In: float64. Out: float64. SciPy's are some 8 ulp off, times 1 + the condition number at the argument; they run number
by number. Its C functions get names that compiled code refers to, so that loops which call them can be kept on disk; a
pointer could not. Those written out here have no branches, so that loops of them run on vectors.
"""

from collections.abc import Callable
from typing import Any

import llvmlite.binding
from numba import types
from numba.extending import get_cython_function_address
from scipy.special import cython_special

from .bits import bits, from_bits
from .compiling import kernel, polynomial
from .math import HIGH_HALF, INFINITY, NAN, absolute, exp, floor, log, log1p, select

# What Cython calls a function of a double that has one variant, or one of several.
_SPELLINGS = ("{}", "__pyx_fuse_0{}", "__pyx_fuse_1{}")
_KIND = '"double (double, int __pyx_skip_dispatch)"'

INVERSE_ROOT_OF_TWO_PI = 0.3989422804014327


def _from_scipy(name: str) -> Callable[[float], float]:
    """Return SciPy's function of one float64 of that name as a kernel.

    Raises:
        ImportError: SciPy has no such function.
    """
    known = cython_special.__pyx_capi__
    for spelling in (form.format(name) for form in _SPELLINGS):
        if _KIND in repr(known.get(spelling)):
            break
    else:
        raise ImportError(f"SciPy has no function {name} of a float64 for compiled code")
    symbol = f"derivations_{name}"
    llvmlite.binding.add_symbol(symbol, get_cython_function_address("scipy.special.cython_special", spelling))
    function: Any = types.ExternalFunction(symbol, types.float64(types.float64, types.int32))

    def call(x: float) -> float:
        return function(x, 0)

    call.__name__ = call.__qualname__ = name
    return kernel(call)


erf = _from_scipy("erf")
erfc = _from_scipy("erfc")
normal_cdf = _from_scipy("ndtr")
digamma = _from_scipy("psi")
_i0e = _from_scipy("i0e")
_i1e = _from_scipy("i1e")


@kernel
def normal_pdf(x: float) -> float:
    """Return exp(-x**2/2)/sqrt(2 pi), within 3 ulp: the square is split, so that none of it is rounded off."""
    high = from_bits(bits(x) & HIGH_HALF)
    low = x - high
    rest = select(low == 0.0, 0.0, (x + high) * low)
    small = select(high * high < 1500.0, exp(-0.5 * rest), 1.0)
    return INVERSE_ROOT_OF_TWO_PI * exp(-0.5 * high * high) * small


@kernel
def trigamma(x: float) -> float:
    """Return the second derivative of log(gamma(x)) for x > 0, within 4 ulp; inf at 0, nan below.

    Twelve steps of trigamma(x) = 1/x**2 + trigamma(x + 1), then the series for large x.
    """
    steps = 0.0
    for n in range(12):
        y = x + (11.0 - n)
        steps += 1.0 / (y * y)
    y = x + 12.0
    t = 1.0 / (y * y)
    series = 1.0 / 42.0 + t * (-1.0 / 30.0 + t * (5.0 / 66.0 + t * (-691.0 / 2730.0 + t * (7.0 / 6.0))))
    tail = (1.0 + 0.5 / y + t * (1.0 / 6.0 + t * (-1.0 / 30.0 + t * series))) / y
    return select(x > 0.0, tail + steps, select(x == 0.0, INFINITY, NAN))


@polynomial
def _scaled_tail(x: float) -> float:
    """Return exp(x**2) erfc(x) for x >= 0, within 4 ulp.

    (1 + 2 x) times that is a polynomial of t = 1 - 7.5/(x + 3.75), from -1 to 1, that interpolates at Chebyshev nodes.
    """
    t = 1.0 - 7.5 / (x + 3.75)
    s = t * t
    even = (
        (4.2433038251096756e-10 * s + -5.169080644815932e-09) * s + 3.866242066283792e-08
    ) * s + -2.586489910718322e-07
    even = ((even * s + 1.7516189406943677e-06) * s + -1.1444134389658475e-05) * s + 5.1649093885821704e-05
    even = ((even * s + 0.0002937136669846131) * s + -0.009746579558275152) * s + -0.05869339858961116
    even = ((even * s + -0.10880393014175023) * s + 0.0035854154854644583) * s + 1.2375126308378275
    odd = (
        (-3.7980647235900285e-11 * s + 5.485084520083625e-10) * s + -4.396921916762906e-09
    ) * s + 2.4301839484503084e-08
    odd = ((odd * s + -5.827501862768691e-08) * s + -9.728413451815077e-07) * s + 2.238390827660038e-05
    odd = ((odd * s + -0.0002901539781378384) * s + 0.0017556258321915355) * s + 0.02836227742154398
    odd = ((odd * s + 0.09230432116019638) * s + 0.08227673849015109) * s + -0.14024059858554702
    return (even + t * odd) / (1.0 + 2.0 * x)


@kernel
def erfcx(x: float) -> float:
    """Return exp(x**2) erfc(x), within 6 ulp times 1 + the condition number."""
    tail = _scaled_tail(absolute(x))
    return select(x < 0.0, 2.0 * exp_of_square(x) - tail, tail)


@kernel
def exp_of_square(x: float) -> float:
    """Return exp(x**2), within 3 ulp: the square is split, so that none of it is rounded off."""
    inside = select(absolute(x) > 30.0, 30.0, x)  # beyond it the result is inf
    high = from_bits(bits(inside) & HIGH_HALF)
    low = inside - high
    return exp(high * high) * exp(select(low == 0.0, 0.0, (inside + high) * low))


@kernel
def log_ndtr(x: float) -> float:
    """Return the logarithm of the normal distribution function, within 6 ulp times 1 + the condition number."""
    tail = 0.5 * _scaled_tail(0.7071067811865476 * absolute(x))
    half_square = 0.5 * x * x
    above = log1p(-tail * exp(-half_square))
    return select(x > 0.0, above, log(tail) - half_square)


@kernel
def mills_excess(x: float) -> float:
    """Return pdf(x)/cdf(x) + x of the normal distribution, within 12 ulp, with the fit of the runtime for NumPy."""
    ratio = 0.7978845608028654 / erfcx(-0.7071067811865476 * x)
    s = 1.0 / (2.0 - select(x < -0.5, x, -0.5))
    above = ((70.21979108947487 * s + 27700.888286488505) * s + 32900.64711897107) * s + 21976.418840848502
    above = ((above * s + 10779.381495603182) * s + 3846.8206570066577) * s + 1214.186685882535
    above = ((above * s + 252.66910252448093) * s + 57.8856440452018) * s + 5.571157228491819
    above = above * s + 0.9999999999999999
    below = ((13657.513285835788 * s + 21450.897983855226) * s + 20038.465737670234) * s + 11929.443651063446
    below = ((below * s + 6459.146188877595) * s + 2146.47019491331) * s + 848.9044006656757
    below = ((below * s + 152.04012886496824) * s + 48.74332958834476) * s + 3.5711572284915762
    below = below * s + 1.0
    return select(x < -0.5, s * (above / below), ratio + x)


@polynomial
def lgamma(x: float) -> float:
    """Return log(gamma(x)) for x > 0, within 8 ulp times 1 + the condition number; inf at 0, nan below.

    Below 5 by gamma(x + 1) = x gamma(x) from between 2 and 3, where a polynomial interpolates lgamma(2 + s)/s at
    Chebyshev nodes; above by Stirling's series, from 8 on.
    """
    small = x < 5.0
    up = select(x < 1.0, x * (x + 1.0), select(x < 2.0, x, 1.0))
    down = select(x < 3.0, 1.0, select(x < 4.0, x - 1.0, (x - 1.0) * (x - 2.0)))
    more = x * ((x + 1.0) * (x + 2.0)) * ((x + 3.0) * (x + 4.0))
    steps = log(select(small, up * down, select(x < 8.0, more, 1.0)))
    t = x - floor(x)
    s = t * t
    even = (
        (-1.4586003484400256e-08 * s + -8.157095534193105e-07) * s + -8.029176213047633e-06
    ) * s + -4.434429266466537e-05
    even = ((even * s + -0.00022307340973614113) * s + -0.0011927504708616357) * s + -0.007385550994468451
    even = (even * s + -0.06735230105315392) * s + 0.42278433509846713
    odd = (
        (1.5540880982714287e-07 * s + 2.886878253165098e-06) * s + 1.9474032684790926e-05
    ) * s + 9.920719737440423e-05
    odd = ((odd * s + 0.0005096498775058962) * s + 0.0028905099092988804) * s + 0.020580808426093205
    odd = odd * s + 0.32246703342411276
    near = t * (even + t * odd)
    y = select(x < 8.0, x + 5.0, x)
    s = 1.0 / (y * y)
    series = ((-0.029550653594771242 * s + 0.00641025641025641) * s - 0.0019175269175269176) * s + 0.0008417508417508417
    series = ((series * s - 0.0005952380952380953) * s + 0.0007936507936507937) * s - 0.002777777777777778
    far = (y - 0.5) * log(y) - y + (0.9189385332046727 + (series * s + 0.08333333333333333) / y)
    found = select(small, near, far) + select(small & (x >= 3.0), steps, -steps)
    return select(x > 0.0, select(x < INFINITY, found, x), select(x == 0.0, INFINITY, NAN))


@kernel
def log_i0(x: float) -> float:
    """Return the logarithm of the modified Bessel function I0."""
    return absolute(x) + log(_i0e(x))


@kernel
def bessel_ratio(x: float) -> float:
    """Return I1(x)/I0(x)."""
    return _i1e(x) / _i0e(x)
