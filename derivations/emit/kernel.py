"""Which lines a generated function has. In: a verified loss and a kernel. Out: lines of code, each with its step.

A kernel computes the last line of its stage. The symbols that the line names are computed before it, each by its
definition; the step that a line cites is the one that brought the symbol into the derivation.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..losses.plan import Kernel
from ..terms.context import Context, Kind
from ..terms.core import Term, Variable, walk
from ..terms.lower import NotLowered
from ..terms.places import free_names
from ..terms.text import to_text
from ..verify.verdict import Checked
from .index_printer import IndexPrinter
from .numpy_printer import NotEmitted, nearest_float

CODE_NAMES = {
    "ell": "l", "decay": "e", "total": "t", "gap": "g",
    "Z": "z", "Y": "y", "block": "s", "D": "d", "phat": "p", "qhat": "q",
}  # fmt: skip
"""Short names in the code, as the pages have them; other symbols keep theirs."""


@dataclass(frozen=True)
class CodeLine:
    """One emitted line: its Python, the step that it cites, and what that step states."""

    code: str
    step: str
    statement: str


@dataclass(frozen=True)
class Function:
    """The lines of one function, the name of its result, and the formula for its docstring."""

    lines: tuple[CodeLine, ...]
    result: str
    formula: str


def definition_of(name: str, context: Context) -> tuple[Term, Term]:
    """The equation that a symbol is computed by: of its entries if it has one, else of the whole."""
    found = [d for d in context.definitions if d.left.split("[")[0] == name]
    if not found:
        raise NotEmitted(f"{name} is neither given to the kernel nor defined")
    chosen = next((d for d in found if "[" in d.left), found[0])
    return context.parse(chosen.left), context.parse(chosen.right)


def introduced(name: str, kernel: Kernel, checked: Checked, owner: str) -> str:
    """The step that justifies a symbol's line: the first that brings the symbol into a line, up to the kernel's stage.

    A symbol that only occurs in the definition of another (``owner``) came with that one.

    Raises:
        NotEmitted: No step does, so no line of the derivation justifies it.
    """
    for stage in checked.stages:
        for item in stage.steps:
            if name in free_names(item.step.after) and name not in free_names(item.step.before):
                return item.step.name
        if stage.derivation.name == kernel.stage:
            break
    if not owner:
        raise NotEmitted(f"{kernel.name}: no step of the derivation introduces {name}")
    return owner


def needed(term: Term, owner: str, kernel: Kernel, checked: Checked, found: dict[str, tuple[Term, Term, str]]) -> None:
    """Collect the defined symbols below a term, each after those that it needs, with the step that introduces it."""
    context = checked.loss.context
    for _, part in walk(term):
        if not isinstance(part, Variable) or part.name in kernel.inputs or part.name in found:
            continue
        if context.kind(part.name) in (Kind.DEFINED, Kind.CONSTANT):
            left, right = definition_of(part.name, context)
            step = introduced(part.name, kernel, checked, owner)
            needed(right, step, kernel, checked, found)
            found[part.name] = (left, right, step)


def value_code(right: Term, context: Context, printer: IndexPrinter) -> str:
    """A definition's right side; one without variables is a number."""
    names = free_names(right)
    if all(context.kind(name) is Kind.CONSTANT for name in names):
        values = {context.variables[n]: definition_of(n, context)[1] for n in names}
        try:
            return nearest_float(right.xreplace(values))
        except NotLowered as error:
            raise NotEmitted(str(error)) from error
    return printer.whole(right)


def function(kernel: Kernel, checked: Checked) -> Function:
    """The lines of a kernel.

    Raises:
        NotEmitted: A symbol or a term has no code.
    """
    context = checked.loss.context
    stage = checked.stage(kernel.stage)
    result = stage.derivation.result
    printer = IndexPrinter(CODE_NAMES, context)
    definitions: dict[str, tuple[Term, Term, str]] = {}
    needed(result, "", kernel, checked, definitions)
    taken: dict[str, str] = {}
    lines = []
    for name, (left, right, step) in definitions.items():
        code_name = CODE_NAMES.get(name, name)
        if taken.setdefault(code_name, name) != name:
            raise NotEmitted(f"{kernel.name}: {name} and {taken[code_name]} are both called {code_name}")
        code = f"{code_name} = {value_code(right, context, printer)}"
        lines.append(CodeLine(code, step, f"{to_text(left)} = {to_text(right)}"))
    last = stage.derivation.steps[-1]
    lines.append(CodeLine(f"{kernel.output} = {printer.whole(result)}", last.name, to_text(last.after)))
    shown = result if free_names(result) <= set(kernel.inputs) else stage.derivation.lines[1]
    return Function(tuple(lines), kernel.output, f"{to_text(stage.derivation.start)} = {to_text(shown)}.")
