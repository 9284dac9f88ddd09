"""The symbols and definitions of the step size. In: those of logistic regression. Out: ``CONTEXT``."""

from __future__ import annotations

from ..terms.context import Context, Kind, Symbol
from .convexity_context import definitions, symbols
from .logistic_context import CONTEXT as LOGISTIC
from .logistic_context import definition

SYMBOLS = (
    *symbols("i", "j", "k", "m", "p", "X", "y", "theta", "v", "h", "S", "J", "L"),
    Symbol("beta", Kind.DEFINED, "(0, ∞)", {"en": "a Lipschitz constant of the gradient of J", "zh": "J 的梯度的一个利普希茨常数"}, r"\beta", "β"),
    Symbol("Delta", Kind.DEFINED, "real", {"en": "a step of gradient descent", "zh": "梯度下降的一步"}, r"\Delta", "Δ", ("p + 1",),
           r"\Delta_{{{0}}}", "Δ{0}"),
    Symbol("N", Kind.DATA, "real, symmetric", {"en": "the Hessian of J at some point between θ and θ + Δ", "zh": "J 在 θ 与 θ + Δ 之间某点处的海森矩阵"},
           r"H_\xi", "H_ξ", ("p + 1", "p + 1"), r"(H_\xi)_{{{0}{1}}}", "H_ξ{0},{1}"),
)  # fmt: skip

DEFINITIONS = (
    *definitions("bias", "hypothesis", "hypotheses", "cross_entropy", "vector_loss", "variance_matrix"),
    definition("smoothness", "beta", "eigmax(X' @ X)/(4*m)", "Lipschitz constant", "利普希茨常数",
               "A quarter of the largest eigenvalue of XᵀX, divided by the number of samples.", "XᵀX 最大特征值的四分之一除以样本数。"),
    definition("gradient_step", "Delta", "-((1/beta)*gradient(theta, J))", "Step of gradient descent", "梯度下降的一步",
               "Against the gradient, with the step size 1/β.", "沿负梯度方向，步长 1/β。"),
)  # fmt: skip

CONTEXT = Context(SYMBOLS, DEFINITIONS, LOGISTIC.ranges, ("0 <= beta*norm(Delta)**2 - Delta' @ N @ Delta",))
