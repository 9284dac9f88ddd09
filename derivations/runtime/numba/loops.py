"""From a kernel to the loop over arrays that applies it: compiled when first needed, kept on disk.

In: a kernel, a function of scalars. Out: a `Loop`, which Python calls with arrays and which compiled code takes as an
argument, so that the passes over X are compiled once and not once for each loss.
"""

import functools
import hashlib
import inspect
from pathlib import Path
from typing import Any

import numpy as np
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
    missing = 0
    for n in range(z.size):
        place = np.uintp(n)
        {values} = kernel({read})
        {written}
        missing += {lost}
    return missing
"""


class Loop(types.WrapperAddressProtocol):
    """The loop of a kernel: writes kernel(z[n], variables[0][start + n], …, parameters[0], …) to results[0][n], ….

    A kernel that gives several entries of a result has them side by side in one array: `entries` tells how many
    belong to each; none: one each.
    """

    def __init__(
        self, kernel: Any, variables: int, parameters: int, results: int, entries: tuple[int, ...] = ()
    ) -> None:
        self.kernel = kernel
        self.variables = variables
        self.parameters = parameters
        self.results = results
        self.entries = entries or (1,) * results
        self._signature = types.int64(
            READ,
            types.BaseTuple.from_types((READ,) * variables),
            types.int64,
            READ,
            types.BaseTuple.from_types((WRITE,) * len(self.entries)),
        )
        # Numba would work the type out at each call, which takes longer than a short loop.
        self._numba_type_ = types.FunctionType(self._signature)

    def __call__(
        self, z: Any, variables: tuple[Any, ...], start: int, parameters: Any, results: tuple[Any, ...]
    ) -> int:
        """Apply the kernel to contiguous vectors of float64; return at how many points a result is nan."""
        missing: int = self._compiled(z, variables, start, parameters, results)
        return missing

    def prepare(self) -> None:
        """Compile the loop, or load it from the disk, now."""
        self.__wrapper_address__()

    @functools.cached_property
    def _compiled(self) -> Any:
        """The compiled loop. The name of its file on disk holds the kernel's and a digest of the kernel's file."""
        function, source = self._written(), self.kernel.py_func
        # A function made inside another is told from its sisters by what it encloses, of which a name says nothing.
        keep = "<" not in source.__qualname__ and Path(inspect.getfile(source)).is_file()
        if keep:
            version = hashlib.sha256(Path(inspect.getfile(source)).read_bytes()).hexdigest()[:12]
            shape = f"{self.variables}{self.parameters}" + "_".join(map(str, self.entries))
            function.__qualname__ = f"{source.__module__}.{source.__qualname__}-{shape}-{version}"
        found = compiled(keep=keep)(function)
        found.compile(self._signature.args)
        found.disable_compile()
        return found

    def _written(self) -> Any:
        """Return the loop as a function of Python."""
        read = [
            "z[n]",
            *(f"y{k}[n]" for k in range(self.variables)),
            *(f"parameters[{k}]" for k in range(self.parameters)),
        ]
        values = [f"r{k}_{entry}" for k, width in enumerate(self.entries) for entry in range(width)]
        # Unsigned, and so are the numbers, as Numba makes a float of mixed ones.
        written = [
            f"result{k}[place * np.uintp({width}) + np.uintp({entry})] = r{k}_{entry}"
            for k, width in enumerate(self.entries)
            for entry in range(width)
        ]
        text = _TEXT.format(
            # Parts of them: an index that may be negative for all that Numba knows would keep the loop from vectors.
            variables="; ".join(f"y{k} = variables[{k}][start : start + z.size]" for k in range(self.variables)),
            results=", ".join(f"result{k}" for k in range(len(self.entries))),
            values=", ".join(values),
            written="; ".join(written),
            lost=" | ".join(f"({value} != {value})" for value in values),
            read=", ".join(read),
        )
        names: dict[str, Any] = {"__name__": __name__, "np": np, "kernel": self.kernel, "full_width": full_width}
        exec(compile(text, __file__, "exec"), names)  # of the argument only its numbers are in it
        return names["loop"]

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
