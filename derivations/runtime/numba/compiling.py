"""How functions are compiled: the decorators, and a cache on disk that knows when it is out of date."""

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

# For type checkers a compiled function is the function that it was.
Decorator = Callable[[Function], Function]

# A small function of scalars that becomes part of whatever loop calls it. No flag lets LLVM change the arithmetic, so
# that what is known of the rounding of its lines holds; 1/0 is inf, as in NumPy.
kernel = cast(Decorator, numba.njit(forceinline=True, error_model="numpy"))

# The same where a product and a sum may become one instruction: for polynomials, which gain digits and time by it.
# Never "reassoc", which folds the rounding of exp and log away, nor "nnan" and "ninf", which forget nan and inf.
polynomial = cast(Decorator, numba.njit(forceinline=True, error_model="numpy", fastmath={"contract"}))


@functools.cache
def _digest() -> str:
    """Return what tells the sources of this package apart from their other versions."""
    found = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.hexdigest()[:12]


def compiled(keep: bool = True) -> Callable[[Function], Function]:
    """Return the decorator for loops over arrays, which Python calls: compiled when first called, and kept on disk.

    Numba compiles a function again where its own file has changed, but not where a function that it calls has. The
    digest of this package, put into the name that the file on disk goes by, makes up for that.

    Args:
        keep: whether the compiled function is kept on disk, if there is a folder to write to.

    Returns:
        The decorator.
    """

    def decorate(function: Function) -> Function:
        function.__qualname__ += f"-{_digest()}"
        try:
            found = numba.njit(cache=keep, nogil=True, error_model="numpy")(function)
        except RuntimeError:  # neither the package's folder nor the user's can be written to
            found = numba.njit(nogil=True, error_model="numpy")(function)
        return cast(Function, found)

    return decorate
