"""Deriving needs no package of numbers: steps, page and code come without NumPy, SciPy, scikit-learn, numba."""

import json
import subprocess
import sys

import pytest

BLOCK = """
import json
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"numpy", "scipy", "sklearn", "numba", "matplotlib"}:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)

sys.meta_path.insert(0, Blocked())
"""

DERIVE = """
import derivations

made = derivations.derive(derivations.Loss("own", **json.loads(sys.argv[1])))
page, code = made.to_markdown(), made.code()
compile(code, "own.py", "exec")
gathered = made.to_markdown("../rules/", "derivations.generated")
print(json.dumps({"steps": len(made.steps), "holds": made.verify().publishable, "page": len(page),
                  "plot": "<svg" in gathered, "code": "pointwise_loss_gradient_hessian" in code}))
"""

MARGIN = {"expression": "log(1 + exp(-y*z))", "variables": {"y": "{-1, 1}"}}
LOSSES = {
    "margin": MARGIN,
    "vector": {
        "expression": "log(sum(j, 1, K, exp(z[j]))) - sum(k, 1, K, y[k]*z[k])",
        "prediction": "z[K]",
        "variables": {"y": {"domain": "[0, 1]", "size": "K"}},
    },
    "several": {"expression": "s + (y - m)**2*exp(-2*s)", "prediction": ["m", "s"], "variables": {"y": "real"}},
}

IMPORTED = """
import derivations

derivations.derive(derivations.Loss("own", **json.loads(sys.argv[1]))).stages
own = [name for name in sys.modules if name.partition(".")[0] == "derivations"]
installed = {name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names) - {"derivations"}
print(json.dumps({"own": sorted(own), "installed": sorted(name for name in installed if not name.startswith("_"))}))
"""


def printed(script: str, *words: str) -> dict:
    run = subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.parametrize("name", LOSSES)
def test_steps_page_and_code_come_without_packages_of_numbers(name: str) -> None:
    found = printed(BLOCK + DERIVE, json.dumps(LOSSES[name]))
    assert found["steps"] > 5
    assert found["page"] > 1000
    assert found["holds"] and found["plot"] and found["code"]


def test_the_block_blocks() -> None:
    run = subprocess.run([sys.executable, "-c", BLOCK + "import numpy"], capture_output=True, text=True, check=False)
    assert "numpy is blocked" in run.stderr


def test_a_margin_loss_is_derived_with_few_modules() -> None:
    """Import and derivation of such a loss take little time: nothing is loaded that they don't need."""
    found = printed("import json, sys" + IMPORTED, json.dumps(MARGIN))
    assert set(found["installed"]) <= {"sympy", "mpmath", "flint", "jinja2", "markupsafe", "gmpy2", "cython_runtime"}
    assert len(found["own"]) <= 180
    unneeded = ("derivations.tutorial", "derivations.identities", "derivations.truth", "derivations.audit",
                "derivations.generated", "derivations.runtime", "derivations.cli", "derivations.website")  # fmt: skip
    assert not [name for name in found["own"] if name.startswith(unneeded)]
