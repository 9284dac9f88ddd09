"""The rules of the exponential and of the sigmoid."""

from __future__ import annotations

from .rule import Group, Role, Rule

ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, section 4.2"

RULES = (
    Rule(
        "exp_product",
        "exp(a)*exp(b) = exp(a + b)",
        Group.EXPONENTIAL,
        {"en": "Product of exponentials", "zh": "指数之积"},
        {"en": "Exponents add when exponentials are multiplied.", "zh": "指数相乘，幂相加。"},
        sources=(ABRAMOWITZ,),
        roles=(Role.TRY,),
    ),
    Rule(
        "exp_zero",
        "exp(0) = 1",
        Group.EXPONENTIAL,
        {"en": "Exponential of zero", "zh": "e 的零次幂"},
        {"en": "e to the power of 0 is 1.", "zh": "e 的 0 次幂是 1。"},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "exp_quotient",
        "exp(a)/exp(b) = exp(a - b)",
        Group.EXPONENTIAL,
        {"en": "Quotient of exponentials", "zh": "指数之商"},
        {"en": "Exponents are subtracted when exponentials are divided.", "zh": "指数相除，幂相减。"},
        sources=(ABRAMOWITZ,),
        roles=(Role.TRY,),
    ),
    Rule(
        "reciprocal_of_exp",
        "1/exp(a) = exp(-a)",
        Group.EXPONENTIAL,
        {"en": "Reciprocal of an exponential", "zh": "指数的倒数"},
        {"en": "The reciprocal of an exponential has the opposite exponent.", "zh": "指数的倒数是相反数的指数。"},
        sources=(ABRAMOWITZ,),
        roles=(Role.ALWAYS,),
    ),
    Rule(
        "sigmoid_forms",
        "exp(a)/(1 + exp(a)) = 1/(1 + exp(-a))",
        Group.EXPONENTIAL,
        {"en": "Two forms of the sigmoid", "zh": "sigmoid 的两种形式"},
        {
            "en": "Dividing numerator and denominator by e to the a turns one form of the sigmoid into the other.",
            "zh": "分子分母同除以 e 的 a 次幂，sigmoid 的一种形式就变成另一种。",
        },
        sources=("Bishop, Pattern Recognition and Machine Learning (2006), section 4.2",),
    ),
)
