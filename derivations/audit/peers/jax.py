"""What JAX computes."""

from ..peer import Peer
from . import Package

REFERENCE = "https://docs.jax.dev/en/latest/_autosummary/jax.{}.html"
ALL = ("loss", "gradient", "hessian")
MINUS = dict.fromkeys(ALL, "-ours")


def function(name: str, loss: str, call: str, quantities: tuple[str, ...] = ALL, **more: object) -> Peer:
    """A function of JAX with its derivatives: minus our loss."""
    return Peer(
        f"jax.{name}", loss, dict.fromkeys(quantities, f"jax.{call}"), REFERENCE.format(name), language="jax",
        relations=MINUS, **more,  # type: ignore[arg-type]
    )  # fmt: skip


PEERS = (
    function("nn.log_sigmoid", "logistic", "nn.log_sigmoid(z)", fixed={"y": (1.0,)}),
    function(
        "scipy.special.log_ndtr", "probit", "scipy.special.log_ndtr(z)", fixed={"y": (1.0,)},
    ),
    function(
        "scipy.stats.poisson.logpmf", "poisson", "scipy.stats.poisson.logpmf(y, mu)", ("loss",),
        inputs={"mu": "np.exp(z)"}, meaning={"z": "log(mu)"},
    ),
    function(
        "scipy.stats.gamma.logpdf", "gamma", "scipy.stats.gamma.logpdf(y, k, scale=scale)", ("loss",),
        inputs={"scale": "np.exp(z)/k"}, meaning={"z": "log(k*scale)"},
    ),
    function(
        "scipy.stats.nbinom.logpmf", "negative_binomial", "scipy.stats.nbinom.logpmf(y, n, p)", ("loss",),
        inputs={"p": "1/(1 + alpha*np.exp(z))", "n": "1/alpha"}, meaning={"z": "log(n*(1 - p)/p)", "alpha": "1/n"},
        note="It has two other parameters: n is 1/alpha, and p is 1/(1 + alpha mu).",
    ),
)  # fmt: skip

PACKAGE = Package("jax", "jax", "JAX", PEERS)
