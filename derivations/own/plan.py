"""How a user's loss is derived. In: the loss. Out: its plan: stages whose paths the search has found.

loss → substitute → simplify → gradient → Hessian; each stage uses the results of those before. Nothing is written
by hand: a stage is a first term and the path that was found from it.
"""

from __future__ import annotations

from itertools import combinations_with_replacement

from ..derive.apply import RuleError
from ..derive.search import search
from ..losses.plan import Plan, Section, Stage
from ..terms.context import Text
from ..terms.core import Partial, Term
from .chain import Workbench, shortest
from .context import DEFINING_LOSS, assumptions_of, context_of, defining, loss_symbol
from .definition import Loss


class GoalNotReached(RuleError):
    """No chain of rules to the stated goal was found; the message names the closest form."""


SIMPLIFIED: Text = {"en": "The loss, simplified", "zh": "化简损失"}


def simplify(bench: Workbench, loss: Loss, moving: frozenset[str]) -> Stage:
    """The loss from its definition to its simplest form, or to the stated goal.

    Args:
        bench: Where the stage is made.
        loss: The loss.
        moving: The names by which one will differentiate; what depends on them is put in.
    """
    context = bench.context
    chain = bench.chain(context.variables[loss_symbol(loss)[0]])
    chain.everywhere(DEFINING_LOSS, defines=True)
    for name in reversed(list(loss.definitions)):
        if name not in moving and context.depends(context.variables[name]) & moving:
            chain.everywhere(defining(name))
    if loss.goal_term is None:
        for found in shortest(chain.term, context):
            chain.follow(found.path)
        return bench.keep("simplify", SIMPLIFIED, chain)
    found = search(chain.term, context, goal=loss.goal_term)
    if not found.reached:
        raise GoalNotReached(
            f"{loss.place('[loss] goal')}: no chain of rules to {loss.goal_term} was found among "
            f"{found.explored} lines; the closest is {found.result}"
        )
    chain.follow(found.path)
    return bench.keep("simplify", SIMPLIFIED, chain)


def derivative(bench: Workbench, name: str, title: Text, of: Term, by: Term, result: str) -> Stage:
    """The derivative of what an earlier stage has worked out.

    Args:
        bench: Where the stage is made.
        name: The stage's name.
        title: For people.
        of: What is differentiated: the left side of the earlier stage.
        by: The variable.
        result: The earlier stage.
    """
    chain = bench.chain(Partial(by, of))
    if f"result:{result}" in bench.book.rules:
        chain.everywhere(f"result:{result}")
    chain.differentiate()
    chain.simplify()
    return bench.keep(name, title, chain)


def derivatives(bench: Workbench, loss: Loss, names: tuple[str, ...]) -> tuple[list[Stage], list[Stage]]:
    """The first and second derivatives by some names; call after ``simplify``."""
    ell = bench.context.variables[loss_symbol(loss)[0]]
    first, second = [], []
    for by in names:
        name, title = labelled("gradient", names, by)
        first.append(derivative(bench, name, title, ell, bench.context.variables[by], "simplify"))
    for by, again in combinations_with_replacement(names, 2):
        name, title = labelled("hessian", names, by, again)
        of = Partial(bench.context.variables[by], ell)
        before = labelled("gradient", names, by)[0]
        second.append(derivative(bench, name, title, of, bench.context.variables[again], before))
    return first, second


KINDS: dict[str, Text] = {
    "gradient": {"en": "Derivative by {}", "zh": "对 {} 的导数"},
    "hessian": {"en": "Second derivative by {}", "zh": "对 {} 的二阶导数"},
}


def labelled(kind: str, names: tuple[str, ...], *by: str) -> tuple[str, Text]:
    """A stage's name and title; with several names, those by which it differentiates are in it."""
    shown = " and ".join(dict.fromkeys(by))
    title = {language: text.format(shown) for language, text in KINDS[kind].items()}
    return (kind if len(names) == 1 else f"{kind}-{'-'.join(by)}"), title


def plan(loss: Loss) -> Plan:
    """The stages that lead from a loss's definition to its simplest form, gradient and Hessian.

    Raises:
        GoalNotReached: The stated goal wasn't found.
        NoDerivative: No rule differentiates some part.
    """
    bench = Workbench(context_of(loss))
    simplified = simplify(bench, loss, frozenset(loss.predictions))
    first, second = derivatives(bench, loss, loss.predictions)
    sections = (
        Section("loss", {"en": "The loss", "zh": "损失"},
                {"en": "From its definition to its simplest form.", "zh": "从定义到最简形式。"}, (simplified,)),
        Section("derivatives", {"en": "Derivatives", "zh": "导数"},
                {"en": "By the prediction, once and twice.", "zh": "对预测值求一阶与二阶导数。"}, (*first, *second)),
    )  # fmt: skip
    return Plan(
        loss.name, {"en": loss.title}, {"en": ""}, bench.context, sections,
        tuple((stage.name, stage.title) for stage in bench.stages), assumptions_of(loss), loss.sources, (),
    )  # fmt: skip
