"""How functions are compiled: the decorators, and a cache on disk that knows when it is out of date."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

# A small function of scalars that becomes part of whatever loop calls it. No flag lets LLVM change the arithmetic, so
# that what was proved of the rounding of the lines holds; 1/0 is inf, as in NumPy.
kernel: Callable[[Function], Function] = numba.njit(forceinline=True, error_model="numpy")

# The same where a product and a sum may become one instruction: for polynomials, which gain digits and time by it.
# Never "reassoc", which folds the rounding of exp and log away, nor "nnan" and "ninf", which forget nan and inf.
polynomial: Callable[[Function], Function] = numba.njit(forceinline=True, error_model="numpy", fastmath={"contract"})


@functools.cache
def _digest() -> str:
    """Return what tells the sources of this package apart from their other versions."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def compiled(*signatures: str, sums: bool = False) -> Callable[[Function], Function]:
    """Return the decorator for loops over arrays, which Python calls: compiled once and kept on disk.

    Numba compiles a function again where its own file has changed, but not where a function that it calls has. The
    digest of this package, put into the name that the file on disk goes by, makes up for that.

    Args:
        *signatures: the types to compile for when the module is imported; none: when it is first called.
        sums: whether sums may be taken in another order, several terms at a time. Not for loops that call kernels.

    Returns:
        The decorator.
    """
    flags = {"contract", "reassoc", "nsz"} if sums else set()

    def decorate(function: Function) -> Function:
        function.__qualname__ += f"-{_digest()}"
        found: Function = numba.njit(
            list(signatures) or None, cache=True, nogil=True, error_model="numpy", fastmath=flags
        )(function)
        return found

    return decorate
