"""From a kernel to the loop over arrays that applies it: compiled when first needed, kept on disk.

In: a kernel, a function of scalars. Out: a `Loop`, which Python calls with arrays and which compiled code takes as an
argument, so that the passes over X are compiled once and not once for each loss.
"""

import functools
import hashlib
import inspect
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import Any

from numba import types

from .bits import full_width
from .compiling import compiled

# What a loop reads may be read-only; what it writes must not be.
READ = types.Array(types.float64, 1, "C", readonly=True)
WRITE = types.Array(types.float64, 1, "C")

_TEXT = """
def loop(z, variables, start, parameters, results):
    full_width()
    {variables}
    ({results},) = results
    for n in range(z.size):
        {written} = kernel({read})
"""


class Loop(types.WrapperAddressProtocol):
    """The loop of a kernel: writes kernel(z[n], variables[0][start + n], …, parameters[0], …) to results[0][n], …."""

    def __init__(self, kernel: Any, variables: int, parameters: int, results: int) -> None:
        self.kernel = kernel
        self.variables = variables
        self.parameters = parameters
        self.results = results
        self._signature = types.void(
            READ, types.BaseTuple.from_types((READ,) * variables), types.int64, READ, types.BaseTuple.from_types((WRITE,) * results)
        )
        # Numba would work the type out at each call, which takes longer than a short loop.
        self._numba_type_ = types.FunctionType(self._signature)

    def __call__(self, z: Any, variables: tuple[Any, ...], start: int, parameters: Any, results: tuple[Any, ...]) -> None:
        """Apply the kernel to contiguous vectors of float64."""
        self._compiled(z, variables, start, parameters, results)

    def prepare(self) -> None:
        """Compile the loop, or load it from the disk, now."""
        self.__wrapper_address__()

    @functools.cached_property
    def _compiled(self) -> Any:
        """The compiled loop."""
        found = compiled()(self._written())
        found.compile(self._signature.args)
        found.disable_compile()
        return found

    def _written(self) -> Callable[..., None]:
        """Return the loop as a function of Python. Its name tells Numba's cache which kernel it is of."""
        read = [
            "z[n]",
            *(f"y{k}[start + n]" for k in range(self.variables)),
            *(f"parameters[{k}]" for k in range(self.parameters)),
        ]
        text = _TEXT.format(
            variables=f"({''.join(f'y{k}, ' for k in range(self.variables))}) = variables" if self.variables else "",
            results=", ".join(f"result{k}" for k in range(self.results)),
            written=", ".join(f"result{k}[n]" for k in range(self.results)),
            read=", ".join(read),
        )
        names: dict[str, Any] = {"__name__": __name__, "kernel": self.kernel, "full_width": full_width}
        exec(compile(text, __file__, "exec"), names)  # nothing in it comes from outside
        made: FunctionType = names["loop"]
        source = self.kernel.py_func
        version = hashlib.sha256(Path(inspect.getfile(source)).read_bytes()).hexdigest()[:12]
        shape = f"{self.variables}{self.parameters}{self.results}"
        made.__qualname__ = f"{source.__module__}.{source.__qualname__}-{shape}-{version}"
        return made

    @functools.cached_property
    def _address(self) -> int:
        result = self._compiled.overloads[self._signature.args]
        address: int = result.library.get_pointer_to_function(result.fndesc.llvm_cfunc_wrapper_name)
        return address

    def __wrapper_address__(self) -> int:
        """Return where the compiled loop is, for compiled code to call."""
        return self._address

    def signature(self) -> Any:
        """Return the types of its arguments."""
        return self._signature
