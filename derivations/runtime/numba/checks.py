"""The checks of arguments that the NumPy modules make, in one place for the modules beside this one."""

from derivations.runtime.checks import (
    Array,
    Matrix,
    check_all,
    check_reduction,
    coefficients,
    logits,
    matrix,
    real,
    targets_of_shapes,
    vector,
)
from derivations.runtime.checks import _check_entries as check_entries
from derivations.runtime.checks import _check_real as check_real
from derivations.runtime.checks import _is_masked as is_masked
from derivations.runtime.classes import classes_of
from derivations.runtime.classes import logits as class_logits
from derivations.runtime.classes import parameters as class_parameters

__all__ = [
    "Array",
    "Matrix",
    "check_all",
    "check_entries",
    "check_real",
    "check_reduction",
    "class_logits",
    "class_parameters",
    "classes_of",
    "coefficients",
    "is_masked",
    "logits",
    "matrix",
    "real",
    "targets_of_shapes",
    "vector",
]
