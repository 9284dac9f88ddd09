"""Algebra with any number of terms, which no pattern can state: multiply out, collect, factor. In: terms. Out: rules.

Each of these rules is a procedure of ``terms.ring`` or ``terms.ring_sums``; its statement is an example of what it does.
"""

from __future__ import annotations

from collections.abc import Callable

from ..terms import ring, ring_sums
from ..terms.core import Term
from .rule import Group, Role, Rule


def procedural(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, role: Role,
    procedure: Callable[[Term], Term | None],
) -> Rule:  # fmt: skip
    """A rule of algebra that is a procedure."""
    return Rule(
        name, statement, Group.ALGEBRA, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        roles=(role,), procedure=procedure,
    )  # fmt: skip


RULES = (
    procedural("collect", "a + b*c - a + b*c = 2*b*c", "Collect like terms", "合并同类项",
               "Like terms of a sum are added up, equal factors of a product are joined or cancelled.",
               "合并和中的同类项，合并或约去积中的相同因子。", Role.SHRINK, ring.collect),
    procedural("arrange", "exp(a)*b*b = b**2*exp(a)", "Put into the usual order", "按惯例排列",
               "Numbers and symbols stand before functions and brackets, and a term without a minus sign leads a sum.",
               "数与符号写在函数和括号之前，和以不带负号的项开头。", Role.ALWAYS, ring.arrange),
    procedural("expand", "a*(b + c) - a*b = a*c", "Multiply out", "展开",
               "Brackets are multiplied out, and like terms added up.", "去括号展开，并合并同类项。", Role.TRY, ring.expand),
    procedural("factor", "a*b*c + a*b = a*b*(c + 1)", "Take out a common factor", "提取公因子",
               "The factors that all terms of a sum share are taken out of it.", "把和中各项的公因子提到括号外。",
               Role.TRY, ring.factor),
    procedural("share", "exp(a)*c/(d*sum(i, l, u, exp(b))) = exp(a)/sum(i, l, u, exp(b))*c/d", "A share before its factor", "把份额写在因子之前",
               "What an exponential is of a sum of exponentials stands by itself.", "指数项占指数和的份额单独写出。",
               Role.NAME, ring.share),
    procedural("split_sum", "sum(i, l, u, c*(a[i] + b[i])) = c*sum(i, l, u, a[i]) + c*sum(i, l, u, b[i])",
               "Split a sum", "拆分求和",
               "A sum over an index is taken term by term, and factors without the index stand before it.",
               "对指标的求和逐项进行，不含指标的因子提到求和号外。", Role.TRY, ring_sums.split_sum),
    procedural("split_deltas", "sum(k, l, u, a[k]*(b[k] + delta(k, j))) = sum(k, l, u, a[k]*b[k]) + sum(k, l, u, a[k]*delta(k, j))",
               "Split a sum with a Kronecker delta", "拆分含克罗内克 δ 的求和",
               "Of a sum with a Kronecker delta the terms that have it are taken apart.", "把含克罗内克 δ 的项从求和中分出。",
               Role.ALWAYS, ring_sums.split_deltas),
)  # fmt: skip
