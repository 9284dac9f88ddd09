"""Loss functions derived step by step, checked, and turned into pages and code.

In: nothing. Out: the public names, each imported when it is first asked for, so that importing
``derivations.generated`` doesn't import SymPy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .catalogue import find_loss
    from .derive.chain import PathError
    from .derive.chain import derive as derive_loss
    from .derive.step import Derivation, Step
    from .losses.plan import Plan
    from .own.definition import Loss
    from .own.file import read as read_loss
    from .own.language import LossError
    from .own.result import Derived
    from .own.result import derive as derive
    from .rules.book import RULES, UnknownName
    from .rules.book import find as find_rule
    from .rules.rule import Rule
    from .truth.pointwise import Unresolved
    from .truth.reference import Reference, reference
    from .verify.check import verify as verify_loss
    from .verify.verdict import Checked, Result, Verdict

    __version__: str

_HOMES = {
    "Checked": "verify.verdict",
    "Derivation": "derive.step",
    "Derived": "own.result",
    "Loss": "own.definition",
    "LossError": "own.language",
    "Plan": "losses.plan",
    "PathError": "derive.chain",
    "RULES": "rules.book",
    "Reference": "truth.reference",
    "Result": "verify.verdict",
    "Rule": "rules.rule",
    "Step": "derive.step",
    "UnknownName": "rules.book",
    "Unresolved": "truth.pointwise",
    "Verdict": "verify.verdict",
    "derive": "own.result:derive",
    "derive_loss": "derive.chain:derive",
    "find_loss": "catalogue",
    "find_rule": "rules.book:find",
    "read_loss": "own.file:read",
    "reference": "truth.reference",
    "verify_loss": "verify.check:verify",
}
"""Where each public name is defined; after a colon, what it is called there."""

__all__ = [
    "RULES",
    "Checked",
    "Derivation",
    "Derived",
    "Loss",
    "LossError",
    "PathError",
    "Plan",
    "Reference",
    "Result",
    "Rule",
    "Step",
    "UnknownName",
    "Unresolved",
    "Verdict",
    "__version__",
    "derive",
    "derive_loss",
    "find_loss",
    "find_rule",
    "read_loss",
    "reference",
    "verify_loss",
]


def __getattr__(name: str) -> Any:
    """Import a public name."""
    if name == "__version__":
        value = import_module("importlib.metadata").version("derivations")
    elif name in _HOMES:
        module, _, original = _HOMES[name].partition(":")
        value = getattr(import_module(f"{__name__}.{module}"), original or name)
        # A part of the package may bear a public name, and has become an attribute by being imported: it is kept.
        value = globals().get(name, value)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether imported or not."""
    return sorted({*globals(), *__all__})
