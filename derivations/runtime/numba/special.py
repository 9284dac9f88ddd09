"""Special functions of float64 as kernels: those of SciPy, called without Python in between.

In: float64. Out: float64, as exact as SciPy is: some 8 ulp times 1 + the condition number at the argument. SciPy's C
functions get names that compiled code refers to, so that loops which call them can be kept on disk; a pointer could
not. They run number by number, not on vectors.
"""

from collections.abc import Callable
from typing import Any

import llvmlite.binding
from numba import types
from numba.extending import get_cython_function_address
from scipy.special import cython_special

from .bits import bits, from_bits
from .compiling import kernel
from .math import HIGH_HALF, INFINITY, NAN, exp, select

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
erfcx = _from_scipy("erfcx")
ndtr = _from_scipy("ndtr")
log_ndtr = _from_scipy("log_ndtr")
gammaln = _from_scipy("gammaln")
digamma = _from_scipy("psi")


@kernel
def normal_density(x: float) -> float:
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
