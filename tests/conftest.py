"""What several tests need: the verified derivation of logistic regression, made once."""

from __future__ import annotations

import pytest

from derivations.losses.logistic import PLAN
from derivations.verify.check import verify
from derivations.verify.verdict import Checked


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The cross-entropy loss of logistic regression, derived and checked."""
    return verify(PLAN)
