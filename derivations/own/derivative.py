"""A derivative as a stage. In: what is differentiated, and by what. Out: the stage, all derivatives worked out."""

from __future__ import annotations

from ..losses.plan import Stage
from ..rules.rule import Role
from ..terms.context import Text
from ..terms.core import Partial, Term
from ..terms.places import free_names
from .chain import Chain, Workbench, worked_out
from .context import defining
from .definition import Loss
from .mend import mend


def slope_name(own: str) -> str:
    """The stage of the derivative of an abbreviation."""
    return f"slope-{own}"


def derivative(
    bench: Workbench, loss: Loss, name: str, title: Text, of: Term, by: Term, result: str, role: Role | None = None
) -> Stage:
    """The derivative of what an earlier stage has worked out.

    Args:
        bench: Where the stage is made.
        loss: The loss.
        name: The stage's name.
        title: For people.
        of: What is differentiated: the left side of the earlier stage.
        by: The variable.
        result: The earlier stage.
        role: How later stages use this one by themselves.
    """

    def make(chain: Chain) -> Chain:
        if f"result:{result}" in bench.book.rules:
            chain.everywhere(f"result:{result}")
        for own in reversed(list(loss.formulas)):
            known = defining(own) in bench.book.rules and slope_name(own) not in bench.results
            if known and bench.context.depends(bench.context.variables[own]) & free_names(by):
                chain.everywhere(defining(own))
        chain.differentiate()
        chain.simplify()
        mend(chain)
        return chain

    return bench.stage(name, title, Partial(by, of), make, worked_out, role=role)
