"""Small terms that need the rules of the book: with what the search or the deriver is to make of each.

Together with the losses, the identities of matrices and the examples they use every rule; ``test_rules`` sees to that.
"""

from __future__ import annotations

from functools import cache

from derivations.derive.chain import Book, derive_stage
from derivations.derive.differentials import derive_goal
from derivations.derive.step import Derivation
from derivations.losses.plan import Apply, Line, Stage
from derivations.own.chain import Chain, Workbench, shortest
from derivations.terms.context import Context, Kind, Symbol
from derivations.verify.check import check_stage
from derivations.verify.verdict import CheckedStage


def symbol(name: str, kind: Kind, domain: str, *shape: str, runs: tuple[str, str] = ("", "")) -> Symbol:
    """A symbol that is shown as it is written."""
    return Symbol(name, kind, domain, {"en": name, "zh": name}, name, name, shape, runs=runs)


CONTEXT = Context(
    (
        symbol("i", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("j", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("k", Kind.INDEX, "1 … m", runs=("1", "m")),
        symbol("d", Kind.INDEX, "1, 2", runs=("1", "2")),
        symbol("m", Kind.SIZE, "1, 2, …"),
        symbol("n", Kind.SIZE, "1, 2, …"),
        symbol("x", Kind.PARAMETER, "real"),
        symbol("w", Kind.PARAMETER, "real"),
        symbol("c", Kind.PARAMETER, "(0, ∞)"),
        symbol("a", Kind.PARAMETER, "(0, ∞)"),
        symbol("b", Kind.BASE, "0 < b, b ≠ 1"),
        symbol("y", Kind.DATA, "real"),
        symbol("s", Kind.DATA, "{-1, 1}"),
        symbol("t", Kind.LABEL, "{0, 1}"),
        symbol("v", Kind.PARAMETER, "real", "m"),
        symbol("u", Kind.DATA, "real", "m"),
        symbol("A", Kind.DATA, "real", "m", "n"),
        symbol("V", Kind.PARAMETER, "real", "m", "n"),
        symbol("B", Kind.DATA, "invertible", "m", "m"),
        symbol("Q", Kind.PARAMETER, "invertible", "m", "m"),
    ),
    (),
    (("m", "1", "m"), ("n", "1", "n"), ("2", "1", "2")),
)

P = "normal_cdf(x)"
"""A positive number that moves."""

FOUND: tuple[tuple[str, str], ...] = (
    # Logarithms and exponentials
    (f"log({P}**a)", "a*log(normal_cdf(x))"),
    ("1 + erf(x)", "erfc(-x)"),
    ("erfc(x/sqrt(2))/2", "normal_cdf(-x)"),
    ("(1 + erf(x/sqrt(2)))/2", "normal_cdf(x)"),
    ("log(2) - log(erfc(x/sqrt(2)))", "-log(normal_cdf(-x))"),
    ("log(sqrt(1 + x**2))", "log(1 + x**2)/2"),
    ("exp(log(c))", "c"),
    ("exp(x + log(c))", "c*exp(x)"),
    (f"exp(a*log({P}))", "normal_cdf(x)**a"),
    ("exp(2*x)/exp(x)", "exp(x)"),
    ("log_base(b, exp(x))", "x/log(b)"),
    # Powers
    (f"{P}**a*{P}**c", "normal_cdf(x)**(a + c)"),
    (f"{P}**a/{P}", "normal_cdf(x)**(a - 1)"),
    (f"({P}**a)**c", "normal_cdf(x)**(a*c)"),
    (f"(c*{P})**a/{P}**a", "c**a"),
    (f"({P}/c)**a*c**a", "normal_cdf(x)**a"),
    (f"exp({P}**0)", "exp(1)"),
    ("1**x", "1"),
    ("x*w*x + sqrt(c)*sqrt(c)", "w*x**2 + c"),
    ("sqrt(1 + x**2)*sqrt(1 + x**2)", "1 + x**2"),
    ("s**2*x", "x"),
    # Functions
    ("exp(x)/(1 + exp(x))", "sigmoid(x)"),
    ("w*(sigmoid(x) - 1)", "-w*sigmoid(-x)"),
    ("exp(x)*sigmoid(-x)", "sigmoid(x)"),
    ("softplus(-x) + x", "softplus(x)"),
    ("softplus(x) - x", "softplus(-x)"),
    ("exp(softplus(x))", "1 + exp(x)"),
    ("sigmoid(x) + sigmoid(-x)", "1"),
    ("exp(x) + exp(-x)", "2*cosh(x)"),
    ("exp(x) - exp(-x)", "2*sinh(x)"),
    ("cosh(x)**2 - sinh(x)**2", "1"),
    ("tanh(-x)*cosh(-x)*abs(-x)*erf(-x)", "tanh(x)*cosh(x)*abs(x)*erf(x)"),
    ("log(1 + tanh(x)) - log(1 - tanh(x))", "2*x"),
    ("log((1 + s*tanh(x/2))/2)", "-softplus(-s*x)"),
    ("max(x, 0) + log1p(exp(-abs(x)))", "softplus(x)"),
    ("w*(max(-x, 0) + log(1 + exp(-abs(x))))", "w*softplus(-x)"),
    ("abs(c)", "c"),
    ("abs(x)**2", "x**2"),
    ("abs(x)*abs(x)", "x**2"),
    ("abs(x)*sign(x)", "x"),
    ("w*(1 - erf(x))", "w*erfc(x)"),
    ("log1p(x**2) + expm1(x) + 1", "log(1 + x**2) + exp(x)"),
    ("w*(1 - tanh(x)**2)", "w/cosh(x)**2"),
    ("indicator(0 < x)**2", "indicator(0 < x)"),
    ("max(0, x)*indicator(0 < x)", "max(0, x)"),
    ("c - log(exp(c) - 1)", "-log(1 - exp(-c))"),
    ("sinh(x)/cosh(x)", "tanh(x)"),
    ("log(sigmoid(x))", "-softplus(-x)"),
    ("normal_pdf(-x)*(1 - normal_cdf(x))", "normal_pdf(x)*normal_cdf(-x)"),
    ("1/(1 + exp(-x))", "sigmoid(x)"),
    ("log(1 + exp(x))", "softplus(x)"),
    ("y*softplus(-x) + (1 - y)*softplus(x)", "softplus(x) - y*x"),
    ("sin(-x) + atan(-x)", "-(atan(x) + sin(x))"),
    ("cos(-x) + log_i0(-x) - bessel_ratio(-x)", "cos(x) + log_i0(x) + bessel_ratio(x)"),
    ("log_ndtr(x) - log(normal_cdf(x))", "0"),
    ("log1mexp(c) - log(1 - exp(-c))", "0"),
    # Algebra
    ("1 + x**2/(1 + w**2) + w**2/(1 + w**2)", "1 + (x**2 + w**2)/(1 + w**2)"),
    ("w*(x + y) - w*x", "w*y"),
    ("w*x*y + w*x", "w*x*(y + 1)"),
    ("1/exp(x)", "exp(-x)"),
    ("exp(x)**a", "exp(x*a)"),
    ("normal_cdf(x)**1", "normal_cdf(x)"),
    ("normal_cdf(x)**a*normal_cdf(x)", "normal_cdf(x)**(a + 1)"),
    # Derivatives
    ("partial(x, abs(x) + sign(x))", "sign(x)"),
    ("partial(x, cosh(x))", "sinh(x)"),
    ("partial(c, lgamma(c) + digamma(c))", "digamma(c) + trigamma(c)"),
    ("partial(x, normal_pdf(x))", "-x*normal_pdf(x)"),
    ("partial(x, sqrt(1 + x**2))", "x/sqrt(1 + x**2)"),
    ("partial(x, softplus(x) + tanh(x))", "sigmoid(x) + 1/cosh(x)**2"),
    ("partial(x, x/c + c/(1 + x**2))", "1/c - 2*c*x/(1 + x**2)**2"),
    ("partial(x, exp(x)/(1 + x**2))", "(1 + x*(x - 2))*exp(x)/(1 + x**2)**2"),
    ("partial(x, where(x < w, x, w)*indicator(x < w))", "indicator(x < w)"),
    ("where(x == w, y, where(x != w, x, 0))", "where(x == w, y, x)"),
    ("abs(log(1 + x**2))", "log(1 + x**2)"),
    ("max(0, x**2)", "x**2"),
    ("max(0, -x**2)", "0"),
    ("x*sign(x)", "abs(x)"),
    ("(w - x)*sign(x - w)", "-abs(x - w)"),
    ("abs(x)**c*abs(x)", "abs(x)**(c + 1)"),
    ("partial(x, where(0 < abs(x), abs(x)**c*sign(x), 0))", "where(0 < abs(x), c*abs(x)**(c - 1), indicator(c == 1))"),
    (
        "partial(x, where(0 < abs(x), w*abs(x)**c*sign(x), 0))",
        "w*where(0 < abs(x), c*abs(x)**(c - 1), indicator(c == 1))",
    ),
    ("partial(x, abs(x)**(1 + y**2))", "(1 + y**2)*abs(x)**(y**2)*sign(x)"),
    ("partial(x, abs(x)**(1 + c)*sign(x)*exp(x))", "exp(x)*((1 + c)*abs(x)**c + abs(x)**(1 + c)*sign(x))"),
    ("partial(x, where(y < w, x*y, w))", "where(y < w, y, 0)"),
    ("partial(x, abs(x)**(1 + c))", "(1 + c)*abs(x)**c*sign(x)"),
    ("partial(x, abs(x)**c)", "where(0 < abs(x), c*abs(x)**(c - 1)*sign(x), 0)"),
    ("partial(x, abs(x)**(1 + c)*sign(x))", "(1 + c)*abs(x)**c"),
    ("partial(x, abs(x)**c*sign(x))", "where(0 < abs(x), c*abs(x)**(c - 1), indicator(c == 1))"),
    ("partial(x, ((x - w)**2)**(1/4))", "where(0 < abs(x - w), abs(x - w)**(-1/2)*sign(x - w)/2, 0)"),
    ("partial(x, max(0, x)**(1 + c))", "(1 + c)*max(0, x)**c"),
    ("max(x, 0)*y", "y*max(0, x)"),
    ("log(1 - max(0, sigmoid(x) - 1/4))", "log(min(1, sigmoid(-x) + 1/4))"),
    ("partial(x, where(0 < x, log(x), x))", "where(0 < x, 1/x, 1)"),
    ("partial(x, max(0, x)**c)", "where(0 < x, c*max(0, x)**(c - 1), 0)"),
    ("partial(c, trigamma(c) + polygamma(3, c))", "polygamma(2, c) + polygamma(4, c)"),
    # Choices
    ("where(x < w, y, y)", "y"),
    ("where(x < w, where(x < w, x, y), where(x < w, w, y))", "where(x < w, x, y)"),
    ("where(1 == 1, x, y) + where(a == -1, w, y)", "x + y"),
    ("where(x < x, x, y) + where(x <= x, w, c)", "y + w"),
    ("where(x != x, x, y) + max(w, w)", "y + w"),
    ("min(x, x)*indicator(y == y) + indicator(y != y)", "x"),
    ("indicator(x <= x)*y + indicator(x < x)*w", "y"),
    ("where(x < w, 1, 0)", "indicator(x < w)"),
    ("log(where(x < w, 1, exp(x)))", "where(x < w, 0, x)"),
    ("exp(where(x < w, 0, log(c)))", "where(x < w, 1, c)"),
    ("sqrt(where(x < w, w**2, y**2))", "where(x < w, abs(w), abs(y))"),
    ("abs(where(x < w, -x, c))", "where(x < w, abs(x), c)"),
    ("where(x < w, exp(x), 1)**a", "where(x < w, exp(x*a), 1)"),
    ("where(x < w, x, 1)*where(x < w, y, 2)", "where(x < w, x*y, 2)"),
    ("where(x < w, x, 1)/where(x < w, exp(x), 2)", "where(x < w, x/exp(x), 1/2)"),
    ("where(x < w, x, 1) - where(x < w, x, 2)", "where(x < w, 0, -1)"),
    ("a*c/where(x < w, c, a*c)", "where(x < w, a, 1)"),
    ("where(x < w, c*y, c)/c", "where(x < w, y, 1)"),
    ("where(x < w, c*y, c*w)", "c*where(x < w, y, w)"),
    ("where(x < w, c + y, c + w)", "c + where(x < w, y, w)"),
    # Labels
    ("t**2*x + t**a", "x*t + t"),
    ("t*(1 - t)*x", "0"),
    ("abs(s)*x/s", "s*x"),
    ("where(t == 1, softplus(-x), softplus(x))", "softplus(x) - t*x"),
    ("where(t == 0, softplus(x), softplus(-x))", "softplus(x) - t*x"),
    ("((x - y)**2)**(1/2)", "abs(x - y)"),
    ("partial(x, log1p(x**2) + expm1(w*x))", "2*x/(1 + x**2) + w*exp(w*x)"),
    ("partial(x, log_base(b, normal_cdf(x)))", "normal_pdf(x)/(normal_cdf(x)*log(b))"),
    ("partial(x, max(0, x))", "indicator(0 < x)"),
    ("partial(c, c**a)", "a*c**(a - 1)"),
    ("partial(x, min(x, w))", "indicator(x <= w)"),
    ("partial(x, c**x)", "c**x*log(c)"),
    (f"partial(x, {P}**x)", "normal_cdf(x)**x*(log(normal_cdf(x)) + x*normal_pdf(x)/normal_cdf(x))"),
    ("partial(x, sinh(x))", "cosh(x)"),
    ("partial(x, 1 - cos(x - w))", "sin(x - w)"),
    ("partial(x, sin(x))", "cos(x)"),
    ("partial(x, atan(x))", "1/(1 + x**2)"),
    ("partial(x, log_ndtr(x))", "normal_pdf(x)/normal_cdf(x)"),
    ("partial(c, log1mexp(c))", "1/(exp(c) - 1)"),
    ("partial(c, log_i0(c) - c*cos(x))", "bessel_ratio(c) - cos(x)"),
    ("partial(c, bessel_ratio(c))", "1 - bessel_ratio(c)*(1/c + bessel_ratio(c))"),
    ("partial(x, erf(x))", "2*exp(-x**2)/sqrt(pi)"),
    ("partial(x, erfc(x))", "-2*exp(-x**2)/sqrt(pi)"),
    ("partial(x, erfcx(x))", "2*x*erfcx(x) - 2/sqrt(pi)"),
    ("partial(v[j], v' @ u)", "u[j]"),
    ("partial(x, prod(i, 1, m, sigmoid(x)))", "m*prod(i, 1, m, sigmoid(x))*sigmoid(-x)"),
    ("partial(v[k], logsumexp(v))", "softmax(v)[k]"),
    ("partial(v[k], softmax(v)[j])", "softmax(v)[j]*(delta(j, k) - softmax(v)[k])"),
)
"""A term, and what it is found to be."""

APPLIED: tuple[tuple[str, str, dict[str, str], str], ...] = (
    ("t*exp(x)", "by_label", {"y": "t"}, "(1 - t)*0*exp(x) + t*exp(x)"),
    ("where(x == w, 0, x)", "by_sides", {"u": "x - w", "b": "x", "c": "x"}, "where(0 <= x - w, x, x)"),
    (
        "where(x == w, 0, (exp(x - w) - 1)/(x - w))",
        "at_limit",
        {"u": "x", "v": "w", "b": "1"},
        "where(x == w, 1, where(x == w, 0, (exp(x - w) - 1)/(x - w)))",
    ),
    (
        "log(sigmoid(x + c) - sigmoid(x))",
        "log_of_sigmoid_difference",
        {},
        "log(1 - exp(x - (x + c))) - softplus(-(x + c)) - softplus(x)",
    ),
    ("exp(t*x)", "by_binary_label", {"y": "t"}, "(1 - t)*exp(0*x) + t*exp(x)"),
    ("exp(-(s*x))", "by_sign", {"s": "s"}, "(1 - s)/2*exp(x) + (1 + s)/2*exp(-x)"),
    ("(1 - s)/2*exp(x) + (1 + s)/2*exp(-x)", "sign_into_function", {}, "exp(-(s*x))"),
    ("(1 - s)/2*sigmoid(x) - (1 + s)/2*sigmoid(-x)", "sign_out_of_functions", {}, "-(s*sigmoid(-(s*x)))"),
    ("log(prod(i, 1, m, exp(v[i])))", "log_of_indexed_product", {}, "sum(i, 1, m, log(exp(v[i])))"),
    ("b**log_base(b, c)", "power_of_log_base", {}, "c"),
    ("where(t == 1, c, a)", "choice_as_powers", {}, "c**t*a**(1 - t)"),
    ("sum(d, 1, 2, c**d)", "sum_of_two", {}, "c**1 + c**2"),
    ("x", "add_and_subtract", {"b": "w"}, "w + x - w"),
    ("x", "multiply_and_divide", {"b": "c"}, "c*x/c"),
    ("log(c)", "log_at_most", {}, "c - 1"),
    ("sigmoid(x)", "at_most", {"b": "1"}, "1"),
    ("x**2", "at_least_zero", {}, "0"),
    ("x - c", "drop_subtracted", {}, "x"),
    ("x + c", "drop_added", {}, "x"),
    ("v' @ A @ A' @ v", "rayleigh", {"a": "A @ A'"}, "eigmax(A @ A')*norm(v)**2"),
    ("sum(i, 1, m, -v[i])", "sum_of_negative", {}, "-sum(i, 1, m, v[i])"),
    ("(B @ v)[i]", "entry_by_row", {}, "B[i]' @ v"),
    ("norm(c*v)", "norm_of_scaled", {}, "abs(c)*norm(v)"),
    ("norm(-v)", "norm_of_negative", {}, "norm(v)"),
    ("inv(c*B)", "inverse_of_scaled", {}, "(1/c)*inv(B)"),
)
"""A term, a rule that is applied to it as a whole, letters that it is told, and what it makes."""

GOALS: tuple[str, ...] = (
    "gradient(V, tr(c*(A' @ V)))",
    "gradient(V, tr((c*V) @ A'))",
    "gradient(V, tr((V*A)' @ A))",
    "gradient(v, u' @ (v*v))",
    "gradient(Q, tr(inv(inv(B)) @ Q))",
    "gradient(Q, tr(kron(B, Q)'))",
    "gradient(v, v' @ ((c*B) @ v))",
)
"""Derivatives by vectors and matrices."""


def made(text: str, context: Context = CONTEXT) -> Derivation:
    """A term, differentiated and simplified as the search finds it."""
    bench = Workbench(context)

    def make(chain: Chain) -> Chain:
        chain.differentiate()
        for found in shortest(chain.term, context):
            chain.follow(found.path)
        return chain

    return derive_stage(bench.stage("corpus", {"en": text, "zh": text}, context.parse(text), make), Book(context))


@cache
def corpus() -> tuple[CheckedStage, ...]:
    """All of it, derived and checked."""
    stages = [made(text) for text, _ in FOUND]
    for text, rule, bind, _ in APPLIED:
        stage = Stage("corpus", {"en": text, "zh": text}, text, (Line((Apply(rule, (), bind=bind),)),))
        stages.append(derive_stage(stage, Book(CONTEXT)))
    stages += [
        derive_goal(CONTEXT.parse(text), CONTEXT, Book(CONTEXT), "corpus", {"en": "", "zh": ""}) for text in GOALS
    ]
    return tuple(check_stage(stage, CONTEXT, Book(CONTEXT)) for stage in stages)
