"""The text of a generated module. In: a verified loss. Out: Python source, arranged by a template in templates/code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..render.environment import render
from ..verify.verdict import Checked
from .backends import BACKENDS
from .kernel import function
from .of_plan import code_of

if TYPE_CHECKING:
    from .accuracy import Row


def module(checked: Checked, errors: Sequence[Row] = (), backend: str = "numpy") -> str:
    """The source of a loss's module, ``derivations/generated/<loss>.py`` for NumPy.

    Args:
        checked: The loss.
        errors: The measured errors of its functions.
        backend: What it is written for.

    Raises:
        NotEmitted: A line of a kernel has no code, or no step that justifies it.
        TemplateError: The template is missing or broken.
    """
    loss = checked.loss
    if not loss.template:
        by_function: Mapping[str, Row] = {row.function: row for row in errors}
        chosen = BACKENDS[backend]
        return chosen.module(code_of(checked, by_function), chosen.package)
    definition = next(stage for stage in checked.stages if stage.derivation.name == loss.results[0][0])
    compiled = backend == "numba"
    return render(
        f"code/{'numba_' if compiled else ''}{loss.template}",
        "code",
        loss_name=loss.name,
        definition=str(definition.steps[0].step.after),
        source=f"derivations/losses/{loss.name}.py",
        command="derivations generate",
        functions={} if compiled else {kernel.name: function(kernel, checked) for kernel in loss.kernels},
    )
