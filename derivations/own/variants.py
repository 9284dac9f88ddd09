"""The conventions in which a loss is met. In: a user's loss. Out: the same loss in other conventions, derived anew.

By the probability instead of the prediction; by the weights of a linear model, summed or averaged over samples; with
labels −1 and 1 instead of 0 and 1. Each variant is a plan of its own, derived and checked like the loss itself; what
leads back to the loss is derived too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from ..derive.conditions import unfold
from ..derive.interval import interval
from ..derive.moves import measure
from ..losses.plan import Apply, Plan, Section
from ..terms.context import Context, Definition, DefinitionKind, Kind, Symbol, Text
from ..terms.core import ONE, Negative, Partial, Quotient, Summation, Term, Times, Variable, integer
from ..terms.places import free_names, substitute
from ..verify.at_ties import unfolded
from .chain import Chain, Way, Workbench, worked_out
from .context import assumptions_of, defining
from .definition import Loss
from .labels import label_of
from .names import entry_of
from .plan import derivatives, simplify

LITTLE = 2000
"""The effort of the search for what the loss itself has been simplified to already."""

LONG, LONGEST = 100, 1000
"""How much a second derivative may measure to be worked out by weights too, and a first one."""
TWICE: Text = {"en": ", twice", "zh": " 二阶"}


@dataclass(frozen=True)
class Variant:
    """A loss in another convention.

    Args:
        title: The convention, by language.
        plan: How it is derived.
        rows: The stages whose results the table shows.
    """

    title: Text
    plan: Plan
    rows: tuple[str, ...]


def finished(loss: Loss, name: str, title: Text, bench: Workbench, rows: tuple[str, ...]) -> Variant:
    """A variant from its stages.

    Raises:
        PathError: A way was kept for which there is no stage.
    """
    bench.finish()
    section = Section(name, title, {"en": "", "zh": ""}, tuple(bench.stages))
    shown = tuple((stage.name, stage.title) for stage in bench.stages if stage.name in rows)
    plan = Plan(name, title, {"en": ""}, bench.context, (section,), shown, assumptions_of(loss), (), ())
    return Variant(title, plan, rows)


def unused(wanted: str, context: Context) -> str:
    """A name that the context doesn't use yet."""
    while wanted in context.by_name:
        wanted += "_"
    return wanted


def defined(context: Context, symbol: Symbol, left: str, right: str, words: Text) -> Context:
    """The context with a symbol that is defined by a new equation; a free symbol of that name is one no longer."""
    symbols = (*(s for s in context.symbols if s.name != symbol.name), replace(symbol, kind=Kind.DEFINED))
    made = Definition(defining(symbol.name), left, right, DefinitionKind.DEFINITION, words, words)
    return replace(context, symbols=symbols, definitions=(*context.definitions, made))


def probability_of(loss: Loss, context: Context) -> str:
    """A definition that is a probability, through which alone the loss depends on its prediction; '' for none."""
    moving = frozenset(loss.predictions)
    for name in loss.formulas:
        term = context.variables[name]
        lies = interval(unfold(term, context), context)
        inside = lies.low >= 0 and lies.high <= 1 and context.depends(term) & moving
        others = [n for n in loss.formulas if n != name and name not in context.depends(context.variables[n])]
        direct = free_names(loss.term) | {
            n for o in loss.formulas if o != name for n in free_names(loss.definition_terms[o])
        }
        through = [o for o in others if context.depends(context.variables[o]) & moving and o in free_names(loss.term)]
        if inside and not direct & moving and not through:
            return name
    return ""


def by_probability(loss: Loss, context: Context, results: Mapping[str, Term], kept: Sequence[Way]) -> Variant | None:
    """The derivatives by the probability, and by the chain rule the way from them to that by the prediction."""
    name = probability_of(loss, context)
    if not name or len(loss.predictions) != 1:
        return None
    symbols = tuple(replace(s, kind=Kind.PARAMETER, domain="(0, 1)") if s.name == name else s for s in context.symbols)
    own = tuple(d for d in context.definitions if d.name != defining(name))
    bench = Workbench(replace(context, symbols=symbols, definitions=own), kept)
    simplify(bench, loss, frozenset({name}))
    derivatives(bench, loss, (name,))
    latex = context.by_name[name].latex
    title = {"en": f"by the probability ${latex}$", "zh": f"对概率 ${latex}$"}
    return finished(loss, "by-probability", title, bench, ("simplify", "gradient", "hessian"))


def through_probability(loss: Loss, context: Context, variant: Variant) -> Term:
    """What the chain rule says: the derivative by the probability, times the slope of the probability."""
    name = probability_of(loss, context)
    bench = Workbench(variant.plan.context)
    for stage in variant.plan.stages:
        bench.take(stage)
    gradient = bench.book.find("result:gradient").patterns[1]
    by = context.variables[loss.predictions[0]]
    return Times(put_in(gradient, {}, context), Partial(by, context.variables[name]))


def by_sign(loss: Loss, context: Context, results: Mapping[str, Term], kept: Sequence[Way]) -> Variant | None:
    """The loss and its derivatives with labels −1 and 1."""
    label = label_of(loss)
    wanted = ("simplify", "gradient", "hessian")
    if not label or any(stage not in results for stage in wanted):
        return None
    shown = {stage: results[stage] for stage in wanted if stage != "hessian" or measure(results[stage]) <= LONG}
    name = unused("s", context)
    symbol = Symbol(name, Kind.DATA, "{-1, 1}", {"en": "the label, -1 or 1", "zh": "标签，取 -1 或 1"}, name, name)
    words = {"en": "The label 0 or 1 by the label -1 or 1.", "zh": "由标签 -1 或 1 给出标签 0 或 1。"}
    wider = replace(context, symbols=(*context.symbols, symbol))
    changed = defined(wider, context.by_name[label], label, f"(1 + {name})/2", words)
    bench = Workbench(changed, kept)
    for stage, result in shown.items():
        signed(bench, loss, label, name, stage, result)
    latex = context.by_name[label].latex
    title = {"en": f"labels −1 and 1, ${latex} = (1 + {name})/2$", "zh": f"标签取 −1 与 1，${latex} = (1 + {name})/2$"}
    return finished(loss, "labels", title, bench, tuple(shown))


def signed(bench: Workbench, loss: Loss, label: str, name: str, stage: str, result: Term) -> None:
    """The stage from a line with a label 0 or 1 to one with a label −1 or 1, by its two cases."""
    context = bench.context
    sign, old = context.variables[name], context.variables[label]
    start = put_in(result, {}, context)
    opened = with_definitions(bench.chain(start), loss, label)
    whole = substitute(opened.term, old, Quotient(context.parse(f"1 + {name}"), integer(2)))
    for value, suffix in ((-1, "minus"), (1, "plus")):
        part = substitute(whole, sign, integer(value))
        case = part.argument if isinstance(part, Negative) else part  # the sign stands before the mixture
        title = {"en": f"The label {value}", "zh": f"标签为 {value}"}
        bench.stage(f"{stage}-{suffix}", title, case, simplest)

    def make(chain: Chain) -> Chain:
        with_definitions(chain, loss, label).everywhere(defining(label))
        chain.apply(Apply("by_sign", (), bind={"s": name}))
        for suffix in ("minus", "plus"):
            if f"result:{stage}-{suffix}" in bench.book.rules:
                chain.everywhere(f"result:{stage}-{suffix}")
        chain.merge()
        return chain

    titles = {"en": "With labels -1 and 1", "zh": "标签取 -1 与 1"}
    bench.stage(stage, titles, start, make, lambda last: label not in free_names(last))


def simplest(chain: Chain) -> Chain:
    """The chain with the way to its simplest form."""
    chain.simplify()
    return chain


def with_definitions(chain: Chain, loss: Loss, label: str) -> Chain:
    """The chain with the definitions put in that speak of the label."""
    for own in reversed(list(loss.formulas)):
        if label in chain.context.depends(chain.context.variables[own]):
            chain.everywhere(defining(own))
    return chain


def by_weights(loss: Loss, context: Context, results: Mapping[str, Term], kept: Sequence[Way]) -> Variant | None:
    """The derivatives by the weights of a linear model, for a sum over samples and for their mean."""
    if len(loss.predictions) != 1 or measure(results["gradient"]) > LONGEST:
        return None
    twice = measure(results["hessian"]) <= LONG
    names = {wanted: unused(wanted, context) for wanted in ("m", "n", "i", "j", "k", "X", "theta")}
    m, n, i, j, k, data, theta = names.values()
    shown = {name: name.replace("_", "'") for name in names.values()}
    prediction = context.by_name[loss.predictions[0]]
    vectors = {s.name for s in context.symbols if s.name in loss.variables}
    symbols = [
        Symbol(i, Kind.INDEX, f"1 … {m}", {"en": "the number of a sample", "zh": "样本序号"}, shown[i], shown[i], runs=("1", m)),
        *(Symbol(index, Kind.INDEX, f"1 … {n}", {"en": "the number of a feature", "zh": "特征序号"}, shown[index], shown[index], runs=("1", n)) for index in (j, k)),
        Symbol(m, Kind.SIZE, "1, 2, 3, …", {"en": "how many samples there are", "zh": "样本数"}, shown[m], shown[m]),
        Symbol(n, Kind.SIZE, "1, 2, 3, …", {"en": "how many features there are", "zh": "特征数"}, shown[n], shown[n]),
        Symbol(data, Kind.DATA, "real", {"en": "the features, one row a sample", "zh": "特征矩阵，每行一个样本"}, shown[data], shown[data], (m, n),
               "x_{{{0}{1}}}", "x{0}{1}", "x_{{{0}}}", "x{0}"),
        Symbol(theta, Kind.PARAMETER, "real", {"en": "the weights", "zh": "权重"}, r"\theta", "θ", (n,), r"\theta_{{{0}}}", "θ{0}"),
    ]  # fmt: skip
    for s in context.symbols:
        if s.name in vectors or s.name == prediction.name:
            kind = Kind.DEFINED if s.name == prediction.name else s.kind
            entry = entry_of(s.latex)
            symbols.append(replace(s, kind=kind, shape=(m,), entry=entry, entry_unicode=f"{s.unicode}{{0}}"))
        elif s.kind is Kind.PARAMETER:
            symbols.append(s)
    z = prediction.name
    words = {"en": "A linear model.", "zh": "线性模型。"}
    model = Definition(defining(z), f"{z}[{i}]", f"{theta}' @ {data}[{i}]", DefinitionKind.MODEL, words, words)
    wider = Context(tuple(symbols), (model,), ((m, "1", m), (n, "1", n)))
    bench = Workbench(wider, kept)
    sample = put_in(
        unfolded(results["simplify"], context), {name: wider.parse(f"{name}[{i}]") for name in (*vectors, z)}, wider
    )
    index, size = wider.variables[i], wider.variables[m]
    total = Summation(index, ONE, size, sample)
    weight, other = wider.parse(f"{theta}[{j}]"), wider.parse(f"{theta}[{k}]")
    mean = Times(Quotient(ONE, size), total)

    def summed(chain: Chain, known: str) -> Chain:
        if known in bench.book.rules:
            chain.everywhere(known)
        chain.everywhere(defining(z))
        chain.differentiate()
        chain.everywhere(defining(z), backwards=True)
        chain.simplify(LITTLE)
        return chain

    def averaged(chain: Chain, known: str) -> Chain:
        inner = chain.start.children[1]
        for place in ((1,), ()) if isinstance(inner, Partial) else ((),):
            chain.apply(Apply("partial_constant_factor", place))
        if known in bench.book.rules:
            chain.everywhere(known)
        return chain

    once, both = "result:gradient-sum", "result:hessian-sum"
    for over, title, whole, make, known in (
        ("sum", {"en": "sum over the samples", "zh": "对样本求和"}, total, summed, once),
        ("mean", {"en": "mean over the samples", "zh": "对样本取平均"}, mean, averaged, both),
    ):
        first = Partial(weight, whole)
        bench.stage(f"gradient-{over}", title, first, partial(make, known=once), worked_out)
        if twice:
            words = {language: f"{text}{TWICE[language]}" for language, text in title.items()}
            bench.stage(f"hessian-{over}", words, Partial(other, first), partial(make, known=known), worked_out)
    rows = ("gradient-sum", "gradient-mean")
    return finished(
        loss,
        "weights",
        {
            "en": r"by the weights $\theta_j$, $z_i = \theta^{\top} x_i$",
            "zh": r"对权重 $\theta_j$，$z_i = \theta^{\top} x_i$",
        },
        bench,
        rows,
    )


def put_in(term: Term, values: dict[str, Term], context: Context) -> Term:
    """The term with some symbols replaced, the others as this context declares them."""
    if isinstance(term, Variable):
        return values.get(term.name) or context.variables[term.name]
    return type(term)(*(put_in(child, values, context) for child in term.children)) if term.children else term


CONVENTIONS: Mapping[str, Callable[[Loss, Context, Mapping[str, Term], Sequence[Way]], Variant | None]] = {
    "by-probability": by_probability,
    "labels": by_sign,
    "weights": by_weights,
}
"""The conventions, by the names of their plans: each gives the loss in it, or nothing where a loss has no such form."""
