"""Losses that the search for stable code is tried on: symbols with their domains, loss, gradient and Hessian."""

from __future__ import annotations

from dataclasses import dataclass, field

from derivations.terms.context import Context, Kind, Symbol


@dataclass(frozen=True)
class Case:
    """A loss: its symbols in the order of arguments, its predictions, defaults, and its lines."""

    symbols: dict[str, str]
    lines: tuple[str, ...]
    defaults: dict[str, float] = field(default_factory=dict)
    predictions: tuple[str, ...] = ("z",)

    @property
    def inputs(self) -> tuple[str, ...]:
        return tuple(self.symbols)

    @property
    def context(self) -> Context:
        kinds = {name: Kind.DATA if name in self.predictions else Kind.PARAMETER for name in self.symbols}
        kinds |= {"y": Kind.LABEL} if self.symbols.get("y", "").startswith(("{", "[")) else {}
        words = {"en": "a symbol", "zh": "符号"}
        symbols = tuple(Symbol(name, kinds[name], domain, words, name, name) for name, domain in self.symbols.items())
        return Context(symbols, (), ())


QUANTITIES = ("loss", "gradient", "hessian")

TEN = {
    "focal": Case(
        {"z": "real", "y": "[0, 1]", "gamma": "[0, inf)"},
        (
            "y*sigmoid(-z)**gamma*softplus(-z) + (1 - y)*sigmoid(z)**gamma*softplus(z)",
            "(1 - y)*sigmoid(z)**gamma*(gamma*sigmoid(-z)*softplus(z) + sigmoid(z))"
            " - y*sigmoid(-z)**gamma*(gamma*sigmoid(z)*softplus(-z) + sigmoid(-z))",
            "y*sigmoid(-z)**gamma*sigmoid(z)*(gamma*(gamma*sigmoid(z) - sigmoid(-z))*softplus(-z)"
            " + (2*gamma + 1)*sigmoid(-z)) + (1 - y)*sigmoid(z)**gamma*sigmoid(-z)"
            "*(gamma*(gamma*sigmoid(-z) - sigmoid(z))*softplus(z) + (2*gamma + 1)*sigmoid(z))",
        ),
        {"gamma": 2.0},
    ),
    "label smoothing": Case(
        {"z": "real", "y": "{0, 1}", "eps": "[0, 1)"},
        ("softplus(z) - (y*(1 - eps) + eps/2)*z", "sigmoid(z) - (y*(1 - eps) + eps/2)", "sigmoid(z)*(1 - sigmoid(z))"),
        {"eps": 0.1},
    ),
    "class weights": Case(
        {"z": "real", "y": "[0, 1]", "w": "(0, inf)"},
        (
            "w*y*softplus(-z) + (1 - y)*softplus(z)",
            "(1 - y)*sigmoid(z) - w*y*sigmoid(-z)",
            "(w*y + 1 - y)*sigmoid(z)*(1 - sigmoid(z))",
        ),
        {"w": 1.0},
    ),
    "Poisson": Case({"z": "real", "y": "0, 1, 2, …"}, ("exp(z) - y*z + lgamma(y + 1)", "exp(z) - y", "exp(z)")),
    "gamma": Case({"z": "real", "y": "(0, inf)"}, ("z + y*exp(-z)", "1 - y*exp(-z)", "y*exp(-z)")),
    "negative binomial": Case(
        {"z": "real", "y": "0, 1, 2, …", "r": "(0, inf)"},
        ("(y + r)*log(r + exp(z)) - y*z", "(y + r)*exp(z)/(r + exp(z)) - y", "(y + r)*r*exp(z)/(r + exp(z))**2"),
        {"r": 1.0},
    ),
    "probit": Case(
        {"z": "real", "y": "{0, 1}"},
        (
            "-(y*log(normal_cdf(z)) + (1 - y)*log(1 - normal_cdf(z)))",
            "(1 - y)*normal_pdf(z)/(1 - normal_cdf(z)) - y*normal_pdf(z)/normal_cdf(z)",
            "y*(normal_pdf(z)/normal_cdf(z))*(normal_pdf(z)/normal_cdf(z) + z)"
            " + (1 - y)*(normal_pdf(z)/(1 - normal_cdf(z)))*(normal_pdf(z)/(1 - normal_cdf(z)) - z)",
        ),
    ),
    "complementary log-log": Case(
        {"z": "real", "y": "{0, 1}"},
        (
            "-(y*log(1 - exp(-exp(z))) - (1 - y)*exp(z))",
            "(1 - y)*exp(z) - y*exp(z)*exp(-exp(z))/(1 - exp(-exp(z)))",
            "(1 - y)*exp(z) - y*exp(z)*exp(-exp(z))*(1 - exp(-exp(z)) - exp(z))/(1 - exp(-exp(z)))**2",
        ),
    ),
    "log-cosh": Case({"z": "real", "y": "real"}, ("log(cosh(z - y))", "tanh(z - y)", "1 - tanh(z - y)**2")),
    "DPO": Case(
        {"a": "real", "b": "real", "beta": "(0, inf)"},
        (
            "-log(sigmoid(beta*(a - b)))",
            "-beta*sigmoid(-(beta*(a - b)))",
            "beta**2*sigmoid(beta*(a - b))*(1 - sigmoid(beta*(a - b)))",
        ),
        {"beta": 0.1},
        ("a", "b"),
    ),
}
"""The ten losses of the gallery."""

UNSEEN = {
    "pseudo-Huber": Case(
        {"z": "real", "y": "real", "delta": "(0, inf)"},
        (
            "delta**2*(sqrt(1 + ((z - y)/delta)**2) - 1)",
            "(z - y)/sqrt(1 + ((z - y)/delta)**2)",
            "1/((1 + ((z - y)/delta)**2)*sqrt(1 + ((z - y)/delta)**2))",
        ),
        {"delta": 1.0},
    ),
    "Tweedie": Case(
        {"z": "real", "y": "[0, inf)", "p": "(1, 2)"},
        (
            "exp((2 - p)*z)/(2 - p) - y*exp((1 - p)*z)/(1 - p)",
            "exp((2 - p)*z) - y*exp((1 - p)*z)",
            "(2 - p)*exp((2 - p)*z) - (1 - p)*y*exp((1 - p)*z)",
        ),
        {"p": 1.5},
    ),
    "margin logistic": Case(
        {"z": "real", "y": "{-1, 1}"},
        ("log(1 + exp(-(y*z)))", "-y/(1 + exp(y*z))", "y**2*exp(y*z)/(1 + exp(y*z))**2"),
    ),
    "Cauchy": Case(
        {"z": "real", "y": "real", "c": "(0, inf)"},
        (
            "log(1 + ((z - y)/c)**2)",
            "2*(z - y)/(c**2 + (z - y)**2)",
            "2*(c**2 - (z - y)**2)/(c**2 + (z - y)**2)**2",
        ),
        {"c": 1.0},
    ),
    "Gaussian with log scale": Case(
        {"z": "real", "y": "real"}, ("z + y**2*exp(-2*z)/2", "1 - y**2*exp(-2*z)", "2*y**2*exp(-2*z)")
    ),
}
"""Losses that nothing was made for."""
