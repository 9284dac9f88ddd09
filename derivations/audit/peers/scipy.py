"""What SciPy computes."""

from ..peer import Peer
from . import Package

REFERENCE = "https://docs.scipy.org/doc/scipy/reference/generated/scipy.{}.html"


def special(name: str, loss: str, quantity: str, call: str, **more: object) -> Peer:
    """A function of ``scipy.special``."""
    source = REFERENCE.format(f"special.{name}")
    setup = "from scipy import special"
    return Peer(f"scipy.special.{name}", loss, {quantity: call}, source, setup=setup, **more)  # type: ignore[arg-type]


def density(name: str, loss: str, call: str, **more: object) -> Peer:
    """The logarithm of a probability or density of ``scipy.stats``: minus our loss."""
    distribution = name.partition(".")[0]
    return Peer(
        f"scipy.stats.{name}", loss, {"loss": f"stats.{call}"}, REFERENCE.format(f"stats.{distribution}"),
        setup="from scipy import stats", relations={"loss": "-ours"}, **more,  # type: ignore[arg-type]
    )  # fmt: skip


PEERS = (
    special("log_expit", "logistic", "loss", "special.log_expit(z)", fixed={"y": (1.0,)}, relations={"loss": "-ours"}),
    special("expit", "logistic", "gradient", "special.expit(z)", fixed={"y": (0.0,)}),
    density(
        "bernoulli.logpmf", "logistic", "bernoulli.logpmf(y, p)",
        inputs={"p": "1/(1 + np.exp(-z))"}, meaning={"z": "log(p) - log(1 - p)"},
    ),
    special("log_ndtr", "probit", "loss", "special.log_ndtr(z)", fixed={"y": (1.0,)}, relations={"loss": "-ours"}),
    density(
        "poisson.logpmf", "poisson", "poisson.logpmf(y, mu)", inputs={"mu": "np.exp(z)"}, meaning={"z": "log(mu)"}
    ),
    density(
        "gamma.logpdf", "gamma", "gamma.logpdf(y, k, scale=scale)",
        inputs={"scale": "np.exp(z)/k"}, meaning={"z": "log(k*scale)"},
    ),
    density(
        "nbinom.logpmf", "negative_binomial", "nbinom.logpmf(y, n, p)",
        inputs={"p": "1/(1 + alpha*np.exp(z))", "n": "1/alpha"}, meaning={"z": "log(n*(1 - p)/p)", "alpha": "1/n"},
        note="It has two other parameters: n is 1/alpha, and p is 1/(1 + alpha mu).",
    ),

    special("huber", "huber", "loss", "special.huber(delta, z)", fixed={"y": (0.0,)}),
    special("pseudo_huber", "pseudo_huber", "loss", "special.pseudo_huber(delta, z)", fixed={"y": (0.0,)}),
    density(
        "norm.logpdf", "gaussian_learned_variance", "norm.logpdf(y, m, sd)",
        inputs={"sd": "np.exp(s/2)"}, meaning={"s": "2*log(sd)"},
    ),
    density(
        "laplace.logpdf", "laplace_learned_scale", "laplace.logpdf(y, m, b)",
        inputs={"b": "np.exp(s)"}, meaning={"s": "log(b)"},
    ),
    density("t.logpdf", "student_t", "t.logpdf(y, nu, loc=z, scale=sigma)"),
    density(
        "invgauss.logpdf", "inverse_gaussian", "invgauss.logpdf(y, mu, scale=lam)",
        inputs={"mu": "np.exp(z)/lam"}, meaning={"z": "log(mu*lam)"},
        note="Its mu is the mean divided by the scale, which is lambda.",
    ),
    density(
        "weibull_min.logpdf", "weibull_survival", "weibull_min.logpdf(t, c, scale=scale)",
        fixed={"delta": (1.0,)}, inputs={"scale": "np.exp(z)", "c": "1/sigma"},
        meaning={"z": "log(scale)", "sigma": "1/c"}, note="For times that aren't censored; c is 1/sigma.",
    ),
    density(
        "lognorm.logsf", "log_normal_survival", "lognorm.logsf(t, sigma, scale=scale)",
        fixed={"delta": (0.0,)}, inputs={"scale": "np.exp(z)"}, meaning={"z": "log(scale)"},
        note="For censored times.",
    ),
    special(
        "log_softmax", "bradley_terry", "loss", "special.log_softmax(np.stack([a, b], 1), axis=1)[:, 0]",
        relations={"loss": "-ours"}, note="Of two logits.",
    ),
    special(
        "softmax", "bradley_terry", "gradient-b", "special.softmax(np.stack([a, b], 1), axis=1)[:, 1]",
        note="Of two logits; the probability of the second is the derivative by it.",
    ),
)  # fmt: skip

PACKAGE = Package("scipy", "scipy", "SciPy", PEERS)
