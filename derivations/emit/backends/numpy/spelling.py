"""How NumPy and SciPy spell the operations of a kernel program, and how tightly they bind."""

from __future__ import annotations

SUM, PRODUCT, SIGN, ATOM = range(4)
"""How tightly Python's operators bind; comparisons stand only where nothing else does."""
LOOSE = -1

INFIX: dict[str, tuple[str, int, int, int]] = {
    "add": ("{} + {}", SUM, SUM, PRODUCT),
    "subtract": ("{} - {}", SUM, SUM, PRODUCT),
    "multiply": ("{} * {}", PRODUCT, PRODUCT, SIGN),
    "divide": ("{} / {}", PRODUCT, PRODUCT, SIGN),
    "negative": ("-{}", SIGN, SIGN, SIGN),
    "power": ("{} ** {}", SIGN, ATOM, SIGN),
    "less": ("{} < {}", LOOSE, SUM, SUM),
    "less_equal": ("{} <= {}", LOOSE, SUM, SUM),
    "equal": ("{} == {}", LOOSE, SUM, SUM),
    "unequal": ("{} != {}", LOOSE, SUM, SUM),
}
"""The text, how tightly it binds, and how tightly its parts must."""

CALLS: dict[str, str] = {
    "exp": "np.exp", "log": "np.log", "log1p": "np.log1p", "expm1": "np.expm1", "abs": "np.abs", "sqrt": "np.sqrt",
    "sign": "np.sign", "max": "np.maximum", "min": "np.minimum", "select": "np.where", "tanh": "np.tanh",
    "cosh": "np.cosh", "sinh": "np.sinh", "sin": "np.sin", "cos": "np.cos", "atan": "np.arctan", "rint": "np.rint",
    "erf": "special.erf", "erfc": "special.erfc", "erfcx": "special.erfcx", "normal_cdf": "special.ndtr",
    "log_ndtr": "special.log_ndtr", "lgamma": "special.gammaln", "digamma": "special.digamma",
    "sum_of_others": "sum_of_others",
}  # fmt: skip
"""What is one call."""

FORMS: dict[str, str] = {
    "sum": "np.sum({}, axis=-1)", "product": "np.prod({}, axis=-1)", "largest": "np.max({}, axis=-1)",
    "trigamma": "special.zeta(2, {})", "first": "{}[..., 0]", "log1mexp": "np.log(-np.expm1(-{}))",
    "log_i0": "np.log(special.i0e({0})) + np.abs({0})",
}  # fmt: skip
"""What is a call with more to it; its parts are names or calls."""
