"""How a user's loss is derived. In: the loss. Out: its plan: stages whose paths the search has found.

loss → substitute → simplify → gradient → Hessian; each stage uses the results of those before. Nothing is written
by hand: a stage is a first term and the path that was found from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from ..derive.apply import RuleError
from ..derive.chain import Book, PathError
from ..derive.conditions import is_affine
from ..derive.moves import measure
from ..derive.search import Found, search
from ..derive.step import Derivation
from ..emit.build import NotEmitted
from ..emit.measure import LineOfCode
from ..losses.plan import Apply, Line, Plan, Section, Stage
from ..terms.context import Text
from ..terms.core import Partial, Term
from ..terms.parser import ParseError
from ..terms.places import free_names, same
from ..verify.check import equality
from ..verify.verdict import Result
from .chain import Chain, Workbench, shortest
from .context import DEFINING_LOSS, assumptions_of, context_of, defining, loss_symbol
from .definition import Loss
from .derivative import derivative
from .labels import label_of
from .shares import shares
from .stable import BY_BINARY_LABEL, Errors, Kept, add_stable, stage_names
from .together import Job, Together


class GoalNotReached(RuleError):
    """No chain of rules to the stated goal was found; the message names the closest form."""


SIMPLIFIED: Text = {"en": "The loss, simplified", "zh": "化简损失"}
DEFINED_FIRST = Line((Apply(DEFINING_LOSS, (), defines=True),))
"""The line with which each loss begins: it is what it is defined to be."""


def simplify(bench: Workbench, loss: Loss, moving: frozenset[str]) -> Stage:
    """The loss from its definition to its simplest form, or to the stated goal.

    Args:
        bench: Where the stage is made.
        loss: The loss.
        moving: The names by which one will differentiate; what depends on them is put in.
    """
    context = bench.context
    ell = context.variables[loss_symbol(loss)[0]]
    put_in = [n for n in loss.formulas if n not in moving and context.depends(context.variables[n]) & moving]

    def fits(result: Term) -> bool:
        reached = loss.goal_term is None or same(result, loss.goal_term)
        return reached and free_names(result).isdisjoint({ell.name, *(n for n in put_in if n not in loss.entries)})

    return bench.stage(
        "simplify", SIMPLIFIED, ell, lambda chain: simplifying(chain, loss, put_in), fits, (DEFINED_FIRST,)
    )


def simplifying(chain: Chain, loss: Loss, put_in: Sequence[str]) -> Chain:
    """The way to the simplest form, or to the goal; some definitions are put in first."""
    context = chain.context
    chain.apply(*DEFINED_FIRST.path)
    for name in reversed(put_in):
        chain.everywhere(defining(name))
    if loss.goal_term is None:
        by_cases = Chain(chain.book, chain.start)
        by_cases.lines = list(chain.lines)
        by_cases.term = chain.term
        for found in shortest(chain.term, context):
            chain.follow(found.path)
        return simpler_by_cases(simpler_by_name(chain, loss, put_in), by_cases, label_of(loss))
    found = search(chain.term, context, goal=loss.goal_term)
    if not found.reached:
        elementary, found = found, search(chain.term, context, goal=loss.goal_term, naming=True)
        if not found.reached:
            raise GoalNotReached(unreached(loss, chain, elementary, found))
    chain.follow(found.path)
    return chain


def simpler_by_name(chain: Chain, loss: Loss, put_in: Sequence[str]) -> Chain:
    """The chain, or one that keeps the entries which it leads back to, unless that is longer.

    A logarithm of a share says more than the difference that it becomes.
    """
    kept = free_names(chain.term) & loss.entries.keys() & {*put_in}
    if not kept:
        return chain
    other = Chain(chain.book, chain.start)
    other.apply(*DEFINED_FIRST.path)
    for name in reversed(put_in):
        if name not in kept:
            other.everywhere(defining(name))
    other.simplify()
    return other if measure(other.term) <= measure(chain.term) else chain


def simpler_by_cases(chain: Chain, by_cases: Chain, label: str) -> Chain:
    """Of a chain and one that begins with the two cases of a label 0 or 1: the latter, unless it ends much longer.

    Apart from each other the cases are easier to read and to differentiate than functions of a mixture.
    """
    if label not in free_names(chain.term) or is_affine((chain.term, chain.context.variables[label]), chain.context):
        return chain
    if not by_cases.try_apply(Apply(BY_BINARY_LABEL, (), bind={"y": label})):
        return chain
    by_cases.simplify()
    return by_cases if 3 * measure(by_cases.term) <= 4 * measure(chain.term) else chain


def unreached(loss: Loss, chain: Chain, *tried: Found) -> str:
    """Why a goal wasn't reached: it is another function, or no chain was found; the first try's closest form."""
    assert loss.goal_term is not None
    place = f"{loss.place('[loss] goal')}: "
    closest = tried[0].result
    for verdict in equality(chain.term, loss.goal_term, chain.context):
        if verdict.result is Result.REFUTED:
            other = f"{loss.goal_term} isn't the same function ({verdict.because})"
            return f"{place}{other}; the closest is {closest}"
    lines = sum(found.explored for found in tried)
    return f"{place}no chain of rules to {loss.goal_term} was found among {lines} lines; the closest is {closest}"


def derivatives(bench: Workbench, loss: Loss, names: tuple[str, ...]) -> tuple[list[Stage], list[Stage]]:
    """The first and second derivatives by some names; call after ``simplify``."""
    ell = bench.context.variables[loss_symbol(loss)[0]]
    first, second = [], []
    for by in names:
        name, title = labelled("gradient", names, by)
        first.append(derivative(bench, loss, name, title, ell, loss.by(by), "simplify"))
    for by, again in combinations_with_replacement(names, 2):
        name, title = labelled("hessian", names, by, again)
        of = Partial(loss.by(by), ell)
        before = labelled("gradient", names, by)[0]
        second.append(derivative(bench, loss, name, title, of, loss.by(again, 1), before))
    return first, second


def beside(bench: Workbench, loss: Loss, name: str) -> list[Stage]:
    """The first and second derivative by a parameter or a variable; call after ``simplify``."""
    ell, by, again = bench.context.variables[loss_symbol(loss)[0]], loss.by(name), loss.by(name, 1)
    first, second = beside_names(name)
    titles = [
        {language: text.format(name) for language, text in KINDS[kind].items()} for kind in ("gradient", "hessian")
    ]
    return [
        derivative(bench, loss, first, titles[0], ell, by, "simplify"),
        derivative(bench, loss, second, titles[1], Partial(by, ell), again, first),
    ]


def beside_names(name: str) -> tuple[str, str]:
    """The stages of the first and second derivative by a parameter or a variable."""
    return f"derivative-{name}", f"second-derivative-{name}"


KINDS: dict[str, Text] = {
    "gradient": {"en": "Derivative by {}", "zh": "对 {} 的导数"},
    "hessian": {"en": "Second derivative by {}", "zh": "对 {} 的二阶导数"},
}


def labelled(kind: str, names: tuple[str, ...], *by: str) -> tuple[str, Text]:
    """A stage's name and title; with several names, those by which it differentiates are in it."""
    shown = " and ".join(dict.fromkeys(by))
    title = {language: text.format(shown) for language, text in KINDS[kind].items()}
    return (kind if len(names) == 1 else f"{kind}-{'-'.join(by)}"), title


STABLE: dict[str, Text] = {
    "loss": {"en": "The loss, stable", "zh": "损失的稳定形式"},
    "gradient": {"en": "The derivative, stable", "zh": "导数的稳定形式"},
    "hessian": {"en": "The second derivative, stable", "zh": "二阶导数的稳定形式"},
}
STABLE_BESIDE: tuple[Text, Text] = (
    {"en": "The derivative by {}, stable", "zh": "对 {} 的导数的稳定形式"},
    {"en": "The second derivative by {}, stable", "zh": "对 {} 的二阶导数的稳定形式"},
)


@dataclass(frozen=True)
class Worked:
    """A loss with all that was found for it.

    Args:
        plan: How it is derived.
        book: The rules, the definitions, and the results of its stages.
        derivations: Its stages, each followed from its first line.
        errors: For each stable stage the measured error of its code, before and after.
        unstable: Why there is no code; '' where there is.
    """

    plan: Plan
    book: Book
    derivations: tuple[Derivation, ...]
    errors: Mapping[str, Errors]
    unstable: str = ""


Share = Callable[["Workbench", Mapping[str, Job]], Together]
"""Called when the derivatives are found, with the jobs that look for stable forms; it may add jobs of its own."""


def by_itself(bench: Workbench, jobs: Mapping[str, Job]) -> Together:
    """No jobs but these, and no other core."""
    return Together(jobs, alone=True)


def plan(loss: Loss, kept: Kept | None = None, share: Share = by_itself) -> Worked:
    """The stages that lead from a loss's definition to its simplest form, gradient, Hessian, and to exact code.

    Args:
        loss: The loss.
        kept: What was found before; it is replayed.
        share: How the work that follows the derivatives is done.

    Raises:
        GoalNotReached: The stated goal wasn't found.
        NoDerivative: No rule differentiates some part.
        PathError: What was kept no longer applies.
    """
    bench = Workbench(context_of(loss), kept.stages if kept else ())
    ell = bench.context.variables[loss_symbol(loss)[0]]
    simplified = simplify(bench, loss, frozenset((*loss.predictions, *loss.derivatives)))
    inner = shares(bench, loss)
    first, second = derivatives(bench, loss, loss.predictions)
    more = [stage for name in loss.derivatives for stage in beside(bench, loss, name)]
    made = len(bench.stages)
    errors, unstable = stable_forms(bench, loss, ell, (*first, *second), share)
    if kept and [way.name for way in kept.stages] != [stage.name for stage in bench.stages]:
        raise PathError("the kept chain has other stages than the loss")
    sections = [
        Section("loss", {"en": "The loss", "zh": "损失"},
                {"en": "From its definition to its simplest form.", "zh": "从定义到最简形式。"}, (simplified,)),
        Section("derivatives", {"en": "Derivatives", "zh": "导数"},
                {"en": "By the prediction, once and twice.", "zh": "对预测值求一阶与二阶导数。"},
                (*inner, *first, *second)),
    ]  # fmt: skip
    if more:
        words = {"en": "By parameters and variables, once and twice.", "zh": "对参数与变量求一阶与二阶导数。"}
        sections.append(Section("more-derivatives", {"en": "More derivatives", "zh": "更多导数"}, words, tuple(more)))
    if bench.stages[made:]:
        words = {
            "en": "Every line equals the one before. On a computer the last one is the cheapest that was found whose "
            "error is at most 16·u·(1 + κ), u = 2⁻⁵³, or the one that comes closest to it.",
            "zh": "每一行都与前一行相等；在计算机上，最后一行是误差不超过 16·u·(1 + κ)（u = 2⁻⁵³）的形式中代价最小者，"
            "或最接近这一界限者。",
        }
        sections.append(Section("stable", {"en": "Stable forms", "zh": "稳定形式"}, words, tuple(bench.stages[made:])))
    made_of = Plan(
        loss.name, {"en": loss.title}, {"en": ""}, bench.context, tuple(sections),
        tuple((stage.name, stage.title) for stage in bench.stages[:made]), assumptions_of(loss), loss.sources, (),
    )  # fmt: skip
    return Worked(made_of, bench.book, tuple(bench.derivations), errors, unstable)


def stable_forms(
    bench: Workbench, loss: Loss, ell: Term, stages: Sequence[Stage], share: Share
) -> tuple[dict[str, Errors], str]:
    """The stable stages: their measured errors, or why there are none.

    Those of the derivatives by parameters and variables that have no code are left out.
    """
    goals: dict[str, tuple[Text, Term, str]] = {"loss": (STABLE["loss"], ell, "simplify")}
    for stage in stages:
        title = STABLE[stage.name.partition("-")[0]]
        goals[stage.name] = (title, bench.context.parse(stage.start), stage.name)
    needed = tuple(goals)
    starts = {stage.name: stage.start for stage in bench.stages}
    for name in loss.derivatives:
        for quantity, words in zip(beside_names(name), STABLE_BESIDE, strict=True):
            title = {language: text.format(name) for language, text in words.items()}
            goals[quantity] = (title, bench.context.parse(starts[quantity]), quantity)
    work = share(bench, {STABLE_FORMS: lambda: stable_stages(bench, loss, goals, needed)})
    found, errors, why = work.result(STABLE_FORMS)
    for stage in found:
        bench.take(stage)
    return errors, why


STABLE_FORMS = "stable forms"
"""The job that looks for the stable forms, one after the other: each is cheap beside those before it."""


def stable_stages(
    bench: Workbench, loss: Loss, goals: Mapping[str, tuple[Text, Term, str]], needed: Collection[str]
) -> tuple[list[Stage], dict[str, Errors], str]:
    """The stable stages of all quantities, their measured errors; or why there are none."""
    errors: dict[str, Errors] = {}
    stages: list[Stage] = []
    beside: list[LineOfCode] = []
    for quantity, goal in goals.items():
        own = bench.branch(*stage_names(quantity))
        try:
            errors[quantity] = add_stable(own, loss, quantity, *goal, beside)
        except (NotEmitted, ParseError) as error:  # a line may be too long to be kept as text
            if quantity in needed:
                return [], {}, str(error)
            continue
        stages += own.stages[len(bench.stages) :]
        names = free_names(own.results[stage_names(quantity)[-1]])
        free = tuple(letter for letter in loss.moving if letter in names)
        beside.append((own.results[stage_names(quantity)[-1]], free))
    return stages, errors, ""
