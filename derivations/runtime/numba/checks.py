"""The checks of arguments that the NumPy modules make, in one place for the modules beside this one."""

from derivations.generated._classes import classes_of
from derivations.generated._classes import logits as class_logits
from derivations.generated._classes import parameters as class_parameters
from derivations.generated._support import (
    Array,
    Matrix,
    check_reduction,
    coefficients,
    logits,
    matrix,
    real,
    targets_of_shapes,
    vector,
)
from derivations.generated._support import _check_all as check_all
from derivations.generated._support import _check_entries as check_entries
from derivations.generated._support import _check_real as check_real
from derivations.generated._support import _is_masked as is_masked

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
