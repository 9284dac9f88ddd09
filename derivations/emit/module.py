"""The text of a generated module. In: a verified loss. Out: Python source, arranged by a template in templates/code."""

from __future__ import annotations

from ..render.environment import render
from ..verify.verdict import Checked
from .kernel import function


def module(checked: Checked) -> str:
    """The source of ``derivations/generated/<loss>.py``.

    Raises:
        NotEmitted: A line of a kernel has no code, or no step that justifies it.
        TemplateError: The template is missing or broken.
    """
    loss = checked.loss
    definition = next(stage for stage in checked.stages if stage.derivation.name == loss.results[0][0])
    return render(
        f"code/{loss.template}",
        "code",
        definition=str(definition.steps[0].step.after),
        source=f"derivations/losses/{loss.name}.py",
        command="derivations generate",
        functions={kernel.name: function(kernel, checked) for kernel in loss.kernels},
    )
