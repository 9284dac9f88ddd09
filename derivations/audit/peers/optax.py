"""What optax computes."""

from ..peer import Peer
from . import Package

REFERENCE = "https://optax.readthedocs.io/en/latest/api/losses.html"
ALL = ("loss", "gradient", "hessian")


def function(name: str, loss: str, arguments: str, **more: object) -> Peer:
    """A loss of optax with its derivatives."""
    return Peer(
        f"optax.{name}", loss, dict.fromkeys(ALL, f"optax.{name}({arguments})"), REFERENCE, language="jax",
        setup="import optax", **more,  # type: ignore[arg-type]
    )  # fmt: skip


PEERS = (
    function("sigmoid_binary_cross_entropy", "logistic", "z, y"),
    function(
        "softmax_cross_entropy_with_integer_labels", "logistic", "jnp.stack([0*z, z]), y.astype(int)",
        note="It is given two logits, the first of which is 0.",
    ),
    function(
        "softmax_cross_entropy", "label_smoothed_cross_entropy",
        "jnp.stack([0*z, z]), optax.smooth_labels(jnp.stack([1 - y, y]), epsilon)",
        note="It is given two logits, the first of which is 0, and labels from optax.smooth_labels.",
    ),
    function("sigmoid_focal_loss", "focal", "z, y, gamma=gamma", fixed={"y": (0.0, 1.0)}),
    function("log_cosh", "log_cosh", "z, y"),

    function("squared_error", "squared_error", "z, y", relations=dict.fromkeys(ALL, "2*ours")),
    function("l2_loss", "squared_error", "z, y"),
    function("huber_loss", "huber", "z, y, delta=delta"),
    function("hinge_loss", "hinge", "z, y"),
    function(
        "losses.poly_loss_cross_entropy", "poly_1", "jnp.stack([0*z, z]), jnp.stack([(1 - y)/2, (1 + y)/2]), epsilon=epsilon",
        note="It is given two logits, the first of which is 0.",
    ),
)  # fmt: skip

PACKAGE = Package("optax", "optax", "optax", PEERS, others=("jax",))
