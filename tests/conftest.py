"""What several tests need: the verified derivations of logistic regression and of matrix calculus, made once."""

from __future__ import annotations

import pytest

from derivations.identities.matrix_cookbook import IDENTITIES
from derivations.losses import softmax
from derivations.losses.logistic import PLAN
from derivations.verify.check import verify
from derivations.verify.identities import CheckedIdentity, check_identity
from derivations.verify.verdict import Checked


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The cross-entropy loss of logistic regression, derived and checked."""
    return verify(PLAN)


@pytest.fixture(scope="session")
def checked_softmax() -> Checked:
    """The cross-entropy loss of softmax regression, derived and checked."""
    return verify(softmax.PLAN)


@pytest.fixture(scope="session")
def identities() -> dict[str, CheckedIdentity]:
    """The identities of matrix calculus, derived and checked, by name."""
    return {identity.name: check_identity(identity) for identity in IDENTITIES}
