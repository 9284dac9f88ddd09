"""How a peer's call is run. In: a call and points. Out: its values; or a script that prints the value at one point.

What is measured is what the script does: both run the same lines, once with arrays of all points, once with one point.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Language:
    """A way to call.

    Args:
        setup: Imports, before those of the peer.
        array: How an array of numbers is made, ``{}`` being the numbers.
        moving: The same for what one differentiates by.
        body: For each quantity the lines that assign ``result``; ``{call}`` is the peer's call, ``{by}`` the symbol
            by which one differentiates, ``{names}`` all symbols.
        bits: With how many bits it works: 64 or 32.
        each: It takes one sample at a time.
        finite: It takes finite numbers only.
        words: What is measured, for people; '' where it is plain.
    """

    setup: str
    array: str
    body: Mapping[str, str]
    moving: str = ""
    bits: int = 64
    each: bool = False
    finite: bool = False
    words: str = ""

    def lines(self, call: str, quantity: str, names: Sequence[str], by: str) -> str:
        """The lines that compute a quantity from arrays."""
        kind = quantity.partition("-")[0]
        template = self.body[kind if kind in self.body else ""]
        return template.replace("{call}", call).replace("{by}", by).replace("{names}", ", ".join(names))

    def script(
        self, setup: str, call: str, quantity: str, point: Mapping[str, float], predictions: Sequence[str], by: str
    ) -> str:
        """A program that prints the value at one point."""
        made = [f"{name} = {self.literal(name, value, predictions)}" for name, value in point.items()]
        body = self.lines(call, quantity, list(point), by)
        return "\n".join([*filter(None, (self.setup, setup)), *made, body, "print(float(result[0]))"]) + "\n"

    def literal(self, name: str, value: float, predictions: Sequence[str]) -> str:
        """An array of one number, as text."""
        text = f"[{value!r}]" if math.isfinite(value) else f'[float("{value}")]'
        return (self.moving if name in predictions and self.moving else self.array).format(text)

    def values(
        self, setup: str, call: str, quantity: str, columns: Mapping[str, Array], predictions: Sequence[str], by: str,
        each: bool = False,
    ) -> Array:  # fmt: skip
        """The values at all points, as float64.

        Raises:
            ImportError: The package is missing.
        """
        space: dict[str, Any] = {}
        # What runs stands in records, those above and in audit/peers: code of this project, never of a user's file.
        exec("\n".join(filter(None, (self.setup, setup, "import numpy"))), space)
        body = compile(self.lines(call, quantity, list(columns), by), f"<{call}>", "exec")
        count = len(next(iter(columns.values())))
        parts = [slice(n, n + 1) for n in range(count)] if each or self.each else [slice(count)]
        found = []
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            for part in parts:
                for name, column in columns.items():
                    made = (self.moving if name in predictions and self.moving else self.array).format("given")
                    space["given"] = column[part].copy()
                    space[name] = eval(made, space)
                exec(body, space)
                found.append(np.asarray(space["numpy"].asarray(space["result"]), dtype=np.float64).reshape(-1))
        values = np.concatenate(found)
        if values.shape != (count,):
            raise ValueError(f"{call} gives {values.size} values for {count} points")
        return values


XGBOOST_TREE = """\
data = xgboost.DMatrix(np.zeros((1, 1)), label=y, base_margin=z, nthread=1)
told = {**{call}, "base_score": 0.5, "eta": 1, "lambda": 2.0**40, "min_child_weight": 0, "nthread": 1, "verbosity": 0}
model = json.loads(xgboost.train(told, data, 1).save_raw("json"))["learner"]["gradient_booster"]["model"]
leaf = {name: np.float32(model["trees"][0][name]).astype(float) for name in ("base_weights", "sum_hessian")}
"""
LIGHTGBM_TREE = """\
z_2, y_2, weight = other(float(z[0]), float(y[0]))
told = {**{call}, "learning_rate": 1, "lambda_l2": l2, "num_leaves": 2, "boost_from_average": False}
told |= {"min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 0, "min_data_in_bin": 1, "feature_pre_filter": False}
told |= {"num_threads": 1, "verbosity": -1}
data = lightgbm.Dataset(np.array([[0.0], [1.0]]), [y[0], y_2], weight=[1, weight], init_score=[z[0], z_2], params=told)
leaf = lightgbm.train(told, data, 1).dump_model()["tree_info"][0]["tree_structure"]["left_child"]
"""

TWO_CLASSES = (
    ("label=y, base_margin=z", "label=np.zeros(1), base_margin=np.stack([a, b], 1)"),
    ("z_2, y_2, weight = other(float(z[0]), float(y[0]))\n", ""),
    ("[y[0], y_2], weight=[1, weight], init_score=[z[0], z_2]", "[0, 1], init_score=[a[0], a[0], b[0], b[0]]"),
)
"""What the same lines are for two classes of which the first is right, by the logits ``a`` and ``b``."""


def of_two_classes(language: Language) -> Language:
    """The same language for two classes."""
    body = dict(language.body)
    for kind, text in body.items():
        for old, new in TWO_CLASSES:
            text = text.replace(old, new)
        body[kind] = text
    return replace(language, body=body)


LANGUAGES: dict[str, Language] = {
    "numpy": Language("import numpy as np", "np.array({})", {"": "result = {call}"}),
    "torch": Language(
        "import torch\nfrom torch.nn import functional as F",
        "torch.tensor({}, dtype=torch.float64)",
        {
            "loss": "result = ({call}).detach()",
            "gradient": "(result,) = torch.autograd.grad(({call}).sum(), {by})",
            "hessian": "(slope,) = torch.autograd.grad(({call}).sum(), {by}, create_graph=True)\n"
            "(result,) = torch.autograd.grad(slope.sum(), {by})",
        },
        moving="torch.tensor({}, dtype=torch.float64, requires_grad=True)",
        words="On float64 tensors, without reduction. The derivatives are those of `torch.autograd`; of most functions "
        "torch has its own formulas for them.",
    ),
    "jax": Language(
        'import jax\nfrom jax import numpy as jnp\njax.config.update("jax_enable_x64", True)',
        "jnp.array({})",
        {
            "loss": "result = jax.vmap(lambda {names}: {call})({names})",
            "gradient": "result = jax.vmap(lambda {names}: jax.grad(lambda {by}: {call})({by}))({names})",
            "hessian": "result = jax.vmap(lambda {names}: jax.grad(jax.grad(lambda {by}: {call}))({by}))({names})",
        },
        words="With `jax_enable_x64`, in float64; as JAX comes, it works in float32. The derivatives are those of "
        "`jax.grad`.",
    ),
    "xgboost": Language(
        "import json\nimport numpy as np\nimport xgboost",
        "np.array({})",
        {
            "gradient": XGBOOST_TREE + 'result = np.float32(-leaf["base_weights"] * (leaf["sum_hessian"] + 2.0**40))',
            "hessian": XGBOOST_TREE + 'result = leaf["sum_hessian"]',
        },
        bits=32,
        each=True,
        finite=True,
        words="XGBoost computes its objectives in float32 and doesn't hand out their derivatives, so they are read off "
        "a tree. It is grown from one sample, whose prediction is given as `base_margin`, so that it is a single "
        "leaf. The model keeps the leaf's sum of second derivatives, which is the sample's. The leaf's weight is "
        "-gradient/(second derivative + lambda); with lambda = 2^40 that tells the gradient to the last digit of "
        "float32, or where the second derivative is above 2^16 to the last but one. Errors of its functions are "
        "in ulp of float32, ours at the same points in ulp of float64.",
    ),
    "lightgbm": Language(
        "import lightgbm\nimport numpy as np",
        "np.array({})",
        {
            "gradient": LIGHTGBM_TREE + 'result = [np.float32(-leaf["leaf_value"] * (leaf["leaf_weight"] + l2))]',
            "hessian": LIGHTGBM_TREE + 'result = [np.float32(leaf["leaf_weight"])]',
        },
        bits=32,
        each=True,
        finite=True,
        words="LightGBM computes its objectives in float64, keeps their derivatives as float32, and doesn't hand them "
        "out, so they are read off a tree. It is grown from two samples, whose predictions are given as "
        "`init_score`; the second, `other`, is there so that the tree splits them. A leaf tells its sum of second "
        "derivatives, which is the sample's, and its value is -gradient/(second derivative + l2) in float64, "
        "which tells the gradient. LightGBM adds 1e-15 to such sums, and takes one leaf's from that of both; so where "
        "l2 isn't 1, derivatives below 1e-6 are left out. Errors of its functions are in ulp of float32, ours at the "
        "same points in ulp of float64.",
    ),
}
LANGUAGES |= {f"{name}, two classes": of_two_classes(LANGUAGES[name]) for name in ("xgboost", "lightgbm")}
