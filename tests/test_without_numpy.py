"""Deriving needs neither NumPy nor what is made of it: the engine also runs where these are missing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LOSSES = {
    "margin": {"expression": "log(1 + exp(-y*z))", "variables": {"y": "{-1, 1}"}},
    "two_predictions": {
        "expression": "max(0, t - a + b)**2", "prediction": ["a", "b"],
        "parameters": {"t": {"domain": "(0, inf)", "default": 1}},
    },
    "special": {"expression": "-(y*log(normal_cdf(z)) + (1 - y)*log(normal_cdf(-z)))", "variables": {"y": "{0, 1}"}},
    "vector": {
        "expression": "log(sum(k, 1, K, exp(z[k]))) - sum(k, 1, K, y[k]*z[k])",
        "prediction": "z[K]", "variables": {"y": {"domain": "[0, 1]", "size": "K"}},
    },
}  # fmt: skip

PROGRAM = """
import json, sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("numpy", "scipy", "sklearn", "numba", "matplotlib"):
            raise ImportError(f"{name} is not there")

sys.meta_path.insert(0, Blocked())
import derivations

name, told = json.loads(sys.argv[1])
found = derivations.derive(derivations.Loss(name, **told))
trace = json.loads(found.to_json())
print(json.dumps([found.verify().publishable, len(trace["stages"]), found.to_markdown(), found.code()]))
"""


@pytest.mark.parametrize("name", LOSSES)
def test_steps_page_and_code_are_made_without_numpy(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps([name, LOSSES[name]])], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    publishable, stages, page, code = json.loads(done.stdout)
    assert publishable and stages >= 3
    assert "stable-loss" in page and "def pointwise_loss_gradient_hessian(" in code
    compile(code, name, "exec")
