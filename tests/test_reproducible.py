"""The same commit gives the same files: on every processor, under every hash seed, with one process and with two.

Each setting derives ten losses in a process of its own, with nothing remembered and no chain kept, and the digests of
all that is made of them are compared. What differs between processors shows on one machine: NumPy's and the C library's
vectorised functions are switched off.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

import mpmath
import numpy as np
import pytest

from derivations.emit import rounded

LOSSES = (
    "dpo", "gamma", "hinge", "huber", "log_cosh", "poisson", "probit", "quantile", "softmax_cross_entropy", "triplet",
)  # fmt: skip

SCRIPT = """
import hashlib, json, sys
from derivations import collection
from derivations.own.file import read
from derivations.own.result import Derived

names, cores = json.loads(sys.argv[1]), int(sys.argv[2])
found = {}
for name in names:
    derived = Derived(read(collection.paths()[name]), cores=cores)
    page = derived.to_markdown("../rules/", "derivations.generated")
    made = {"page": page, "chain": derived.chain, "trace": derived.to_json()}
    made["code"] = derived.code("again")
    found[name] = {kind: hashlib.sha256(text.encode()).hexdigest() for kind, text in made.items()}
print(json.dumps(found))
"""

NO_AVX512 = "X86_V4 AVX512_ICL AVX512_SPR"
NO_AVX2 = f"X86_V3 {NO_AVX512}"
PLAIN_C_LIBRARY = "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4,-AVX512F,-AVX2_Usable,-FMA_Usable,-FMA4_Usable"


@dataclass(frozen=True)
class Setting:
    """How a process is run.

    Args:
        environment: Variables of its environment.
        cores: How many processes share the work on a loss.
        turned: Whether the losses come in the opposite order.
    """

    environment: dict[str, str] = field(default_factory=dict)
    cores: int = 1
    turned: bool = False


SETTINGS = {
    "no AVX-512": Setting({"NPY_DISABLE_CPU_FEATURES": NO_AVX512, "PYTHONHASHSEED": "1"}),
    "no AVX2, plain C library": Setting(
        {"NPY_DISABLE_CPU_FEATURES": NO_AVX2, "GLIBC_TUNABLES": PLAIN_C_LIBRARY, "PYTHONHASHSEED": "2"}
    ),
    "two processes, other order": Setting(
        {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"}, cores=2, turned=True
    ),
}  # fmt: skip


def digests(setting: Setting) -> dict[str, dict[str, str]]:
    """What a process makes of the losses, as digests."""
    names = LOSSES[::-1] if setting.turned else LOSSES
    command = [sys.executable, "-c", SCRIPT, json.dumps(names), str(setting.cores)]
    done = subprocess.run(
        command, env={**os.environ, **setting.environment}, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def as_usual() -> dict[str, dict[str, str]]:
    """What is made as the machine is."""
    return digests(Setting({"PYTHONHASHSEED": "0"}))


@pytest.mark.slow
@pytest.mark.parametrize("name", SETTINGS)
def test_the_same_definition_gives_the_same_files_everywhere(name: str, as_usual: dict[str, dict[str, str]]) -> None:
    """Page, chain, trace and code are the same bytes."""
    assert digests(SETTINGS[name]) == as_usual


ARGUMENTS = [-800.5, -20.25, -1.0, -1e-9, 0.0, 5e-324, 1e-300, 0.5, 1.0, 1.75, 37.0, 710.25, 1e300]
MPMATH: dict[str, Callable[[mpmath.mpf], mpmath.mpf]] = {
    "exp": mpmath.exp, "expm1": mpmath.expm1, "log": mpmath.log, "log2": lambda x: mpmath.log(x, 2),
    "log10": mpmath.log10, "log1p": mpmath.log1p, "tanh": mpmath.tanh, "sinh": mpmath.sinh, "cosh": mpmath.cosh,
    "erf": mpmath.erf, "erfc": mpmath.erfc, "erfcx": lambda x: mpmath.exp(x**2) * mpmath.erfc(x),
    "ndtr": mpmath.ncdf, "normal_pdf": mpmath.npdf, "mills_excess": lambda x: mpmath.npdf(x) / mpmath.ncdf(x) + x,
    "log_ndtr": lambda x: mpmath.log(mpmath.ncdf(x)) if x < 0 else mpmath.log1p(-mpmath.ncdf(-x)),
    "log1mexp": lambda x: mpmath.log(-mpmath.expm1(-x)) if x < 1 else mpmath.log1p(-mpmath.exp(-x)),
    "exprel": lambda x: mpmath.expm1(x) / x if x else mpmath.mpf(1),
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)), "softplus": lambda x: mpmath.log1p(mpmath.exp(x)),
    "gammaln": mpmath.loggamma, "digamma": mpmath.digamma, "trigamma": lambda x: mpmath.psi(1, x),
    "sin": mpmath.sin, "cos": mpmath.cos, "arctan": mpmath.atan,
    "log_i0": lambda x: mpmath.log(mpmath.besseli(0, x)),
    "bessel_ratio": lambda x: mpmath.besseli(1, x) / mpmath.besseli(0, x),
}  # fmt: skip
"""Each function a second time."""

LEAST = {"log1p": -1.0, **dict.fromkeys(("gammaln", "digamma", "trigamma", "log", "log2", "log10", "log1mexp"), 0.0)}
"""Up to which numbers a function has no value, or an infinite one."""
MOST = dict.fromkeys(("erfcx", "sinh", "cosh", "exp", "expm1", "exprel"), 700.0)
"""From which sizes on a function is beyond float64."""


@pytest.mark.parametrize("name", sorted(rounded.ROUNDED))
def test_functions_for_measuring_are_correctly_rounded(name: str) -> None:
    """f(x) is the float64 next to the true value, by mpmath with 200 digits, and arrays give what numbers do."""
    with mpmath.workdps(200):
        for x in ARGUMENTS:
            got = float(rounded.ROUNDED[name](x))
            assert got == float(rounded.ROUNDED[name](np.array([x, x]))[1]) or math.isnan(got)
            if x <= LEAST.get(name, -math.inf):
                assert math.isnan(got) or math.isinf(got)
                continue
            if abs(x) > MOST.get(name, 1e6) or (name == "trigamma" and x < 1e-100):
                continue  # beyond float64, or mpmath's patience
            wanted = MPMATH[name](mpmath.mpf(x))
            assert got == float(wanted), x


def test_powers_for_measuring_are_correctly_rounded_and_special_ones_as_ieee_has_them() -> None:
    """a**b is the float64 next to the true value; 0**0 = 1, 0**−1 = ∞, (−2)**3 = −8, (−2)**0.5 = nan."""
    with mpmath.workdps(100):
        for a in (0.3, 1.7, 1e-200, 123.25):
            for b in (0.3, -2.5, 7.0, 0.5):
                assert rounded.power(a, b) == float(mpmath.mpf(a) ** mpmath.mpf(b)), (a, b)
    special = {(0.0, 0.0): 1.0, (0.0, -1.0): math.inf, (-2.0, 3.0): -8.0, (0.0, 0.5): 0.0, (math.inf, -1.0): 0.0}
    for (a, b), wanted in special.items():
        assert float(rounded.power(np.array([a]), np.array([b]))[0]) == wanted
    assert math.isnan(float(rounded.power(np.array([-2.0]), 0.5)[0]))


def test_emitted_code_is_measured_with_these_functions() -> None:
    """np.exp, ``**`` and special.erf are the correctly rounded ones in code that is run for measuring."""
    space = rounded.run("import numpy as np\ndef f(x):\n    return np.exp(x) ** 0.3 + special.erf(x)\n", {})
    x = np.array([0.1, 2.5, -7.25])
    wanted = rounded.power(rounded.ROUNDED["exp"](x), 0.3) + rounded.ROUNDED["erf"](x)
    assert (space["f"](x) == wanted).all()
