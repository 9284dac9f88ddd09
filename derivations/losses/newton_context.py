"""The symbols and definitions of Newton's method. In: those of logistic regression. Out: ``CONTEXT``."""

from __future__ import annotations

from ..terms.context import Context, Kind, Symbol
from .convexity_context import definitions, symbols
from .logistic_context import CONTEXT as LOGISTIC
from .logistic_context import definition

SYMBOLS = (
    *symbols("i", "j", "k", "m", "p", "X", "y", "theta", "h", "S", "J", "L"),
    Symbol("varphi", Kind.PARAMETER, "real", {"en": "any parameters, among which least squares look for the best", "zh": "任意参数，最小二乘在其中求最优"},
           r"\varphi", "φ", ("p + 1",), r"\varphi_{{{0}}}", "φ{0}"),
    Symbol("t", Kind.DATA, "real", {"en": "any responses, one a sample, which Xφ is to come near to", "zh": "任意响应（每个样本一个），由 Xφ 逼近"},
           "t", "t", ("m",), "t^{{({0})}}", "t{0}"),
    Symbol("theta_next", Kind.DEFINED, "real", {"en": "the parameters after a step of Newton's method", "zh": "牛顿法走一步之后的参数"},
           r"\theta^{+}", "θ⁺", ("p + 1",), r"\theta^{{+}}_{{{0}}}", "θ⁺{0}"),
    Symbol("z_adjusted", Kind.DEFINED, "real", {"en": "the adjusted responses: the logits, moved against the residuals", "zh": "调整后的响应：对数几率沿残差反方向移动"},
           r"\tilde z", "z̃", ("m",), r"\tilde z^{{({0})}}", "z̃{0}"),
    Symbol("Q", Kind.DEFINED, "real", {"en": "half the weighted sum of the squared deviations t − Xφ", "zh": "偏差 t − Xφ 的加权平方和的一半"},
           r"Q(\varphi)", "Q(φ)"),
)  # fmt: skip

DEFINITIONS = (
    *definitions("hypothesis", "hypotheses", "cross_entropy", "vector_loss", "variance_matrix"),
    definition("newton_step", "theta_next", "theta - inv(jacobian(theta, gradient(theta, J))) @ gradient(theta, J)",
               "Step of Newton's method", "牛顿法的一步",
               "To where the quadratic function with the gradient and the Hessian of J has its minimum.", "走到与 J 有相同梯度和海森矩阵的二次函数的最小点。"),
    definition("adjusted_response", "z_adjusted", "X @ theta - inv(S) @ (h - y)", "Adjusted responses", "调整后的响应",
               "The logits, less each residual over its variance.", "对数几率减去残差与方差之比。"),
    definition("weighted_least_squares", "Q", "(1/2)*((t - X @ varphi)' @ S @ (t - X @ varphi))",
               "Weighted least squares", "加权最小二乘",
               "The squared deviations, each weighted by its variance s.", "偏差的平方以方差 s 加权。"),
)  # fmt: skip

ASSUMPTIONS = ("X' @ S @ X is invertible", "jacobian(theta, gradient(theta, J)) is invertible")
"""The same twice: by a result of the page on convexity, the second matrix is the first, divided by m."""

CONTEXT = Context(SYMBOLS, DEFINITIONS, LOGISTIC.ranges, ASSUMPTIONS)
