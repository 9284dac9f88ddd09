"""What LightGBM computes: the derivatives of its objectives, read off a tree."""

from ..peer import Peer
from . import Package

PARAMETERS = "https://lightgbm.readthedocs.io/en/stable/Parameters.html"

LEAST = 1e-6
"""The smallest derivative that a leaf tells beside another sample whose derivative is of the order of 1."""
USUAL = (0.0, 1.0, -1.0, 0.5, -5.0)
"""Labels that are any number."""


def objective(
    name: str, loss: str, other: str, l2: float = 0.0, within: float = 10.0, parameters: str = "", **more: object
) -> Peer:
    """An objective with its derivatives.

    Args:
        name: As LightGBM calls it.
        loss: Ours.
        other: A prediction, label and weight with about the same second derivative, and another derivative; with l2
            it must have the other sign.
        l2: The regularisation.
        within: The largest prediction that is tried.
        parameters: More of LightGBM's.
        more: As a peer takes it.
    """
    call = f'{{"objective": "{name}"{parameters}}}'
    calls = dict.fromkeys(("gradient", "hessian"), call)
    setup = f"other = lambda z, y: {other}\nl2 = {l2}"
    return Peer(name, loss, calls, PARAMETERS, "lightgbm", setup, within=within, least=0.0 if l2 else LEAST, **more)  # type: ignore[arg-type]


PEERS = (
    objective("binary", "logistic", "(-z, 1 - y, 1.0)", l2=1.0, within=30.0),
    objective("cross_entropy", "logistic", "(-z, 1 - y, 1.0)", l2=1.0, within=30.0),
    objective(
        "poisson", "poisson", "(z, y + 1 + np.exp(z), 1.0)", within=15.0,
        relations={"hessian": "exp(7/10)*ours"}, fixed={"y": (0.0, 1.0, 2.0, 5.0, 40.0, 1000.0)},
        note="poisson_max_delta_step, by default 0.7, is added to the prediction before the second derivative is taken.",
    ),
    objective(
        "gamma", "gamma", "(z, 3*y, 1/3)",
        fixed={"k": (1.0,), "y": (0.5, 1.0, 2.0, 3.7, 0.1, 10.0)},
    ),

    objective("regression", "squared_error", "(z, y + 1, 1.0)", fixed={"y": USUAL}),
    objective(
        "huber", "huber", "(z, 2*z - y - (z == y), 1.0)", parameters=', "alpha": 1.0', fixed={"delta": (1.0,), "y": USUAL},
        relations={"hessian": "1"}, note="Its second derivative is given as 1 where it is 0.",
    ),
    objective(
        "tweedie", "tweedie", "(z, 2*y + np.exp(z), 1.0)", parameters=', "tweedie_variance_power": 1.5',
        fixed={"p": (1.5,), "y": (0.0, 1.0, 2.0, 0.5, 3.7, 0.1, 10.0)},
    ),
    Peer(
        "multiclass", "bradley_terry",
        dict.fromkeys(("gradient-a", "hessian-a-a"), '{"objective": "multiclass", "num_class": 2}'),
        PARAMETERS, "lightgbm, two classes", "l2 = 0.0", within=8.0, least=LEAST, relations={"hessian-a-a": "2*ours"},
        note="Of two classes, the first of which is right. The second derivative is multiplied by K/(K - 1), K being the number "
        "of classes.",
    ),
)  # fmt: skip

PACKAGE = Package("lightgbm", "lightgbm", "LightGBM", PEERS)
