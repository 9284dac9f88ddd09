"""What deriving a user's loss gives. In: a loss. Out: ``Derived``: steps, verdicts, pages, trace and code on demand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..derive.apply import RuleError
from ..derive.chain import derive_with_book
from ..derive.step import Derivation, Step
from ..losses.plan import Plan
from ..terms.core import Term
from ..verify.check import check_stage, equality
from ..verify.verdict import Checked, CheckedStage, Verdict
from .definition import Loss
from .language import LossError
from .together import Job, Together

if TYPE_CHECKING:
    from ..emit.quantities import LossCode
    from .bounds import Bound
    from .chain import Workbench
    from .costs import Costs
    from .plan import Worked
    from .second import Second
    from .shape import Answer
    from .stable import Errors, Kept
    from .tables import CheckedVariant

Done = Callable[[str], None]
"""Called with the name of each part of the work when it is finished."""


UNFIT = (RuleError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What may be raised where a kept chain is followed that was made by hand, or by other rules: then all is searched."""
CHAIN_FILE = "chain.json"
"""What the file with the chain is called."""
CHECKS = "checks"
"""The job of checking the lines up to the derivatives."""


def nothing(name: str) -> None:
    """Tell nobody about progress."""


class Derived:
    """A loss, derived. What is costly is done when it is first asked for.

    Args:
        loss: Its definition.
        done: Told about progress.
        chain: What was found before, as text; a chain of another definition is left aside.
        cores: How many may work on it: 2 share what follows the derivatives, stable forms, checks, conventions.
    """

    def __init__(self, loss: Loss, done: Done = nothing, chain: str = "", cores: int = 1) -> None:
        self.loss, self._done, self._chain, self._cores = loss, done, chain, cores
        self._work: Together | None = None

    @cached_property
    def _kept(self) -> Kept | None:
        """What was found before, if it is of this definition."""
        from .store import Stale, from_text

        try:
            return from_text(self.loss, self._chain) if self._chain else None
        except Stale:
            return None

    @cached_property
    def _worked(self) -> Worked:
        from .plan import GoalNotReached, plan

        if self._kept is not None:
            try:
                return plan(self.loss, self._kept, self._share)
            except UNFIT:
                self._kept = None
        try:
            return plan(self.loss, None, self._share)
        except GoalNotReached:
            raise
        except RuleError as error:
            cure = "write that part with other functions, or give a name a narrower domain"
            raise LossError(f"{self.loss.place('[loss] expression')}: {error}; {cure}") from error

    @property
    def plan(self) -> Plan:
        """How it is derived.

        Raises:
            GoalNotReached: No chain of rules to the stated goal was found.
            LossError: Some part of the loss can't be derived.
        """
        return self._worked.plan

    @property
    def errors(self) -> Mapping[str, Errors]:
        """The measured error of the code of each quantity, before and after the search for a stable form."""
        return self._worked.errors

    @property
    def inexact(self) -> tuple[str, ...]:
        """What is computed less exactly than promised at some of the points where the code was measured."""
        return tuple(
            f"the code of {quantity} isn't exact everywhere: {errors.after.text}"
            for quantity, errors in self.errors.items()
            if errors.after.seen
        )

    @cached_property
    def variants(self) -> tuple[CheckedVariant, ...]:
        """The loss in other conventions, derived and checked."""
        from .variants import CONVENTIONS

        results = self._together.result
        return tuple(found for name in CONVENTIONS if (found := results(f"convention {name}")))

    @property
    def _together(self) -> Together:
        """The work that follows the derivatives."""
        if self._work is None:
            self._worked  # noqa: B018 - it begins there
        assert self._work is not None
        return self._work

    def _share(self, bench: Workbench, jobs: Mapping[str, Job]) -> Together:
        """The derivatives are found: what is left to do, shared by the cores."""
        from .variants import CONVENTIONS

        found = bench.branch()

        def checks() -> list[CheckedStage]:
            return [check_stage(stage, found.context, found.book) for stage in found.derivations]

        conventions = {f"convention {name}": partial(self._in_convention, name, found) for name in CONVENTIONS}
        self._work = Together({**jobs, CHECKS: checks, **conventions}, alone=self._cores < 2)
        return self._work

    def _in_convention(self, name: str, bench: Workbench) -> CheckedVariant | None:
        """The loss in another convention, derived and checked; None where it has none of that name, or of a vector."""
        if self.loss.sizes:
            return None
        from .tables import CheckedVariant
        from .variants import CONVENTIONS, through_probability

        context, results, convention = bench.context, bench.results, CONVENTIONS[name]
        kept = self._kept.variants.get(name, ()) if self._kept else ()
        try:
            variant = convention(self.loss, context, results, kept)
        except UNFIT:
            if not kept:
                raise
            variant = convention(self.loss, context, results, ())
        if variant is None:
            return None
        back: tuple[Verdict, ...] = ()
        if name == "by-probability":
            back = equality(through_probability(self.loss, context, variant), results["gradient"], context)
        book, stages = derive_with_book(variant.plan)
        checked = tuple(check_stage(stage, variant.plan.context, book) for stage in stages)
        return CheckedVariant(variant, Checked(variant.plan, book, checked), back)

    @property
    def chain(self) -> str:
        """What was found, as JSON to be kept beside the definition: with it the loss is not searched again."""
        from .store import to_text_file

        return to_text_file(self.loss, self._worked, [found.variant for found in self.variants])

    @property
    def stages(self) -> tuple[Derivation, ...]:
        """The derivation, stage by stage."""
        return self._worked.derivations

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in order."""
        return tuple(step for stage in self.stages for step in stage.steps)

    @cached_property
    def _checked(self) -> Checked:
        worked = self._worked
        found = list(self._together.result(CHECKS))
        for stage in worked.derivations[len(found) :]:
            found.append(check_stage(stage, worked.plan.context, worked.book))
        for stage in found:
            self._done(stage.derivation.name)
        return Checked(worked.plan, worked.book, tuple(found))

    def verify(self) -> Checked:
        """Check every step; ``.publishable`` of the answer tells whether all hold."""
        return self._checked

    def to_markdown(self, rules: str = "", package: str = "") -> str:
        """The page, which stands by itself.

        Args:
            rules: The address of the rule book's folder, with a slash at its end; '': rules are named, not linked.
            package: Where the code lies; such a page is one of a collection: it has a plot, and tells the loss's shape.
        """
        from .overview import said
        from .page import page
        from .plot import plot
        from .tables import convention_rows, error_rows

        return page(
            self._checked,
            self.loss,
            rules,
            conventions=convention_rows(self._checked, self.variants),
            errors=error_rows(self.errors),
            usage=self.usage(package) if self.has_code else "",
            plot=plot(self.loss, self._worked.plan.context, self._results) if package and self.has_code else "",
            shape=said(*self.shape, " and ".join(self.loss.predictions)) if package else (),
            gathered=bool(package),
        )

    @cached_property
    def shape(self) -> tuple[Answer, Bound, Second]:
        """Whether the loss is convex, how large its first derivative gets, and which signs its second one has."""
        from .bounds import bound
        from .second import second
        from .shape import convex

        context = self._worked.plan.context
        asked = (self.loss, context, self._results)
        return convex(*asked), bound(*asked), second(*asked)

    @property
    def _results(self) -> dict[str, Term]:
        """What the stages have led to."""
        return {stage.name: stage.result for stage in self.stages}

    def to_json(self) -> str:
        """The trace as JSON, as docs/trace.schema.json says."""
        from ..render.trace import trace_text

        return trace_text(self._checked)

    def to_latex(self) -> str:
        """Each stage as an ``align*`` of the package amsmath."""
        from ..formats import latex_of

        return latex_of(self._checked)

    @property
    def has_code(self) -> bool:
        """Whether the plan leads to lines that code can compute."""
        return not self._worked.unstable

    @property
    def unstable(self) -> str:
        """Why there is no code; '' where there is."""
        return self._worked.unstable

    def code(self, command: str = "", package: str = "", standalone: bool = False, backend: str = "numpy") -> str:
        """The source of the generated module, which needs NumPy, and SciPy where NumPy lacks a function.

        Args:
            command: What makes it again; '': the command for a file of one's own.
            package: The package that it lies in; '': it lies by itself.
            standalone: It imports nothing of this package; else it takes ``derivations.runtime``.
            backend: What it is written for: ``numpy``, or ``numba``, whose modules aren't standalone.

        Raises:
            NotEmitted: The loss has no code; the message tells why.
        """
        from .code import COMMAND, source

        return source(self.loss, self._checked, self._worked, command or COMMAND, package, standalone, backend)

    def plain_code(self) -> str:
        """The source of a module that computes the derived lines as they stand, without their stable forms.

        It is what the generated code is measured against; where rounding or overflow spoils it, it is wrong.

        Raises:
            NotEmitted: A line has no code.
        """
        from ..emit.backends.numpy.module import module
        from .costs import plain_code

        return module(plain_code(self._lines_of_code, self._unchecked))

    @cached_property
    def costs(self) -> Costs:
        """What loss, gradient and Hessian cost together, beside the plain evaluation of the derived lines.

        Raises:
            NotEmitted: The loss has no code.
        """
        from .costs import costs, plain_code

        return costs(self._lines_of_code, plain_code(self._lines_of_code, self._unchecked))

    @property
    def _lines_of_code(self) -> LossCode:
        """What the module is made from."""
        from .code import quantities

        return quantities(self.loss, self._unchecked, self._worked)

    @cached_property
    def _unchecked(self) -> Checked:
        """The stages without verdicts, where these don't matter."""
        worked = self._worked
        stages = tuple(CheckedStage(derivation, (), ()) for derivation in worked.derivations)
        return Checked(worked.plan, worked.book, stages)

    def usage(self, package: str = "") -> str:
        """A few lines of Python that use the code, which lies in a package, or by itself."""
        from .code import example

        return example(self.loss, package)

    def files(self, standalone: bool = False) -> dict[str, str]:
        """All that is written for it: texts by file name; ``standalone`` as in ``code``."""
        found = {"page.md": self.to_markdown(), "trace.json": self.to_json(), CHAIN_FILE: self.chain}
        if self.has_code:
            found[f"{self.loss.name}.py"] = self.code(standalone=standalone)
        return found

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from .page import notebook

        return notebook(self._checked, self.loss)

    def __repr__(self) -> str:
        told = ""
        if "_worked" in self.__dict__:
            told = f", {len(self.stages)} stages, {len(self.steps)} steps"
        if "_checked" in self.__dict__:
            told += ", all hold" if self._checked.publishable else ", not all hold"
        return f"<derivation of {self.loss.name}{told}>"


def derive(loss: Loss | str | PathLike[str] | Any, *, done: Done = nothing, **definition: Any) -> Derived:
    """Derive a loss of one's own.

    Args:
        loss: A ``Loss``; or the path of a TOML file, as a ``Path`` or ending in ``.toml``; or the expression itself, as
            text, as a term or from SymPy, with the rest of the definition as keywords.
        done: Told about progress.
        definition: As ``Loss`` takes it; ``name`` is "loss" unless told.

    Raises:
        LossError: The definition can't be used.

    Example:
        ``derive("log(1 + exp(-y*z))", variables={"y": "{-1, 1}"})``
    """
    if isinstance(loss, Loss):
        if definition:
            raise TypeError(f"a Loss is whole; {', '.join(definition)} can't be added to it")
        return Derived(loss, done)
    if isinstance(loss, PathLike) or (isinstance(loss, str) and loss.endswith(".toml")):
        from .file import read

        if definition:
            raise TypeError(f"a file's loss is whole; {', '.join(definition)} can't be added to it")
        return Derived(read(Path(loss)), done)
    return Derived(Loss(**{"name": "loss", "expression": loss, **definition}), done)
