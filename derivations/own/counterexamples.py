"""Where a loss isn't convex. In: the loss, its code. Out: a point that shows it, as text; '' where none is found."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from types import ModuleType

import numpy as np

from ..terms.domain import plain
from .definition import Loss
from .samples import Point, places, shown, values

STEPS = tuple(Fraction(number, 4) for number in range(-48, 49))
"""Where one prediction is tried."""
FEW = tuple(Fraction(number, 2) for number in (-8, -3, -1, 0, 1, 3, 8))
"""Where each of several is tried."""
SURE = 1e-7
"""What counts as negative, relative to the size of the numbers."""


def counterexample(loss: Loss, module: ModuleType) -> str:
    """A point at which the second derivative is negative, or the loss lies above a chord; '' where none is found."""
    names = loss.predictions
    single = len(names) == 1
    grid = [(step,) for step in STEPS] if single else list(product(FEW, repeat=len(names)))
    columns = [np.array([float(point[number]) for point in grid]) for number in range(len(names))]
    worst, told = 0.0, ""
    with np.errstate(all="ignore"):
        for at in places(loss):
            found = values(module, "hessian", loss, columns, at)
            found = np.nan_to_num(found, nan=0.0, posinf=0.0, neginf=0.0)
            least = found if single else np.linalg.eigvalsh(found)[..., 0]
            size = np.abs(found) if single else np.abs(found).max(axis=(-1, -2))
            number = int(np.argmin(np.where(least < -SURE * (1 + size), least, 0.0)))
            if least[number] < min(worst, -SURE * (1 + size[number])):
                worst = float(least[number])
                what = "the second derivative" if single else "an eigenvalue of the matrix of second derivatives"
                told = f"{what} is {worst:.2g} at {point_text(dict(zip(names, grid[number], strict=True)) | at)}"
        return told or (chord(loss, module) if single else "")


def chord(loss: Loss, module: ModuleType) -> str:
    """Two points between which the loss lies above its chord; '' where none is found."""
    columns = np.array([float(step) for step in STEPS])
    with np.errstate(all="ignore"):
        for at in places(loss):
            found = values(module, "loss", loss, [columns], at)
            bend = found[2:] + found[:-2] - 2 * found[1:-1]
            bend = np.where(np.isfinite(bend), bend, 0.0)
            number = int(np.argmin(bend))
            if bend[number] < -SURE * (1 + abs(found[number + 1])):
                ends = [plain(STEPS[number + side], "−") for side in (0, 2)]
                return (
                    f"between {loss.predictions[0]} = {ends[0]} and {ends[1]} it lies above its chord; {point_text(at)}"
                )
    return ""


def point_text(at: Point) -> str:
    """A point as text."""
    return ", ".join(f"{name} = {shown(value)}" for name, value in at.items())
