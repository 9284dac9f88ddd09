"""Elementary functions of float64, correctly rounded: the same on every processor. In: float64. Out: float64.

NumPy's and the C library's exp, log, power and the like differ in their last bit from one processor to another, so
nothing that a file shows may depend on them. Sums, products, quotients and square roots are exact to half a unit
everywhere, by IEEE 754. Every other function is worked out by Arb with so many bits that rounding it is beyond doubt,
and remembered by its argument.
"""

from __future__ import annotations

import ast
import math
import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any

import numpy as np
from flint import arb, ctx
from numpy.typing import NDArray

from ..functions import FUNCTIONS as RECORDS
from ..functions import Function, balls
from ..functions.scalar import Scalar

Array = NDArray[np.float64]

BITS = 192
"""The working precision. No float64 is known whose exponential, logarithm or power needs more than about 120."""
MOST = 100_000
"""How many values of a function are remembered."""
MOST_ARRAYS = 64
"""Of how many whole arrays the values are remembered: forms that are compared have most of their parts in common."""


def limited(value: arb) -> float:
    """The float64 next to a ball; nan where it has no value."""
    return float(value)


def power_of_ten(x: float) -> float:
    """10**x."""
    return power(10.0, x)


def bell(draw: random.Random, scale: float) -> float:
    """A number like one of a normal distribution, by sums alone: ``draw.gauss`` asks the C library for logarithms."""
    return scale * (math.fsum(draw.random() for _ in range(12)) - 6)


def by_logarithm(base: int) -> Scalar:
    """The logarithm to a base."""
    return Scalar(lambda x: balls.log(x) / arb(base).log(), math.nan, math.inf, at={0.0: -math.inf})


def called(record: Function) -> str:
    """What NumPy or SciPy calls a function; where it isn't a single name of theirs, its word."""
    home, _, name = (record.numpy or "").partition(".")
    return name if home in ("np", "special") and name.isidentifier() else record.word


FUNCTIONS: dict[str, Scalar] = {
    "log2": by_logarithm(2),
    "log10": by_logarithm(10),
    **{
        called(record): record.scalar
        for record in RECORDS
        if isinstance(record.scalar, Scalar) and not record.scalar.exact
    },
}
"""Each function of one number that IEEE 754 doesn't round by itself."""


def elementwise(name: str) -> Callable[..., Any]:
    """A function of arrays, or of single numbers, that stands for NumPy's or SciPy's of that name."""
    one = FUNCTIONS[name]
    known: dict[float, float] = {}
    arrays: dict[bytes, Array] = {}

    def apply(x: Any) -> Any:
        given = np.asarray(x, dtype=np.float64)
        key = given.tobytes()
        found = arrays.get(key)
        if found is None:
            if len(arrays) >= MOST_ARRAYS:
                arrays.clear()
            if len(known) >= MOST:
                known.clear()
            results = []
            for number in given.ravel().tolist():
                result = known.get(number) if number else one(number)
                if result is None:
                    result = known[number] = one(number)
                results.append(result)
            found = arrays[key] = np.array(results)
        return found.reshape(given.shape).copy() if given.ndim else np.float64(found[0])

    apply.__name__ = name
    return apply


EXACT_POWERS: dict[float, Callable[[Array], Array]] = {
    0.5: np.sqrt,
    1.0: np.positive,
    2.0: np.square,
    -1.0: np.reciprocal,
    0.0: np.ones_like,
}
"""Powers that are operations of IEEE 754."""


@lru_cache(maxsize=MOST)
def power_of(a: float, b: float) -> float:
    """A power of two finite numbers, of which neither is 0 or 1."""
    before, ctx.prec = ctx.prec, BITS
    try:
        if a > 0:
            return limited((arb(a).log() * b).exp()) if abs(b) < 2**60 else far_power(a, b)
        if b != int(b):
            return math.nan
        size = limited((arb(-a).log() * b).exp()) if abs(b) < 2**60 else far_power(-a, b)
        return -size if int(b) % 2 else size
    finally:
        ctx.prec = before


def far_power(a: float, b: float) -> float:
    """A power whose exponent is huge: 0 or infinite, or 1 for a base of 1."""
    if a == 1:
        return 1.0
    return math.inf if (a > 1) == (b > 0) else 0.0


_powers: dict[tuple[bytes, bytes], Array] = {}
"""Powers of whole arrays that were worked out."""


def power(a: Any, b: Any) -> Any:
    """``a**b``, correctly rounded; numbers that aren't float64 have powers of their own."""
    if not (isinstance(a, float | np.ndarray | np.floating) or isinstance(b, float | np.ndarray | np.floating)):
        return a**b
    if isinstance(b, float | int) and float(b) in EXACT_POWERS:
        with np.errstate(all="ignore"):
            return EXACT_POWERS[float(b)](np.asarray(a, dtype=np.float64))[()]
    base, exponent = np.broadcast_arrays(np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64))
    key = base.tobytes(), exponent.tobytes()
    results = _powers.get(key)
    if results is None:
        if len(_powers) >= MOST_ARRAYS:
            _powers.clear()
        pairs = zip(base.ravel().tolist(), exponent.ravel().tolist(), strict=True)
        results = _powers[key] = np.array([scalar_power(x, y) for x, y in pairs])
    found = results.reshape(base.shape).copy()
    return found if base.ndim else (float(found) if isinstance(a, float) and isinstance(b, float) else found[()])


def scalar_power(a: float, b: float) -> float:
    """A power of two float64, special ones as IEEE 754 has them."""
    if b == 0 or a == 1:
        return 1.0
    if a != a or b != b:
        return math.nan
    if a == 0 or math.isinf(a) or math.isinf(b):
        return special_power(a, b)
    return power_of(a, b)


def special_power(a: float, b: float) -> float:
    """A power with 0 or infinity in it; none of these is rounded."""
    if math.isinf(b):
        size = abs(a)
        return 1.0 if size == 1 else math.inf if (size > 1) == (b > 0) else 0.0
    odd = b == int(b) and int(b) % 2 == 1
    size = (0.0 if b > 0 else math.inf) if a == 0 else (math.inf if b > 0 else 0.0)
    return math.copysign(size, a) if odd else size


SPECIAL = tuple(called(record) for record in RECORDS if f"special.{called(record)}" == record.numpy)
"""The functions that code takes from SciPy."""

ROUNDED = {name: elementwise(name) for name in FUNCTIONS}
"""The functions, by the names that NumPy and SciPy have for them."""

exp, log = ROUNDED["exp"], ROUNDED["log"]


def zeta(order: Any, x: Any) -> Any:
    """The zeta function of Hurwitz of order 2, which is trigamma.

    Raises:
        ValueError: The order is another.
    """
    if order != 2:
        raise ValueError(f"the zeta function of order {order} isn't worked out")
    return ROUNDED["trigamma"](x)


def replaced(module: ModuleType, **functions: Any) -> ModuleType:
    """A module with some of its functions replaced."""
    made = ModuleType(module.__name__)
    made.__dict__.update(module.__dict__)
    made.__dict__.update(functions)
    return made


@lru_cache(maxsize=1)
def modules() -> Mapping[str, ModuleType]:
    """``np``, ``math`` and ``special`` for code whose results must be the same on every processor.

    ``special`` has what emitted code calls, and nothing else; SciPy isn't loaded.
    """
    here = {name: own for name, own in ROUNDED.items() if hasattr(np, name)}
    special = ModuleType("special")
    special.__dict__.update({name: ROUNDED[name] for name in SPECIAL})
    special.__dict__["zeta"] = zeta
    scalars = {name: scalar(ROUNDED[name]) for name in ROUNDED if hasattr(math, name)}
    return {"np": replaced(np, power=power, **here), "math": replaced(math, pow=power, **scalars), "special": special}


def scalar(function: Callable[..., Any]) -> Callable[[float], float]:
    """A function of arrays as one of Python's numbers."""
    return lambda x: float(function(x))


class Powers(ast.NodeTransformer):
    """Writes ``a**b`` as a call, but for powers of numbers that stand there, which are exact."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """One operation."""
        self.generic_visit(node)
        if not isinstance(node.op, ast.Pow) or (isinstance(node.left, ast.Constant) and is_number(node.right)):
            return node
        called = ast.Call(ast.Name("_power", ast.Load()), [node.left, node.right], [])
        return ast.copy_location(called, node)


def is_number(node: ast.expr) -> bool:
    """Whether a number stands there, with or without a sign."""
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def compiled(text: str, name: str) -> CodeType:
    """Code in which each power is a call of ``_power``."""
    return compile(ast.fix_missing_locations(Powers().visit(ast.parse(text))), name, "exec")


IMPORTED = {"numpy": "np", "math": "math", "scipy.special": "special"}


def run(text: str, space: dict[str, Any], name: str = "<emitted>") -> dict[str, Any]:
    """Run emitted code, whole modules too, so that its functions give the same on every processor.

    Args:
        text: The code. A module's own imports of NumPy, SciPy and ``math`` give those of ``modules``.
        space: The namespace, in which it finds what it doesn't import.
        name: What it is called in tracebacks.
    """
    tree = ast.parse(text)
    tree.body = [kept for one in tree.body if (kept := without_modules(one)) is not None]
    space |= {**modules(), "_power": power}
    # The code was emitted here, from terms that the parser admits; no text of a file reaches it unread.
    exec(compile(ast.fix_missing_locations(Powers().visit(tree)), name, "exec"), space)
    return space


def without_modules(node: ast.stmt) -> ast.stmt | None:
    """A statement, if it doesn't import one of the modules that are given."""
    if isinstance(node, ast.Import) and all(one.name in IMPORTED for one in node.names):
        return None
    if isinstance(node, ast.ImportFrom) and node.module == "scipy":
        return None
    return node
