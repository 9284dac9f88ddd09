"""The symbols and definitions of J with a regulariser. In: those of logistic regression. Out: ``CONTEXT``."""

from __future__ import annotations

from ..terms.context import Context, Kind, Symbol
from .convexity_context import definitions, symbols
from .logistic_context import CONTEXT as LOGISTIC
from .logistic_context import definition

SYMBOLS = (
    *symbols("i", "j", "k", "m", "p", "X", "y", "theta", "v", "h", "S", "J", "L"),
    Symbol("lambda", Kind.PARAMETER, "(0, inf)", {"en": "how much the regulariser counts", "zh": "正则项的权重"}, r"\lambda", "λ"),
    Symbol("rho", Kind.PARAMETER, "[0, 1]", {"en": "the share of the L1 norm in the elastic net", "zh": "弹性网中 L1 范数所占比例"}, r"\rho", "ρ"),
    *(Symbol(f"J_{name}", Kind.DEFINED, "(0, ∞)", {"en": f"the loss with {en}", "zh": f"带{zh}的损失"}, rf"J_{{\mathrm{{{name}}}}}(\theta)", f"J_{name}(θ)")
      for name, en, zh in (("ridge", "an L2 regulariser", " L2 正则项"), ("lasso", "an L1 regulariser", " L1 正则项"),
                           ("net", "an elastic net", "弹性网"))),
)  # fmt: skip

DEFINITIONS = (
    *definitions("hypothesis", "hypotheses", "cross_entropy", "vector_loss", "variance_matrix"),
    definition("ridge", "J_ridge", "J + lambda/2*norm(theta)**2", "L2 regulariser", "L2 正则项",
               "Large parameters cost the square of their norm.", "大参数的代价为其范数的平方。"),
    definition("lasso", "J_lasso", "J + lambda*sum(k, 0, p, abs(theta[k]))", "L1 regulariser", "L1 正则项",
               "Parameters cost their absolute values.", "参数的代价为其绝对值。"),
    definition("elastic_net", "J_net", "J + lambda*(rho*sum(k, 0, p, abs(theta[k])) + (1 - rho)/2*sum(k, 0, p, theta[k]**2))",
               "Elastic net", "弹性网", "A mixture of both.", "两者的混合。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, LOGISTIC.ranges)
