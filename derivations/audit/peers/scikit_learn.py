"""What scikit-learn computes. Its losses are private, but its models minimise them; its metrics are public."""

from ..peer import Peer
from . import Package

LOSSES = "https://github.com/scikit-learn/scikit-learn/blob/main/sklearn/_loss/loss.py"
DESCENT = "https://scikit-learn.org/stable/modules/generated/sklearn.linear_model.SGDClassifier.html"
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


def linear(name: str, loss: str, told: str = "", **more: object) -> Peer:
    """A loss of the linear models that are fitted by stochastic gradient descent; it has no second derivative."""
    made = f"{name}({told})"
    calls = {"loss": f"[{made}.py_loss(z[0], y[0])]", "gradient": f"[{made}.py_dloss(z[0], y[0])]"}
    setup = f"from sklearn.linear_model._sgd_fast import {name}"
    return Peer(f"sklearn.linear_model._sgd_fast.{name}", loss, calls, DESCENT, setup=setup, each=True, **more)  # type: ignore[arg-type]


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

    private("HalfSquaredError", "squared_error"),
    metric("mean_squared_error", "squared_error", "y, z", relations={"loss": "2*ours"}),
    private(
        "AbsoluteError", "absolute_error", relations={"hessian": "1"},
        note="Its second derivative, which is 0, is given as 1.",
    ),
    metric("mean_absolute_error", "absolute_error", "y, z"),
    private(
        "PinballLoss", "quantile", "quantile=0.3", fixed={"tau": (0.3,)}, relations={"hessian": "1"},
        note="Its second derivative, which is 0, is given as 1.",
    ),
    metric("mean_pinball_loss", "quantile", "y, z, alpha=0.3", fixed={"tau": (0.3,)}),
    private("HuberLoss", "huber", "delta=1.0", fixed={"delta": (1.0,)}),
    private("HalfTweedieLoss", "tweedie", "power=1.5", fixed={"p": (1.5,)}),
    metric(
        "mean_tweedie_deviance", "tweedie", "y, mu, power=1.5",
        fixed={"p": (1.5,)}, inputs={"mu": "np.exp(z)"}, meaning={"z": "log(mu)"},
        relations={"loss": "2*(ours + y**(2 - p)/((1 - p)*(2 - p)))"},
        note="The deviance is twice the distance from the loss of a prediction that is the label itself.",
    ),
    Peer(
        "sklearn._loss.loss.ExponentialLoss", "exponential_loss",
        {
            "loss": "ExponentialLoss().loss(t, z)",
            "gradient": "ExponentialLoss().gradient(t, z)",
            "hessian": "ExponentialLoss().gradient_hessian(t, z)[1]",
        },
        LOSSES, setup="from sklearn._loss.loss import ExponentialLoss",
        inputs={"t": "(y + 1)/2"}, meaning={"y": "2*t - 1"}, note="Its labels are 0 and 1.",
    ),
    metric(
        "brier_score_loss", "brier", "y, p, labels=[0, 1]", fixed={"y": (0.0, 1.0)},
        inputs={"p": "1/(1 + np.exp(-z))"}, meaning={"z": "log(p) - log(1 - p)"},
    ),
    linear("Hinge", "hinge", "1.0"),
    linear("SquaredHinge", "squared_hinge", "1.0"),
    linear("ModifiedHuber", "modified_huber"),
    linear("EpsilonInsensitive", "epsilon_insensitive", "0.1", fixed={"epsilon": (0.1,)}),
    Peer(
        "sklearn._loss.HalfMultinomialLoss", "bradley_terry",
        {
            "loss": "HalfMultinomialLoss(n_classes=2).loss(np.zeros(len(a)), np.stack([a, b], 1))",
            "gradient-a": "HalfMultinomialLoss(n_classes=2).gradient(np.zeros(len(a)), np.stack([a, b], 1))[:, 0]",
            "hessian-a-a": "HalfMultinomialLoss(n_classes=2).gradient_hessian(np.zeros(len(a)), np.stack([a, b], 1))[1][:, 0]",
        },
        LOSSES, setup="from sklearn._loss import HalfMultinomialLoss", note="Of two classes, the first of which is right.",
    ),
)  # fmt: skip

PACKAGE = Package("scikit-learn", "sklearn", "scikit-learn", PEERS)
