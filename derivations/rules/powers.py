"""The rules of powers and roots. A power whose exponent is no whole number has a positive base."""

from __future__ import annotations

from .rule import Counterexample, Group, Role, Rule

ABRAMOWITZ = "Abramowitz and Stegun, Handbook of Mathematical Functions, section 4.2"


def power(
    name: str, statement: str, en: str, zh: str, sentence: str, satz: str, role: Role, **cases: Counterexample
) -> Rule:
    """A rule of powers; ``cases`` names a letter that must be positive, with the case that shows why."""
    return Rule(
        name, statement, Group.POWER, {"en": en, "zh": zh}, {"en": sentence, "zh": satz},
        conditions={f"0 < {letter}": case for letter, case in cases.items()}, sources=(ABRAMOWITZ,), roles=(role,),
    )  # fmt: skip


ZERO = Counterexample({"a": "0", "b": "1", "c": "-1"})
RULES = (
    power("root_of_square", "sqrt(a**2) = abs(a)", "Root of a square", "平方的平方根",
          "The root of a square is the absolute value.", "平方的平方根是绝对值。", Role.ALWAYS),
    power("power_of_square", "(a**2)**c = abs(a)**(2*c)", "Power of a square", "平方的幂",
          "A power of a square is one of the absolute value.", "平方的幂是绝对值的幂。", Role.TRY),
    power("power_product", "a**b*a**c = a**(b + c)", "Product of powers", "幂之积",
          "Exponents of one base add.", "同底数幂相乘，指数相加。", Role.SHRINK, a=ZERO),
    power("power_times_base", "a**b*a = a**(b + 1)", "Power times its base", "幂乘底数",
          "One more factor raises the exponent by one.", "多乘一个底数，指数加一。", Role.SHRINK,
          a=Counterexample({"a": "0", "b": "-1"})),
    Rule("power_times_size", "abs(a)**b*abs(a) = abs(a)**(b + 1)", Group.POWER,
         {"en": "Power of a size times the size", "zh": "绝对值的幂乘绝对值"},
         {"en": "One more factor raises the exponent by one; a size may be 0 where the exponent isn't negative.",
          "zh": "多乘一个底数，指数加一；指数非负时绝对值可以为 0。"},
         conditions={"0 <= b": Counterexample({"a": "0", "b": "-1"})}, sources=(ABRAMOWITZ,), roles=(Role.SHRINK,)),
    power("power_over_base", "a**b/a = a**(b - 1)", "Power over its base", "幂除以底数",
          "One factor less lowers the exponent by one.", "少一个底数，指数减一。", Role.SHRINK,
          a=Counterexample({"a": "0", "b": "2"})),
    power("power_of_power", "(a**b)**c = a**(b*c)", "Power of a power", "幂的幂",
          "Exponents of a power of a power are multiplied.", "幂的幂，指数相乘。", Role.ALWAYS,
          a=Counterexample({"a": "-1", "b": "2", "c": "1/2"}, "(a*a)**(1/2)", "a",
                           {"en": "a = −1, b = 2, c = 1/2: the root of 1 is 1, not −1", "zh": "a = −1, b = 2, c = 1/2：1 的平方根是 1 而非 −1"})),
    power("power_of_product", "(a*b)**c = a**c*b**c", "Power of a product", "积的幂",
          "The power of a product is the product of the powers.", "积的幂等于幂的积。", Role.TRY,
          a=Counterexample({"a": "-1", "b": "-1", "c": "1/2"}), b=Counterexample({"a": "-1", "b": "-1", "c": "1/2"})),
    power("power_of_quotient", "(a/b)**c = a**c/b**c", "Power of a quotient", "商的幂",
          "The power of a quotient is the quotient of the powers.", "商的幂等于幂的商。", Role.TRY,
          a=Counterexample({"a": "-1", "b": "-1", "c": "1/2"}), b=Counterexample({"a": "-1", "b": "-1", "c": "1/2"})),
    power("power_of_exp", "exp(a)**b = exp(a*b)", "Power of an exponential", "指数的幂",
          "A power of an exponential multiplies its exponent.", "指数的幂等于把幂次乘到指数上。", Role.SHRINK),
    power("power_one", "a**1 = a", "First power", "一次幂", "The first power of a number is that number.", "一次幂等于自身。", Role.ALWAYS),
    power("power_zero", "a**0 = 1", "Power zero", "零次幂", "The empty product is 1.", "空积等于 1。", Role.ALWAYS),
    power("power_of_one", "1**a = 1", "Powers of one", "1 的幂", "Every power of 1 is 1.", "1 的任何次幂都是 1。", Role.ALWAYS),
    power("square_of_root", "sqrt(a)**2 = a", "Square of a root", "平方根的平方",
          "Squaring undoes the square root.", "平方与开方互逆。", Role.ALWAYS, a=Counterexample({"a": "-1"})),
    power("root_times_root", "sqrt(a)*sqrt(a) = a", "Root times root", "平方根相乘",
          "The square root times itself is what stands under it.", "平方根与自身之积等于被开方数。", Role.ALWAYS,
          a=Counterexample({"a": "-1"})),
)  # fmt: skip
