"""What XGBoost computes: the derivatives of its objectives, read off a tree."""

from ..peer import Peer
from . import Package

PARAMETERS = "https://xgboost.readthedocs.io/en/stable/parameter.html"

USUAL = (0.0, 1.0, -1.0, 0.5, -5.0)
"""Labels that are any number."""


def objective(name: str, loss: str, parameters: str = "", **more: object) -> Peer:
    """An objective with its derivatives."""
    call = f'{{"objective": "{name}"{parameters}}}'
    return Peer(name, loss, dict.fromkeys(("gradient", "hessian"), call), PARAMETERS, "xgboost", **more)  # type: ignore[arg-type]


PEERS = (
    objective(
        "binary:logistic", "logistic", relations={"hessian": "max(ours, 10**(-16))"},
        note="The second derivative isn't let fall below 1e-16.",
    ),
    objective(
        "binary:logistic", "class_weighted_cross_entropy", ', "scale_pos_weight": float(w_1[0])', fixed={"w_0": (1.0,)},
        relations={"hessian": "where(y == 1, w_1, 1)*max(ours/where(y == 1, w_1, 1), 10**(-16))"},
        note="The second derivative isn't let fall below 1e-16, before it is weighted.",
    ),
    objective(
        "count:poisson", "poisson", within=80.0, relations={"hessian": "exp(7/10)*ours"},
        note="max_delta_step, by default 0.7, is added to the prediction before the second derivative is taken.",
    ),
    objective("reg:gamma", "gamma", within=30.0, fixed={"k": (1.0,)}),

    objective("reg:squarederror", "squared_error", fixed={"y": USUAL}, within=1e4),
    objective(
        "reg:pseudohubererror", "pseudo_huber", ', "huber_slope": 1.0', fixed={"delta": (1.0,), "y": USUAL}, within=1e4,
    ),
    objective(
        "reg:tweedie", "tweedie", ', "tweedie_variance_power": 1.5', within=30.0,
        fixed={"p": (1.5,), "y": (0.0, 1.0, 2.0, 0.5, 3.7, 0.1, 10.0)},
    ),
    Peer(
        "multi:softprob", "bradley_terry",
        dict.fromkeys(("gradient-a", "hessian-a-a"), '{"objective": "multi:softprob", "num_class": 2}'),
        PARAMETERS, "xgboost, two classes", relations={"hessian-a-a": "max(2*ours, 10**(-16))"},
        note="Of two classes, the first of which is right. The second derivative is doubled, and not let fall below 1e-16.",
    ),
)  # fmt: skip

PACKAGE = Package("xgboost", "xgboost", "XGBoost", PEERS)
