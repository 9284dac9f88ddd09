"""Losses as a good engineer writes them by hand in NumPy and SciPy: what generated code is measured against.

In: arrays of one shape. Out: loss, gradient and Hessian of each point, which share what they have in common.

Each function is vectorised and stable for logits of ordinary size, checks no argument, and has the arguments,
parameters and defaults of the loss's definition. With several predictions the gradient has a last axis, and the Hessian
two.
"""

from collections.abc import Callable
from typing import Any

from . import binary, counts, margins, positive, regression, several

Peer = Callable[..., tuple[Any, Any, Any]]

PEERS: dict[str, Peer] = {
    name: function
    for module in (binary, margins, regression, counts, positive, several)
    for name, function in sorted(vars(module).items())
    if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
}
"""The peers by the names of their losses."""
