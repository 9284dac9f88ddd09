"""What XGBoost computes: the derivatives of its objectives, read off a tree."""

from ..peer import Peer
from . import Package

PARAMETERS = "https://xgboost.readthedocs.io/en/stable/parameter.html"


def objective(name: str, loss: str, parameters: str = "", **more: object) -> Peer:
    """An objective with its derivatives."""
    call = f'{{"objective": "{name}"{parameters}}}'
    return Peer(name, loss, dict.fromkeys(("gradient", "hessian"), call), PARAMETERS, "xgboost", **more)  # type: ignore[arg-type]


PEERS = (
    objective(
        "binary:logistic", "logistic", relations={"hessian": "max(ours, 1e-16)"},
        note="The second derivative isn't let fall below 1e-16.",
    ),
    objective(
        "binary:logistic", "class_weighted_cross_entropy", ', "scale_pos_weight": float(w_1[0])', fixed={"w_0": (1.0,)},
        relations={"hessian": "where(y == 1, w_1, 1)*max(ours/where(y == 1, w_1, 1), 1e-16)"},
        note="The second derivative isn't let fall below 1e-16, before it is weighted.",
    ),
    objective(
        "count:poisson", "poisson", within=80.0, relations={"hessian": "exp(7/10)*ours"},
        note="max_delta_step, by default 0.7, is added to the prediction before the second derivative is taken.",
    ),
    objective("reg:gamma", "gamma", within=30.0, fixed={"k": (1.0,)}),
)  # fmt: skip

PACKAGE = Package("xgboost", "xgboost", "XGBoost", PEERS)
