"""How kernels that Numba compiles spell the operations of a kernel program. The names are those of the runtime."""

from __future__ import annotations

from ....functions import FUNCTIONS

CALLS: dict[str, str] = {"select": "select"} | {record.word: record.numba for record in FUNCTIONS}
"""How operations are spelled that aren't operators, functions as their records say."""

OF_FRACTION = {"log1p": "log1p_of_fraction"}
"""Functions that are quicker between 0 and 1, and what they are called there."""

MATH = frozenset({
    "atan", "cos", "cosh", "exp", "expm1", "exprel", "isnan", "log", "log1mexp", "log1p", "log1p_of_fraction",
    "maximum", "minimum", "power", "rint", "select", "sigmoid", "sign", "sin", "sinh", "softplus", "sqrt", "tanh",
})  # fmt: skip
"""What ``derivations.runtime.numba.math`` has."""
SPECIAL = frozenset({
    "bessel_ratio", "digamma", "erf", "erfc", "erfcx", "lgamma", "log_i0", "log_ndtr", "mills_excess", "normal_cdf",
    "normal_pdf", "trigamma",
})  # fmt: skip
"""What ``derivations.runtime.numba.special`` has."""
KNOWN = MATH | SPECIAL | {"abs"}
"""These, and what Numba knows by itself."""
