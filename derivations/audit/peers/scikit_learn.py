"""What scikit-learn computes. Its losses are private, but its models minimise them; its metrics are public."""

from ..peer import Peer
from . import Package

LOSSES = "https://github.com/scikit-learn/scikit-learn/blob/main/sklearn/_loss/loss.py"
METRICS = "https://scikit-learn.org/stable/modules/generated/sklearn.metrics.{}.html"


def private(name: str, loss: str, told: str = "", **more: object) -> Peer:
    """A loss of ``sklearn._loss``, which takes labels first."""
    made = f"{name}({told})"
    calls = {
        "loss": f"{made}.loss(y, z)",
        "gradient": f"{made}.gradient(y, z)",
        "hessian": f"{made}.gradient_hessian(y, z)[1]",
    }
    setup = f"from sklearn._loss import {name}"
    return Peer(f"sklearn._loss.{name}", loss, calls, LOSSES, setup=setup, **more)  # type: ignore[arg-type]


def metric(name: str, loss: str, call: str, **more: object) -> Peer:
    """A metric, which takes labels and what was predicted, and gives their mean: here that of one sample."""
    return Peer(
        f"sklearn.metrics.{name}", loss, {"loss": f"[metrics.{name}({call})]"}, METRICS.format(name),
        setup="from sklearn import metrics", each=True, finite=True, **more,  # type: ignore[arg-type]
    )  # fmt: skip


PEERS = (
    private("HalfBinomialLoss", "logistic"),
    metric(
        "log_loss", "logistic", "y, p, labels=[0, 1]",
        inputs={"p": "1/(1 + np.exp(-z))"}, meaning={"z": "log(p) - log(1 - p)"},
        relations={"loss": "max(min(ours, -log(2**(-52))), -log(1 - 2**(-52)))"},
        note="It takes the probability, and keeps it between eps and 1 - eps, eps being the spacing of the probabilities' type at 1.",
    ),
    Peer(
        "sklearn._loss.HalfBinomialLoss", "class_weighted_cross_entropy",
        {
            "loss": "HalfBinomialLoss().loss(y, z, sample_weight=np.where(y == 1, w_1, w_0))",
            "gradient": "HalfBinomialLoss().gradient(y, z, sample_weight=np.where(y == 1, w_1, w_0))",
            "hessian": "HalfBinomialLoss().gradient_hessian(y, z, sample_weight=np.where(y == 1, w_1, w_0))[1]",
        },
        LOSSES, setup="from sklearn._loss import HalfBinomialLoss",
    ),
    private(
        "HalfPoissonLoss", "poisson", relations={"loss": "ours - lgamma(y + 1)"},
        note="It leaves out log y!, which doesn't depend on the prediction.",
    ),
    metric(
        "mean_poisson_deviance", "poisson", "y, mu",
        inputs={"mu": "np.exp(z)"}, meaning={"z": "log(mu)"},
        relations={"loss": "2*(ours - lgamma(y + 1) - where(y == 0, 0, y - y*log(y)))"},
        note="The deviance is twice the distance from the loss of a prediction that is the label itself.",
    ),
    private(
        "HalfGammaLoss", "gamma", fixed={"k": (1.0,)},
        note="It is the loss of shape 1.",
    ),
    metric(
        "mean_gamma_deviance", "gamma", "y, mu",
        fixed={"k": (1.0,)}, inputs={"mu": "np.exp(z)"}, meaning={"z": "log(mu)"},
        relations={"loss": "2*(ours - log(y) - 1)"},
        note="The deviance is twice the distance from the loss of a prediction that is the label itself.",
    ),
)  # fmt: skip

PACKAGE = Package("scikit-learn", "sklearn", "scikit-learn", PEERS)
