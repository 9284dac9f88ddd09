"""What is audited. In: nothing. Out: ``Peer``: a function of another package, and what it is in terms of ours."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

QUANTITIES = ("loss", "gradient", "hessian")
"""What a peer may compute, and what our stages that compute it are named after."""


@dataclass(frozen=True)
class Peer:
    """A function of another package that should be one of ours.

    Args:
        name: As its users write it, ``sklearn._loss.HalfBinomialLoss``.
        loss: Our loss, by name.
        calls: For each quantity that it computes a Python expression of the loss's symbols; of what kind is told
            by ``language``. It is run as it stands, and printed as it stands.
        language: How a call is run: a key of ``languages.LANGUAGES``.
        setup: The imports that the calls need.
        relations: For each quantity what the call should compute, in terms of ``ours``; ``ours`` where none is told.
        fixed: The only values of a symbol that the peer takes, or that are tried.
        inputs: The peer's own arguments where they aren't our symbols: each as NumPy makes it from ours.
        meaning: Our symbols in terms of those arguments.
        each: The peer takes one sample at a time.
        finite: It takes finite numbers only.
        within: The largest prediction that is tried.
        least: The smallest value, but for 0, that can be told.
        note: What its documentation says about the difference; '' for nothing.
        source: Where that stands, or what documents the function.
    """

    name: str
    loss: str
    calls: Mapping[str, str]
    source: str
    language: str = "numpy"
    setup: str = ""
    relations: Mapping[str, str] = field(default_factory=dict, hash=False)
    fixed: Mapping[str, tuple[float, ...]] = field(default_factory=dict, hash=False)
    inputs: Mapping[str, str] = field(default_factory=dict, hash=False)
    meaning: Mapping[str, str] = field(default_factory=dict, hash=False)
    each: bool = False
    finite: bool = False
    within: float = math.inf
    least: float = 0.0
    note: str = ""

    def relation(self, quantity: str) -> str:
        """What a quantity should be, in terms of ``ours``."""
        return self.relations.get(quantity, "ours")
