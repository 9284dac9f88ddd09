"""Exercises as a template needs them. In: a checked exercise. Out: a plain record.

Formulas, conditions, witnesses and verdicts come from the rule book and the checks; so do the terms within words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..derive.match import build
from ..rules.book import find
from ..terms.context import Context, Kind, Symbol, Text
from ..terms.core import ShapeError, Term, Variable, walk
from ..terms.domain import Interval, read_domain
from ..terms.parser import ParseError, parse_pattern
from ..tutorial.lesson import FALSE_LINE, LEVELS, Ask, Exercise
from ..verify.exercises import FalseLine, Solved
from ..verify.given import Value, rows_of
from ..verify.verdict import Result, Verdict, overall
from .latex import to_latex
from .rulebook import CaseView, SideView, case
from .steps import Linker, Pill, RuleLink, StageView, pill, stage_view
from .words import CONDITIONS, DEFINITIONS, ORDER, Typesetter, say


@dataclass(frozen=True)
class Unmet:
    """A condition that isn't met: with the terms put in, and why the rule has it."""

    condition: str
    case: CaseView


@dataclass(frozen=True)
class WrongView:
    """What is said of a false line."""

    pill: Pill
    witness: str
    values: str
    left: SideView
    right: SideView
    rule: RuleLink | None
    unmet: tuple[Unmet, ...]


@dataclass(frozen=True)
class ExerciseView:
    """An exercise or a worked example."""

    name: str
    number: str
    level: str
    task: str
    formula: str
    given: str
    hint: str
    words: str
    wrong: WrongView | None
    stage: StageView | None
    lines: int
    asks: str


class ExerciseLinker(Linker):
    """Where everything is, for the steps of an answer.

    Args:
        exercise: The exercise.
        page: The page on which it stands, from docs/.
        language: Of the words.
    """

    def __init__(self, exercise: Exercise, page: str, language: str = "en") -> None:
        self.page, self.language, self.context = page, language, exercise.context
        self.typeset = Typesetter(exercise.context, language).sentence
        self.stages = {exercise.name: f"{page}#{exercise.name}"}
        self.titles = {exercise.name: exercise.name}
        self.kinds = {found.name: DEFINITIONS[language][found.kind] for found in self.context.definitions}


QUOTED = re.compile(r"`([^`]+)`")
NAMED = re.compile(r"\[\[(\w+)(?:\|([^\]]+))?\]\]")
RELATION = re.compile(r" (=|<|>|<=|!=) ")
SIGNS = {"<=": r"\leq", "!=": r"\neq"}


def prose(text: str, context: Context | None, language: str) -> str:
    """A text with its terms as formulas, and its rules as links.

    Raises:
        ParseError: What stands between backquotes is no term.
        UnknownName: There is no such rule.
    """

    def formula(found: re.Match[str]) -> str:
        parts = RELATION.split(found[1])
        for number in range(0, len(parts), 2):
            parts[number] = to_latex(read(parts[number], context), context, language=language)
        return rf"\({' '.join(SIGNS.get(part, part) for part in parts)}\)"

    def link(found: re.Match[str]) -> str:
        rule = find(found[1])
        return f"[{found[2] or say(rule.title, language)}](../rules/{rule.name}.md)"

    return NAMED.sub(link, QUOTED.sub(formula, text))


def read(text: str, context: Context | None) -> Term:
    """A term in words for people: of a context, or over letters."""
    if context is None:
        return parse_pattern(text)
    try:
        return context.parse(text)
    except (ParseError, ShapeError) as error:
        raise type(error)(f"{text!r}: {error}") from error


def given(context: Context, term: Term) -> str:
    """The shapes and domains of a term's symbols that aren't plain numbers, as a list of short statements."""
    parts = []
    names = {part.name for _, part in walk(term) if isinstance(part, Variable)}
    for symbol in context.symbols:
        if symbol.name not in names:
            continue
        if symbol.shape:
            size = r" \times ".join(f"({n})" if " " in n else n for n in (*symbol.shape, "1")[:2])
            known = f" and {symbol.domain}" if symbol.domain in KNOWN else ""
            parts.append(rf"\({symbol.latex}\) is \({size}\){known}")
        elif symbol.kind in (Kind.DATA, Kind.PARAMETER, Kind.LABEL) and symbol.domain != "real":
            parts.append(rf"\({within(symbol)}\)")
    return ", ".join(parts)


def within(symbol: Symbol) -> str:
    """In which set a symbol's values lie, as LaTeX: ``0 < a``, ``0 < p < 1``, one of a set."""
    domain = read_domain(symbol.domain)
    if not isinstance(domain, Interval):
        return rf"{symbol.latex} \in {symbol.domain.translate(BRACES)}"
    low = f"{domain.low} {'<' if not domain.low_closed else LEAST} " if domain.low is not None else ""
    high = f" {'<' if not domain.high_closed else LEAST} {domain.high}" if domain.high is not None else ""
    return f"{low}{symbol.latex}{high}"


LEAST = r"\leq"
KNOWN = ("invertible", "symmetric")
"""What may be known of a matrix."""

BRACES = str.maketrans({"{": r"\{", "}": r"\}", "∞": r"\infty"})


def wrong_view(solved: Solved, false: FalseLine, linker: ExerciseLinker) -> WrongView:
    """What is said of a false line."""
    numbers, language = solved.exercise.values, linker.language
    terms = (false.left, false.right)
    left, right = (number_view(*pair, linker.context) for pair in zip(terms, false.values, strict=True))
    unmet = []
    if false.rule:
        for demand in false.unmet:
            parts = [to_latex(build(part, false.bindings or {}), linker.context) for part in demand.parts]
            example = false.rule.conditions[demand.text]
            condition = CONDITIONS[language][demand.kind].format(*parts)
            unmet.append(Unmet(condition, case(demand, example, false.rule, language)))
    return WrongView(
        pill(overall(false.verdicts), false.verdicts, language), witness(false.verdicts, linker.typeset),
        ", \\; ".join(f"{symbol(name, linker.context)} = {tabled(rows_of(text))}" for name, text in numbers.items()),
        left, right, linker.plain_rule(false.rule) if false.rule else None, tuple(unmet),
    )  # fmt: skip


def number_view(term: Term, found: Value | None, context: Context) -> SideView:
    """One side of a false line, with its value at some numbers."""
    text = to_latex(term, context)
    if found is None:
        return SideView(text, False)
    return SideView(f"{text} {'=' if found.exact else APPROXIMATELY} {tabled(found.rows)}", True)


APPROXIMATELY = r"\approx"


def tabled(rows: Sequence[Sequence[object]]) -> str:
    """Numbers as LaTeX: one by itself, several as a column or a matrix."""
    if len(rows) == len(rows[0]) == 1:
        return str(rows[0][0])
    lines = r" \\ ".join(" & ".join(map(str, row)) for row in rows)
    return rf"\begin{{pmatrix}} {lines} \end{{pmatrix}}"


def symbol(name: str, context: Context) -> str:
    """A symbol, or the differential of one, as LaTeX."""
    found = context.by_name[name.removeprefix("d_")].latex
    return rf"\mathrm{{d}}{found}" if name.startswith("d_") else found


def witness(verdicts: Sequence[Verdict], typeset: Callable[[str], str]) -> str:
    """Where the checks found both sides to differ."""
    return next((typeset(v.because) for v in verdicts if v.result is Result.REFUTED), "")


def question(solved: Solved, context: Context) -> str:
    """The formula that an exercise asks about."""
    exercise = solved.exercise
    start = to_latex(context.parse(exercise.start), context)
    if solved.false:
        return f"{start} = {to_latex(solved.false.right, context)}"
    if exercise.ask in (Ask.SHOW, Ask.RULE):
        assert solved.stage
        derivation = solved.stage.derivation
        relation = "=" if derivation.equal else ORDER[derivation.steps[0].rule.order]
        return f"{start} {relation} {to_latex(derivation.result, context)}"
    return start


def exercise_view(solved: Solved, number: str, page: str, language: str) -> ExerciseView:
    """An exercise or a worked example."""
    exercise = solved.exercise
    linker = ExerciseLinker(exercise, page, language)
    context = exercise.context

    def set_text(text: Text) -> str:
        return prose(say(text, language), context, language)

    asked = context.parse(exercise.start)
    stage = stage_view(solved.stage, "", linker) if solved.stage else None
    return ExerciseView(
        exercise.name, number, say(FALSE_LINE if solved.false else LEVELS[exercise.level], language),
        set_text(exercise.task),
        question(solved, context),
        ", ".join(part for part in (given(context, asked), *map(linker.typeset, exercise.assumptions)) if part),
        set_text(exercise.hint), set_text(exercise.words),
        wrong_view(solved, solved.false, linker) if solved.false else None, stage,
        len(solved.stage.steps) if solved.stage else 0, exercise.ask.value,
    )  # fmt: skip
