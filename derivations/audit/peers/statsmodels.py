"""What statsmodels computes: its discrete models by the linear predictor, its families by the mean."""

from collections.abc import Mapping

from ..peer import Peer
from . import Package

MODELS = "https://www.statsmodels.org/stable/generated/statsmodels.discrete.discrete_model.{}.html"
NORMS = "https://www.statsmodels.org/stable/generated/statsmodels.robust.norms.{}.html"
FAMILIES = "https://www.statsmodels.org/stable/generated/statsmodels.genmod.families.family.{}.html"


def model(name: str, loss: str, limited: Mapping[str, str] | None = None, **more: object) -> Peer:
    """A discrete model of one sample whose only feature is 1: the parameter is the prediction."""
    made = f"{name}(y, np.ones((1, 1)))"
    calls = {
        "loss": f"{made}.loglikeobs(z)",
        "gradient": f"{made}.score_obs(z)[0]",
        "hessian": f"{made}.hessian(z)[0]",
    }
    setup = f"from statsmodels.discrete.discrete_model import {name}"
    relations = {**dict.fromkeys(calls, "-ours"), **(limited or {})}
    return Peer(
        f"statsmodels.discrete.discrete_model.{name}", loss, calls, MODELS.format(name), setup=setup, each=True,
        finite=True, relations=relations, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def norm(name: str, loss: str, told: str, **more: object) -> Peer:
    """A norm of robust regression with its derivatives, by the residual."""
    made = f"norms.{name}({told})"
    calls = {"loss": f"{made}.rho(z - y)", "gradient": f"{made}.psi(z - y)", "hessian": f"{made}.psi_deriv(z - y)"}
    source = NORMS.format(name)
    setup = "from statsmodels.robust import norms"
    return Peer(f"statsmodels.robust.norms.{name}", loss, calls, source, setup=setup, **more)  # type: ignore[arg-type]


def family(name: str, loss: str, told: str = "", arguments: str = "y, mu", **more: object) -> Peer:
    """The log-likelihood of a family of generalised linear models."""
    call = f"families.{name}({told}).loglike_obs({arguments})"
    given = {"inputs": {"mu": "np.exp(z)"}, "meaning": {"z": "log(mu)"}, "relations": {"loss": "-ours"}, **more}
    return Peer(
        f"statsmodels.genmod.families.{name}", loss, {"loss": call}, FAMILIES.format(name),
        setup="from statsmodels.genmod import families", **given,  # type: ignore[arg-type]
    )  # fmt: skip


def linked(name: str, link: str, loss: str, **more: object) -> Peer:
    """The log-likelihood of a family by the linear predictor."""
    return Peer(
        f"statsmodels.genmod.families.{name}, {link}", loss, {"loss": "family.loglike_obs(y, family.link.inverse(z))"},
        FAMILIES.format(name),
        setup=f"from statsmodels.genmod import families\nfamily = families.{name}(link=families.links.{link}())",
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


PEERS = (
    model("Logit", "logistic"),
    family(
        "Binomial", "logistic", inputs={"mu": "1/(1 + np.exp(-z))"}, meaning={"z": "log(mu) - log(1 - mu)"},
    ),
    model(
        "Probit", "probit", {"loss": "log(max(exp(-ours), 2**(-52)))"},
        note="The probability isn't let fall below 2.2e-16.",
    ),
    linked("Binomial", "CLogLog", "complementary_log_log", fixed={"y": (1.0,)}, relations={"loss": "-ours"}),
    linked(
        "Binomial", "CLogLog", "complementary_log_log", fixed={"y": (0.0,), "z": (4.0, 6.0, 8.0, 11.0, 17.0, 100.0)},
        relations={"loss": "log(10**(-20))"},
        note="From z = 4 on mu is rounded to 1, and the logarithm is that of 1e-20, which is added to 1 - mu.",
    ),
    model("Poisson", "poisson"),
    family("Poisson", "poisson"),
    family(
        "Gamma", "gamma", fixed={"k": (1.0,)},
        relations={"loss": "log(max(y/mu, 2**(-52))) - max(y/mu, 2**(-52)) - log(y)"},
        note="y/mu isn't let fall below 2.2e-16.",
    ),
    family(
        "NegativeBinomial", "negative_binomial", "alpha=0.5", fixed={"alpha": (0.5,)},
    ),

    norm("HuberT", "huber", "t=1.0", fixed={"delta": (1.0,)}),
    norm("TukeyBiweight", "tukey_biweight", "c=4.685", fixed={"c": (4.685,)}),
    family(
        "Gaussian", "gaussian_learned_variance", arguments="y, m, scale=scale",
        inputs={"scale": "np.exp(s)"}, meaning={"s": "log(scale)"},
    ),
    family("InverseGaussian", "inverse_gaussian", fixed={"lam": (1.0,)}),
)  # fmt: skip

PACKAGE = Package("statsmodels", "statsmodels", "statsmodels", PEERS)
