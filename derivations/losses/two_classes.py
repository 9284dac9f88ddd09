"""Two classes, from which every road reaches the loss (1). In: the context of logistic regression. Out: symbols, a stage.

The label y of a sample is the distribution (y, 1 − y) over the classes 1 and 2, the hypothesis h the distribution
(h, 1 − h).
"""

from __future__ import annotations

from ..terms.context import Definition, DefinitionKind, Kind, Symbol
from .logistic_context import CONTEXT, definition
from .plan import Section, Stage, back, by, line

RANGES = (("m", "1", "m"), ("p + 1", "0", "p"), ("2", "1", "2"))


def symbols(*names: str) -> tuple[Symbol, ...]:
    """Symbols of logistic regression, taken over."""
    return tuple(CONTEXT.by_name[name] for name in names)


def definitions(*names: str) -> tuple[Definition, ...]:
    """Definitions of logistic regression, taken over."""
    return tuple(found for found in CONTEXT.definitions if found.name in names)


SYMBOLS = (
    *symbols("i", "m", "p", "X", "y", "theta", "h", "J"),
    Symbol("a", Kind.INDEX, "1, 2", {"en": "one of two classes: 1 for the label 1, 2 for the label 0",
           "zh": "两个类别之一：1 对应标签 1，2 对应标签 0"}, "a", "a", runs=("1", "2")),
    Symbol("T", Kind.DEFINED, "[0, 1]", {"en": "the label as a distribution over two classes", "zh": "写成两类分布的标签"},
           "q", "q", ("m", "2"), "q_{{{1}}}^{{({0})}}", "q{0},{1}", "q^{{({0})}}", "q{0}"),
    Symbol("R", Kind.DEFINED, "(0, 1)", {"en": "the hypothesis as a distribution over two classes", "zh": "写成两类分布的假设函数"},
           r"\hat q", "q̂", ("m", "2"), r"\hat q_{{{1}}}^{{({0})}}", "q̂{0},{1}", r"\hat q^{{({0})}}", "q̂{0}"),
)  # fmt: skip

DEFINITIONS = (
    *definitions("hypothesis", "cross_entropy"),
    definition("two_labels", "T[i, a]", "where(a == 1, y[i], 1 - y[i])", "Label as a distribution", "写成分布的标签",
               "The label 1 puts everything on class 1, the label 0 everything on class 2.", "标签 1 把全部概率放在类别 1 上，标签 0 放在类别 2 上。"),
    definition("two_hypotheses", "R[i, a]", "where(a == 1, h[i], 1 - h[i])", "Hypothesis as a distribution", "写成分布的假设函数",
               "The model gives class 1 the probability h, and class 2 the rest.", "模型给类别 1 的概率为 h，其余归类别 2。",
               DefinitionKind.MODEL),
)  # fmt: skip

CROSS_ENTROPY = "-(1/m)*sum(i, 1, m, sum(a, 1, 2, T[i, a]*log(R[i, a])))"

STAGE = Stage("two-classes", {"en": "Two classes", "zh": "两个类别"}, CROSS_ENTROPY, (
    line(by("sum_of_two")),
    line(by("two_labels", at=(0, 1, 3, 0, 0)), by("two_labels"), by("two_hypotheses", at=(0, 1, 3, 0, 1, 0)),
         by("two_hypotheses"), shown_by="two_labels"),
    line(by("choice_by_equal", at=(0, 1, 3, 0, 0)), by("choice_by_equal"), by("choice_by_distinct", at=(0, 1, 3, 1, 0)),
         by("choice_by_distinct"), shown_by="choice_by_equal"),
    line(back("cross_entropy")),
))  # fmt: skip


def section(en: str, zh: str) -> Section:
    """The last section of a road: for two classes it has reached the loss (1).

    Args:
        en: What is said before, in English.
        zh: The same in Chinese.
    """
    return Section(
        "arrival", {"en": "Two classes: the loss (1)", "zh": "两个类别：损失 (1)"}, {"en": en, "zh": zh}, (STAGE,)
    )
