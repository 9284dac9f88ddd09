"""What scikit-learn computes. Its losses are private, but its models minimise them; its metrics are public."""

from ..peer import Peer
from . import Package

LOSSES = "https://scikit-learn.org/stable/modules/model_evaluation.html"

PEERS = (
    Peer(
        "sklearn._loss.HalfBinomialLoss",
        "logistic",
        {
            "loss": "HalfBinomialLoss().loss(y, z)",
            "gradient": "HalfBinomialLoss().gradient(y, z)",
            "hessian": "HalfBinomialLoss().gradient_hessian(y, z)[1]",
        },
        "https://github.com/scikit-learn/scikit-learn/blob/main/sklearn/_loss/loss.py",
        setup="from sklearn._loss import HalfBinomialLoss",
    ),
)

PACKAGE = Package("scikit-learn", "sklearn", "scikit-learn", PEERS)
