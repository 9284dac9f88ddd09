"""How a user's loss is derived. In: the loss. Out: its plan: stages whose paths the search has found.

loss → substitute → simplify → gradient → Hessian; each stage uses the results of those before. Nothing is written
by hand: a stage is a first term and the path that was found from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement

from ..derive.apply import RuleError, apply_at, find_places
from ..derive.chain import Book, derive_stage
from ..derive.differentiate import differentiate
from ..derive.moves import measure
from ..derive.search import Found, search
from ..losses.plan import Apply, Line, Plan, Section, Stage
from ..rules.rule import Tier
from ..terms.context import Context, Text
from ..terms.core import Partial, Term
from .context import DEFINING_LOSS, assumptions_of, context_of, defining, loss_symbol
from .definition import Loss


class GoalNotReached(RuleError):
    """No chain of rules to the stated goal was found; the message names the closest form."""


@dataclass
class Chain:
    """A stage in the making: its line as it stands, and the lines of its path.

    Args:
        book: The rules, definitions and results that may be used.
        term: The line as it stands.
        lines: The path so far, line by line.
    """

    book: Book
    term: Term
    lines: list[Line] = field(default_factory=list)

    @property
    def context(self) -> Context:
        """The symbols."""
        return self.book.context

    def apply(self, *items: Apply) -> None:
        """Take a line's rules."""
        for item in items:
            rule = self.book.find(item.rule)
            applied = apply_at(
                rule, self.term, item.at or (), item.on, {}, item.backwards, self.context, tidied=item.tidy
            )
            self.term = applied.after
        self.lines.append(Line(items))

    def everywhere(self, name: str, defines: bool = False) -> None:
        """One rule wherever it applies, as one line."""
        rule = self.book.find(name)
        items: list[Apply] = []
        term = self.term
        while places := find_places(rule, term, (), {}, False, self.context, True):
            items.append(Apply(name, *places[0], defines=defines))
            term = apply_at(rule, term, *places[0], {}, False, self.context).after
        if items:
            self.apply(*items)

    def follow(self, path: Sequence[Apply]) -> None:
        """A path that was found, cut into lines."""
        for items in in_lines(path, self.book):
            self.apply(*items)

    def differentiate(self) -> None:
        """Work out all derivatives of the line, a wave of rules a line."""
        for wave in differentiate(self.term, self.context)[1]:
            self.apply(*wave)

    def simplify(self) -> None:
        """The simplest form that the search finds, functions by their names."""
        self.follow(search(self.term, self.context, naming=True).path)

    def stage(self, name: str, title: Text, start: Term) -> Stage:
        """The stage, which begins with ``start``."""
        return Stage(name, title, str(start), tuple(self.lines))


def in_lines(path: Sequence[Apply], book: Book) -> list[list[Apply]]:
    """A path cut into lines: a named rule begins one, algebra that only tidies up belongs to the line before."""
    lines: list[list[Apply]] = []
    for item in path:
        rule = book.find(item.rule)
        head = lines[-1][0].rule if lines else ""
        quiet = rule.tier is Tier.RING and bool(lines)
        if lines and (item.rule == head or quiet):
            lines[-1].append(item)
        else:
            lines.append([item])
    return lines


def shortest(start: Term, context: Context) -> tuple[Found, ...]:
    """The searches whose paths, one after the other, lead to the simplest form.

    Once by elementary functions, as one does on paper, then by their names; or by names from the start, where that
    ends in a simpler form.
    """
    elementary = search(start, context)
    named = search(elementary.result, context, naming=True)
    direct = search(start, context, naming=True)
    return (direct,) if measure(direct.result) < measure(named.result) else (elementary, named)


class Planner:
    """The stages of a loss, made one after the other; each is derived at once, so that the next can use its result.

    Args:
        loss: What the user defined.
    """

    def __init__(self, loss: Loss) -> None:
        self.loss = loss
        self.context = context_of(loss)
        self.book = Book(self.context)
        self.ell = self.context.variables[loss_symbol(loss)[0]]

    def keep(self, stage: Stage) -> Stage:
        """Take a stage's result into the book."""
        self.book.add_result(derive_stage(stage, self.book))
        return stage

    def chain(self, start: Term) -> Chain:
        """A chain that begins with a term."""
        return Chain(self.book, start)

    def simplified(self) -> Stage:
        """The loss from its definition to its simplest form, or to the stated goal."""
        chain = self.chain(self.ell)
        chain.everywhere(DEFINING_LOSS, defines=True)
        for name in reversed(list(self.loss.definitions)):
            if self.context.depends(self.context.variables[name]) & set(self.loss.predictions):
                chain.everywhere(defining(name))
        if self.loss.goal_term is None:
            for found in shortest(chain.term, self.context):
                chain.follow(found.path)
        else:
            found = search(chain.term, self.context, goal=self.loss.goal_term)
            if not found.reached:
                raise GoalNotReached(
                    f"{self.loss.place('[loss] goal')}: no chain of rules to {self.loss.goal_term} was found among "
                    f"{found.explored} lines; the closest is {found.result}"
                )
            chain.follow(found.path)
        return self.keep(chain.stage("simplify", {"en": "The loss, simplified", "zh": "化简损失"}, self.ell))

    def derivative(self, name: str, title: Text, of: Term, by: str, result: str) -> Stage:
        """The derivative of what an earlier stage has worked out."""
        start = Partial(self.context.variables[by], of)
        chain = self.chain(start)
        if result in self.book.rules:
            chain.everywhere(result)
        chain.differentiate()
        chain.simplify()
        return self.keep(chain.stage(name, title, start))


def plan(loss: Loss) -> Plan:
    """The stages that lead from a loss's definition to its simplest form, gradient and Hessian.

    Raises:
        GoalNotReached: The stated goal wasn't found.
        NoDerivative: No rule differentiates some part.
    """
    planner = Planner(loss)
    simplify = planner.simplified()
    first, second = [], []
    for by in loss.predictions:
        name, en, zh = labelled("gradient", "Derivative", "导数", loss, by)
        first.append(planner.derivative(name, {"en": en, "zh": zh}, planner.ell, by, "result:simplify"))
    for by, again in combinations_with_replacement(loss.predictions, 2):
        name, en, zh = labelled("hessian", "Second derivative", "二阶导数", loss, by, again)
        of = Partial(planner.context.variables[by], planner.ell)
        result = f"result:{labelled('gradient', '', '', loss, by)[0]}"
        second.append(planner.derivative(name, {"en": en, "zh": zh}, of, again, result))
    sections = (
        Section("loss", {"en": "The loss", "zh": "损失"},
                {"en": "From its definition to its simplest form.", "zh": "从定义到最简形式。"}, (simplify,)),
        Section("derivatives", {"en": "Derivatives", "zh": "导数"},
                {"en": "By the prediction, once and twice.", "zh": "对预测值求一阶与二阶导数。"}, (*first, *second)),
    )  # fmt: skip
    shown = (simplify, *first, *second)
    return Plan(
        loss.name, {"en": loss.title}, {"en": ""}, planner.context, sections,
        tuple((stage.name, stage.title) for stage in shown), assumptions_of(loss), loss.sources, (),
    )  # fmt: skip


def labelled(kind: str, en: str, zh: str, loss: Loss, *by: str) -> tuple[str, str, str]:
    """A stage's name and title; with several predictions, those by which it differentiates are in it."""
    if len(loss.predictions) == 1:
        return kind, f"{en} by the prediction", f"对预测值的{zh}"
    names = " and ".join(dict.fromkeys(by))
    return f"{kind}-{'-'.join(by)}", f"{en} by {names}", f"对 {names} 的{zh}"
