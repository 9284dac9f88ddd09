"""A rule at a place makes a step; paths of rules make derivations.

The package is itself the public function ``derivations.derive(loss)``: a module and a function can't both be the
attribute ``derive`` of ``derivations``, so this module can be called.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Callable(ModuleType):
    """A module that is called as ``own.result.derive``."""

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        """Derive a loss of one's own; see ``derivations.own.result.derive``."""
        return import_module("derivations.own.result").derive(*arguments, **keywords)


sys.modules[__name__].__class__ = _Callable
