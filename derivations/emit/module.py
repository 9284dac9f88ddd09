"""The text of a generated module. In: a verified loss. Out: Python source, arranged by a template in templates/code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..render.environment import render
from ..verify.verdict import Checked
from .accuracy import Row
from .backends.numpy.module import module as from_program
from .kernel import function
from .of_plan import code_of

PACKAGE = "derivations.generated"


def module(checked: Checked, errors: Sequence[Row] = ()) -> str:
    """The source of ``derivations/generated/<loss>.py``.

    Args:
        checked: The loss.
        errors: The measured errors of its functions.

    Raises:
        NotEmitted: A line of a kernel has no code, or no step that justifies it.
        TemplateError: The template is missing or broken.
    """
    loss = checked.loss
    if not loss.template:
        by_function: Mapping[str, Row] = {row.function: row for row in errors}
        return from_program(code_of(checked, by_function), PACKAGE)
    definition = next(stage for stage in checked.stages if stage.derivation.name == loss.results[0][0])
    return render(
        f"code/{loss.template}",
        "code",
        definition=str(definition.steps[0].step.after),
        source=f"derivations/losses/{loss.name}.py",
        command="derivations generate",
        functions={kernel.name: function(kernel, checked) for kernel in loss.kernels},
    )
