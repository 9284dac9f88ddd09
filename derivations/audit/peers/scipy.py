"""What SciPy computes."""

from ..peer import Peer
from . import Package

SPECIAL = "https://docs.scipy.org/doc/scipy/reference/generated/scipy.special.{}.html"

PEERS = (
    Peer(
        "scipy.special.log_expit",
        "logistic",
        {"loss": "special.log_expit(z)"},
        SPECIAL.format("log_expit"),
        setup="from scipy import special",
        fixed={"y": (1.0,)},
        relations={"loss": "-ours"},
    ),
    Peer(
        "scipy.special.expit",
        "logistic",
        {"gradient": "special.expit(z)"},
        SPECIAL.format("expit"),
        setup="from scipy import special",
        fixed={"y": (0.0,)},
    ),
)

PACKAGE = Package("scipy", "scipy", "SciPy", PEERS)
