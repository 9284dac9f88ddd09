"""What the generated Numba modules import: kernels of elementary functions, loops over arrays, passes over a matrix.

Numba and SciPy are needed, the extra `fast`. Loops are compiled when they are first called and kept on disk.
"""

try:
    import llvmlite  # noqa: F401  Numba is made of it
    import numba  # noqa: F401
except ImportError as error:
    raise ImportError('Numba is needed for this module; install it with: pip install "derivations[fast]"') from error

from . import linear
from .compiling import kernel
from .loops import Loop

__all__ = ["Loop", "kernel", "linear"]
