"""The case of a counterexample in the rule's own letters. In: a rule, a condition. Out: terms for letters, and a point.

A counterexample shows both sides at numbers. That they are the rule's own sides is checked here: its patterns are
instantiated with terms for its letters, and evaluated by balls, derivatives and matrices as they are. The terms are
looked for among a few, at the numbers that the counterexample names; where these don't suffice, ``TOLD`` has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product

from flint import arb, ctx

from derivations.derive.match import Unbound, build
from derivations.rules.rule import Condition, ConditionKind, Counterexample, Rule
from derivations.terms import core
from derivations.terms.context import Context, Kind, Symbol
from derivations.terms.core import ONE, SCALAR, FunctionSlot, ShapeError, Slot, Term, walk
from derivations.terms.places import PlaceError, free_names, substitute
from derivations.verify.evaluate import Point, evaluate
from derivations.verify.numbers import Undecided, rational
from derivations.verify.slopes import Outside

SIZE = 2
"""How many rows and columns matrices have here; columns of a sum have an entry more, which no sum reaches."""
NOTHING = "no value"
Value = arb | str

Breaks = Callable[[list[Term], "Case", Context], bool]
"""Whether the parts of a condition break it in a case."""


@dataclass(frozen=True)
class Case:
    """A rule's letters as terms, at a point.

    Args:
        letters: For each letter its term, as text over v, indices i, j, k, m, vectors and matrices named here.
        columns: The columns that are named, by their entries.
        matrices: The matrices that are named, by their rows.
        entry: Which entry of both sides is shown, from 0.
        v: The number, or the entries, of v.
    """

    letters: dict[str, str]
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    matrices: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    entry: tuple[int, int] = (0, 0)
    v: str = "3"


def number(text: str) -> arb:
    """A number as a ball."""
    above, _, below = text.partition("/")
    places = len(above.partition(".")[2])
    return rational(int(above.replace(".", "")), int(below or 1) * 10**places)


def symbol(name: str, kind: Kind, shape: tuple[str, ...] = (), runs: tuple[str, str] = ("", "")) -> Symbol:
    """A symbol without words."""
    return Symbol(name, kind, "real", {}, name, name, shape, runs=runs)


def context_of(case: Case) -> Context:
    """The names of a case."""
    symbols = [symbol(size, Kind.SIZE) for size in ("n", "one", "long")]
    symbols += [symbol(letter, Kind.INDEX, runs=("1", "n")) for letter in "ijkm"]
    symbols.append(symbol("v", Kind.PARAMETER))
    symbols += [symbol(name, Kind.PARAMETER, ("long",)) for name in case.columns]
    for name, rows in case.matrices.items():
        shape = tuple("n" if count == SIZE else "one" for count in (len(rows), len(rows[0])))
        symbols.append(symbol(name, Kind.PARAMETER, shape))
    return Context(tuple(symbols), (), (("n", "1", "n"), ("one", "1", "one"), ("long", "1", "long")))


def point_of(case: Case, context: Context, indices: Mapping[str, int]) -> Point:
    """The numbers of a case."""
    values = {"v": [[number(case.v)]], "d_v": [[rational(1)]]}
    values |= {name: [[number(one)] for one in column] for name, column in case.columns.items()}
    values |= {name: [[number(one) for one in row] for row in rows] for name, rows in case.matrices.items()}
    values |= {f"d_{name}": own for name, own in values.items() if name != "d_v"} | {"d_v": [[rational(1)]]}
    return Point(context, {"n": SIZE, "one": 1, "long": SIZE + 1, **indices}, values)


def letters_of(rule: Rule) -> list[str]:
    """The letters of a rule's sides."""
    parts = [part for side in rule.patterns for _, part in walk(side)]
    return sorted({part.name for part in parts if isinstance(part, Slot | FunctionSlot)})


def sides(rule: Rule, case: Case) -> tuple[Value, Value] | None:
    """What both sides of the rule are in a case; None where the case isn't one of the rule's."""
    context = context_of(case)
    try:
        bound = {letter: read(text, context) for letter, text in case.letters.items()}
        terms = [build(side, bound) for side in rule.patterns]
    except (Unbound, ShapeError, ValueError, PlaceError, AttributeError, IndexError):
        return None
    return valued(terms[0], case, context), valued(terms[1], case, context)


def read(text: str, context: Context) -> Term:
    """A term of a case; a function stands as itself, of any argument."""
    return context.parse(text)


def valued(term: Term, case: Case, context: Context) -> Value:
    """The value of one side: the entry that is shown, or that there is none."""
    ctx.prec = 128
    point = point_of(case, context, {letter: 1 for letter in "ijkm"})
    try:
        rows = evaluate(term, point)
        found = rows[case.entry[0]][case.entry[1]]
    except (Outside, Undecided, ZeroDivisionError, IndexError, KeyError, ValueError, TypeError, AttributeError):
        return NOTHING
    return found if isinstance(found, arb) and found.is_finite() else NOTHING


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same: both none, or balls that meet."""
    if isinstance(one, str) or isinstance(other, str):
        return isinstance(one, str) and isinstance(other, str)
    return bool(one.overlaps(other))


NUMBERS = ("v", "0", "1", "d(v, v)", "d(v, v**2)", "where(v < 0, 0, 1)", "v**2")
"""What a letter for a number may stand for, beside the numbers that a counterexample names."""
STATEMENTS = ("v < 0", "v == 0")
"""What a letter for a statement may stand for."""
INDICES = ("i", "j", "1", "2", "3")
"""What a letter for an index may stand for."""
FUNCTIONS = ("exp(v)",)
"""What a letter for a function may stand for."""
MOST = 2000
"""How many cases are tried for a counterexample, at each number."""
LONG = 8
"""Rules of so many letters have their cases in ``TOLD``."""
SMALL = "1/1000000"
"""How far from a kink both sides of it are looked at."""


def roles(rule: Rule) -> dict[str, str]:
    """What each letter is: a number, a statement, an index, a bound, a function."""
    found = dict.fromkeys(letters_of(rule), "number")
    for part in (part for side in rule.patterns for _, part in walk(side)):
        if isinstance(part, FunctionSlot):
            found[part.name] = "function"
        elif isinstance(part, core.Choose | core.Indicator) and isinstance(part.children[0], Slot):
            found[part.children[0].name] = "statement"
        elif isinstance(part, core.Kronecker):
            found |= {child.name: "index" for child in part.children if isinstance(child, Slot)}
        elif isinstance(part, core.Entry):
            found |= {child.name: "index" for child in part.indices if isinstance(child, Slot)}
        elif isinstance(part, core.Binder):
            index, low, high = part.children[:3]
            found |= {own.name: kind for own, kind in ((index, "binder"), (low, "low"), (high, "high"))
                      if isinstance(own, Slot)}  # fmt: skip
    return found


def vectors_of(example: Counterexample) -> dict[str, tuple[str, ...]]:
    """The columns whose entries a counterexample names: a_1, a_2."""
    found: dict[str, dict[int, str]] = {}
    for name, text in example.values.items():
        base, _, place = name.partition("_")
        if place.isdigit():
            found.setdefault(base, {})[int(place)] = text
    return {base: tuple(own.get(n, "0") for n in (1, 2, 3)) for base, own in found.items()}


def candidates(rule: Rule, example: Counterexample) -> Iterator[Case]:
    """Cases that are tried, at the numbers that the counterexample names."""
    columns = vectors_of(example)
    binder = next((name for name, kind in roles(rule).items() if kind == "binder"), "")
    numbers = list(dict.fromkeys(example.values.values()))
    library = {
        "statement": STATEMENTS, "index": INDICES, "binder": ("i",), "low": ("1", "v"), "high": ("2", "0", "v"),
        "function": FUNCTIONS, "number": (*NUMBERS, *numbers),
    }  # fmt: skip
    choices: dict[str, tuple[str, ...]] = {}
    for letter, kind in roles(rule).items():
        choices[letter] = ("v",) if letter == "v" else library[kind]
        if letter in example.values and kind == "number":
            choices[letter] = (example.values[letter], "v", *library[kind])
        if letter in columns:
            choices[letter] = (f"{letter}[i]", f"{letter}[j]")
    if binder and "j" in choices:
        choices["j"] = INDICES
    for at in dict.fromkeys((*numbers, "3", "1", "0")) if len(choices) < LONG else ():
        for chosen in islice(product(*choices.values()), MOST):
            yield Case(dict(zip(choices, chosen, strict=True)), columns, v=at)


TRIANGLE, DIAGONAL = (("0", "1"), ("0", "0")), (("1", "0"), ("0", "2"))
ROW, THREES, ONES = (("1", "2"),), (("1", "3"),), (("1", "1"),)
TOLD: dict[tuple[str, str], Case] = {
    ("column_times_scalar", "a is a column"): Case({"a": "A", "c": "v"}, matrices={"A": ROW}, entry=(0, 1), v="1"),
    ("inverse_of_scaled", "c is a scalar"): Case(
        {"a": "A", "c": "C"}, matrices={"A": (("2", "1"), ("1", "1")), "C": (("1", "1"), ("1", "2"))}
    ),
    ("inverse_of_scaled", "c != 0"): Case({"a": "A", "c": "0"}, matrices={"A": DIAGONAL}),
    ("inverse_of_scaled", "a is invertible"): Case({"a": "A", "c": "1"}, matrices={"A": TRIANGLE}),
    ("differential_of_determinant", "a is invertible"): Case({"v": "A", "a": "A"}, matrices={"A": TRIANGLE}),
    ("differential_of_inverse", "a is invertible"): Case({"v": "A", "a": "A"}, matrices={"A": TRIANGLE}),
    ("differential_of_log_absolute_determinant", "a is invertible"): Case(
        {"v": "A", "a": "A"}, matrices={"A": TRIANGLE}
    ),
    ("differential_of_norm", "norm(a) != 0"): Case({"v": "x", "a": "x"}, {"x": ("0", "0", "0")}),
    ("norm_of_scaled", "c is a scalar"): Case({"a": "A", "c": "C"}, matrices={"A": ONES, "C": ROW}),
    ("scalar_before_product", "c is a scalar"): Case(
        {"a": "A", "b": "B", "c": "C"}, matrices={"A": ONES, "B": (("1",), ("3",)), "C": ROW}
    ),
    ("scalar_out_of_right", "c is a scalar"): Case(
        {"a": "A", "b": "B", "c": "C"}, matrices={"A": ONES, "B": (("1",), ("3",)), "C": (("1",), ("2",))}
    ),
    ("trace_of_scalar", "a is a scalar"): Case({"a": "A"}, matrices={"A": DIAGONAL}),
    ("trace_of_scaled", "c is a scalar"): Case(
        {"a": "A", "c": "C"}, matrices={"A": (("1", "0"), ("0", "3")), "C": (("1", "2"), ("1", "2"))}
    ),
    ("transpose_of_scalar", "a is a scalar"): Case({"a": "A"}, matrices={"A": TRIANGLE}, entry=(1, 0)),
    ("transpose_of_symmetric", "a is symmetric"): Case({"a": "A"}, matrices={"A": TRIANGLE}, entry=(1, 0)),
    ("weights_into_row", "b is a column"): Case(
        {"a": "A", "b": "B", "c": "C"},
        matrices={"A": (("1", "1"), ("1", "1")), "B": (("1", "2"), ("1", "2")), "C": (("1", "1"), ("1", "1"))},
        entry=(0, 1),
    ),
    ("weights_to_left", "a is a column"): Case({"a": "A", "b": "A", "c": "A"}, matrices={"A": ROW}, entry=(0, 1)),
    ("entry_of_matrix_product", "b has the indices l .. u"): Case(
        {"a": "A", "b": "B", "i": "1", "j": "1", "k": "k", "l": "1", "u": "1"},
        matrices={"A": ONES, "B": (("1",), ("1",))},
    ),
    ("entry_of_product", "b has the indices l .. u"): Case(
        {"a": "A", "b": "B", "j": "1", "k": "k", "l": "1", "u": "1"}, matrices={"A": ONES, "B": (("1",), ("1",))}
    ),
    ("inner_product", "a has the indices l .. u"): Case(
        {"a": "A", "b": "A", "k": "k", "l": "1", "u": "1"}, matrices={"A": (("1",), ("1",))}
    ),
    ("partial_of_inner_product", "x does not depend on v"): Case(
        {"v": "x", "x": "x", "j": "1"}, {"x": ("3", "1", "0")}
    ),
    ("gap_over", "0 < c"): Case(
        {"a": "0", "b": "b[i]", "c": "-1", "k": "i", "l": "1", "u": "2"}, {"b": ("1", "2", "0")}
    ),
    ("gap_over", "c does not depend on k"): Case(
        {"a": "0", "b": "1", "c": "c[i]", "k": "i", "l": "1", "u": "2"}, {"c": ("2", "1", "0")}
    ),
    ("mean_of_gaps_over", "c does not depend on k"): Case(
        {"a": "0", "b": "1", "c": "c[i]", "k": "i", "l": "1", "u": "2"}, {"c": ("2", "1", "0")}
    ),
    ("mean_gap", "sum(k, l, u, y) - 1 is 0"): Case(
        {"a": "1", "b": "0", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1"}
    ),
    ("mean_gap_over", "sum(k, l, u, y) - 1 is 0"): Case(
        {"a": "1", "b": "0", "c": "1", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1"}
    ),
    ("mean_gap", "largest(i, m, n, a) does not depend on k"): Case(
        {"a": "a[i]", "b": "0", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1/2"},
        {"a": ("2", "0", "0")},
    ),
    ("mean_gap_over", "largest(i, m, n, a) does not depend on k"): Case(
        {"a": "a[i]", "b": "0", "c": "1", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1/2"},
        {"a": ("2", "0", "0")},
    ),
    ("mean_gap_over", "c != 0"): Case(
        {"a": "1", "b": "1", "c": "0", "i": "j", "k": "i", "l": "1", "m": "1", "n": "2", "u": "2", "y": "1/2"}
    ),
    ("others_by_largest_over", "0 < d"): Case(
        {"a": "a[i]", "c": "0", "d": "-1", "k": "i", "l": "1", "u": "2"}, {"a": ("0", "1", "0")}
    ),
    ("exponential_into_sum", "a does not depend on i"): Case(
        {"a": "a[i]", "b": "1", "c": "1", "i": "i", "l": "1", "u": "2"}, {"a": ("1", "0", "0")}
    ),
    ("row_division", "a != 0"): Case({"a": "x", "b": "A", "n": "n"}, {"x": ("0", "0", "0")}, {"A": TRIANGLE}),
}
"""Cases with matrices, and others of many letters."""


BY_WORDS = {
    ("column_times_scalar", "c is a scalar"): "a column times a row, entry by entry, is no term of the language",
    ("complement", "a in {0, 1}"): "it speaks of the probabilities of a third label",
    ("entry_by_row", "b is a column"): "the right side has one entry, so no second one to be shown",
    ("inverse_of_product", "a is invertible"): "a row has no inverse",
    ("inverse_of_product", "b is invertible"): "a column has no inverse",
    ("jacobian_of_scaled", "c is a scalar"): "a column of factors has no Jacobian in this form",
    ("jacobian_times_direction", "w is linear in d(v, v)"): "of a term that isn't linear no Jacobian is read off",
    (
        "jacobian_times_direction",
        "subst(w, d(v, v), u) does not depend on d(v, v)",
    ): "how w is written",
    ("negate_and_average", "0 < n"): "only the order is kept, and two values of a tell it",
    ("partial_of_product", "v does not depend on i"): "the variable is another one in each term",
    (
        "partial_of_summation",
        "v does not depend on i",
    ): "the variable is another one in each term",
    ("partial_of_product", "l does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_product", "u does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_summation", "l does not depend on v"): "an end of a sum that moves is no term of the language",
    ("partial_of_summation", "u does not depend on v"): "an end of a sum that moves is no term of the language",
    ("rayleigh", "a is symmetric"): "the largest eigenvalue is worked out for symmetric matrices only",
}
"""Counterexamples whose case can't be evaluated as the rule's own sides, each with the reason; the words tell it."""


# How a counterexample shows that a rule needs a condition.


def shows(rule: Rule, text: str, shown: tuple[Value, Value]) -> str:
    """How the sides that a counterexample shows are the rule's own: ``same sides``, ``no value``, ``kink`` or
    ``not linear``; '' where that isn't found.

    Args:
        rule: The rule.
        text: The condition.
        shown: The values of the sides that are shown.
    """
    example = rule.conditions[text]
    demand = next(own for own in rule.demands if own.text == text)
    told = TOLD.get((rule.name, text))
    cases = [told] if told else candidates(rule, example)
    empty = False
    for case in cases:
        found = sides(rule, case)
        if found is None or not breaks(rule, text, case):
            continue
        if not same(*found) and same(found[0], shown[0]) and same(found[1], shown[1]):
            return "same sides"
        empty = empty or (NOTHING in found and NOTHING in shown)
    if empty:
        return "no value"
    if kinked(rule, text) and (demand.kind in (ConditionKind.AWAY, ConditionKind.POSITIVE) or chooses(rule, demand)):
        return "kink"
    if demand.kind in (ConditionKind.FREE_OF, ConditionKind.LINEAR) and str(demand.parts[1]) == "d(v, v)":
        return "not linear" if shown[0] != shown[1] and quadratic_in_change(rule, demand) else ""
    return ""


def own_case(rule: Rule, example: Counterexample) -> Case | None:
    """The case of a counterexample that gives a number for each letter of the rule."""
    letters = letters_of(rule)
    return Case({name: example.values[name] for name in letters}) if set(letters) <= set(example.values) else None


def breaks(rule: Rule, text: str, case: Case) -> bool:
    """Whether a case breaks a condition."""
    demand = next(own for own in rule.demands if own.text == text)
    context = context_of(case)
    try:
        bound = {letter: read(own, context) for letter, own in case.letters.items()}
        parts = [build(part, bound) for part in demand.parts]
    except (Unbound, ShapeError, ValueError, PlaceError, AttributeError, IndexError):
        return False
    return BROKEN[demand.kind](parts, case, context)


def at_zero(parts: list[Term], case: Case, context: Context) -> arb | None:
    """The first part's value; None where it has none."""
    found = valued(parts[0], case, context)
    return None if isinstance(found, str) else found


def number_breaks(test: Callable[[arb], bool]) -> Breaks:
    """A condition on a number, which is broken where the number says so."""

    def broken(parts: list[Term], case: Case, context: Context) -> bool:
        found = at_zero(parts, case, context)
        return found is not None and test(found)

    return broken


def depends(parts: list[Term], case: Case, context: Context) -> bool:
    """The first part holds what it must not depend on."""
    return bool(free_names(parts[0]) & free_names(parts[1]))


def unequal_bends(parts: list[Term], case: Case, context: Context) -> bool:
    """The first part, over 0, 1 and 2 of the second, isn't on a line."""
    values = [valued(substitute(parts[0], parts[1], core.Constant(at)), case, context) for at in (0, 1, 2)]
    numbers = [own for own in values if not isinstance(own, str)]
    return len(numbers) == 3 and not (numbers[0] + numbers[2] - 2 * numbers[1]).contains(0)


def out_of_range(parts: list[Term], case: Case, context: Context) -> bool:
    """A number outside two others, or an index that isn't one of the numbers of a sum."""
    values = [valued(part, case, context) for part in parts]
    numbers = [own for own in values if not isinstance(own, str)]
    return len(numbers) == 3 and bool(numbers[0] < numbers[1] or numbers[0] > numbers[2])


def other_indices(parts: list[Term], case: Case, context: Context) -> bool:
    """A vector with other entries than from one number to another."""
    high = valued(parts[2], case, context)
    size = valued(parts[0].shape[0], case, context)
    return not isinstance(high, str) and not isinstance(size, str) and bool(size != high)


def singular(parts: list[Term], case: Case, context: Context) -> bool:
    """A matrix without an inverse."""
    found = valued(core.Inverse(parts[0]) if parts[0].shape != SCALAR else core.Quotient(ONE, parts[0]), case, context)
    return found is NOTHING or isinstance(found, str)


def at_a_border(parts: list[Term], case: Case, context: Context) -> bool:
    """A comparison whose sides are equal, so that it changes there."""
    if len(parts[0].children) != 2:
        return False
    return same(*(valued(part, case, context) for part in parts[0].children))


def skew(parts: list[Term], case: Case, context: Context) -> bool:
    """A matrix that isn't its own transpose."""
    if parts[0].shape == SCALAR:
        return False
    turned = replace(case, entry=(0, 1)), replace(case, entry=(1, 0))
    return not same(*(valued(parts[0], own, context) for own in turned))


BROKEN: dict[ConditionKind, Breaks] = {
    ConditionKind.POSITIVE: number_breaks(lambda own: bool(own <= 0)),
    ConditionKind.NOT_NEGATIVE: number_breaks(lambda own: bool(own < 0)),
    ConditionKind.NONZERO: number_breaks(lambda own: bool(own == 0)),
    ConditionKind.ZERO: number_breaks(lambda own: not own.contains(0)),
    ConditionKind.LABEL: number_breaks(lambda own: own not in (0, 1)),
    ConditionKind.SIGN: number_breaks(lambda own: own not in (-1, 1)),
    ConditionKind.WHOLE: number_breaks(lambda own: not own.contains_integer()),
    ConditionKind.DISTINCT: lambda parts, case, context: same(*(valued(part, case, context) for part in parts)),
    ConditionKind.FREE_OF: depends,
    ConditionKind.AFFINE: unequal_bends,
    ConditionKind.LINEAR: unequal_bends,
    ConditionKind.IN_RANGE: out_of_range,
    ConditionKind.INDEXES: other_indices,
    ConditionKind.COLUMN: lambda parts, case, context: parts[0].shape != SCALAR and parts[0].shape[1] != ONE,
    ConditionKind.SCALAR: lambda parts, case, context: parts[0].shape != SCALAR,
    ConditionKind.INVERTIBLE: singular,
    ConditionKind.SYMMETRIC: skew,
    ConditionKind.CONSTANT: lambda parts, case, context: True,  # what may change is told in words
    ConditionKind.AWAY: at_a_border,
}
"""For each kind of condition, when a case breaks it."""


def kinked(rule: Rule, text: str) -> bool:
    """Whether for some letters the left side, or what it differentiates, jumps at a point: it has no value there."""
    example = rule.conditions[text]
    for case in candidates(rule, example):
        if case.v != "0" and "a" not in example.values:
            continue
        context = context_of(case)
        try:
            left = build(rule.patterns[0], {letter: read(own, context) for letter, own in case.letters.items()})
        except (Unbound, ShapeError, ValueError, AttributeError, IndexError):
            continue
        for term in (left, *left.children[1:]) if isinstance(left, core.Partial) else ():
            beside = [valued(term, replace(case, v=at), context) for at in (f"-{SMALL}", SMALL)]
            numbers = [own for own in beside if not isinstance(own, str)]
            if len(numbers) == 2 and abs(numbers[0] - numbers[1]) > 0.1:
                return True
    return False


def chooses(rule: Rule, demand: Condition) -> bool:
    """Whether a condition speaks of a statement by which the rule chooses."""
    letter = next((part.name for part in demand.parts[:1] if isinstance(part, Slot)), "")
    return roles(rule).get(letter) == "statement"


def quadratic_in_change(rule: Rule, demand: Condition) -> bool:
    """Whether what is read off isn't linear in the differential, once the letter is the differential itself."""
    context = context_of(Case({}))
    change = context.parse("d(v, v)")
    letters = {name: change for name in letters_of(rule)} | {"v": context.parse("v"), "n": context.parse("1")}
    body = next(part for _, part in walk(rule.patterns[0]) if isinstance(part, core.GradientOf | core.JacobianOf))
    inner = numbers_alone(body.children[1])
    try:
        term = build(inner, letters)
    except (Unbound, ShapeError, ValueError):
        return False
    values = [valued(term.xreplace({change: core.Constant(times)}), Case({}), context) for times in (1, 2)]
    one, two = (own for own in values if not isinstance(own, str))
    return not (two - 2 * one).contains(0)


def numbers_alone(pattern: Term) -> Term:
    """A pattern of matrices for numbers: products are products, and what turns a matrix does nothing."""
    if isinstance(pattern, core.MatrixProduct):
        return core.Times(*map(numbers_alone, pattern.children))
    if isinstance(pattern, core.Transposed | core.Vectorised | core.Trace):
        return numbers_alone(pattern.children[0])
    if not pattern.children or isinstance(pattern, core.Differential):
        return pattern
    return type(pattern)(*map(numbers_alone, pattern.children))
