"""The search for a stable form. In: a term, its symbols. Out: a chain of rules, and the error before and after.

First every rule that changes the form is tried at all its places, and kept where the measured error becomes smaller.
Where float64 still isn't enough, conditions are looked for that tell the bad points from the good, and the rule that
asks for twice the digits gets them. Points that the search hasn't seen judge the form; where they show an error, the
search begins again with them. The same term always gives the same chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from ..derive.apply import Applied, RuleError, apply_at, letters, rewrite
from ..derive.conditions import discharge
from ..derive.defined import undefined_parts
from ..derive.match import Unbound, possible
from ..losses.plan import Apply
from ..rules.book import RULES
from ..rules.rule import Group, Role, Rule
from ..terms import core
from ..terms.context import Context
from ..terms.core import Path, ShapeError, Slot, Term, walk
from ..terms.places import at
from ..terms.text import to_text
from ..verify.one_sided import Exact
from .guards import HARD, guard
from .measure import Accuracy, Array, Sample, other_sample, run
from .measure import sample as first_sample
from .numpy_printer import NotEmitted

GOAL = 4.0
"""The error in ulp that the search aims at."""
ROUNDS = 12
BETTER = 0.98
SUSPECT = 32.0
"""An error in ulp at points that the search hasn't seen for which it begins again, if it is no usual one."""
SAMPLES = 3
"""How many sets of points that the search hasn't seen judge its form; where one shows an error, it begins again."""


@dataclass(frozen=True)
class Stable:
    """A stable form.

    Args:
        path: The rules, each at its place, as ``derive.apply.apply_at`` replays them.
        result: The last line.
        before: The error of the code of the first line.
        after: The error of the code of the last line.
    """

    path: tuple[Apply, ...]
    result: Term
    before: Accuracy
    after: Accuracy


More = Callable[[Term, int], Sample | None]
"""Points that no search has seen: for an equal term, and the number of the search."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A form on the way: its chain and its measured errors."""

    term: Term
    path: tuple[Apply, ...]
    computed: Array
    ulp: Array
    score: float


@lru_cache(maxsize=512)
def unknown_values(term: Term, context: Context) -> frozenset[str]:
    """The conditions under which a term has a value that couldn't be shown."""
    return frozenset(shown for shown in undefined_parts(term, context) if isinstance(shown, str))


def candidate(term: Term, path: tuple[Apply, ...], data: Sample) -> Candidate:
    """A form and what its code gives.

    Raises:
        NotEmitted: A part has no code.
    """
    return judged(term, path, data, run(term, data))


def judged(term: Term, path: tuple[Apply, ...], data: Sample, computed: Array) -> Candidate:
    """A form and what its code gave."""
    ulp = data.errors(computed)[0]
    return Candidate(term, path, computed, ulp, score(ulp))


def directed(rules: Mapping[str, Rule]) -> list[Rule]:
    """The stability rules that tell all of their right side, the most specific first."""
    found = []
    for rule in rules.values():
        if rule.group is Group.STABILITY or Role.STABLE in rule.roles:
            before, after = rule.patterns
            if letters(after) <= letters(before) and not isinstance(before, Slot):
                found.append(rule)
    # The more a pattern says, the earlier it is tried.
    said = {rule.name: sum(not isinstance(part, Slot) for _, part in walk(rule.patterns[0])) for rule in found}
    return sorted(found, key=lambda rule: -said[rule.name])


def score(ulp: Array) -> float:
    """How many bits are lost, in the mean; a logarithm is taken along chords, which every processor does alike."""
    mantissa, exponent = np.frexp(1 + ulp)
    return float((exponent + 2 * mantissa - 2).mean())


def sweep(rule: Rule, term: Term, context: Context) -> tuple[Term, tuple[Apply, ...]]:
    """The rule at every place where it applies, innermost first; never inside what it made itself."""
    path: list[Apply] = []
    for place in places_of(term).get(type(rule.patterns[0]), ()):
        found = applied_at(rule, term, place, context)
        if found is not None and found.after != term:
            term = found.after
            path.append(Apply(rule.name, place, found.on, tidy=False))
    return term, tuple(path)


@lru_cache(maxsize=64)
def places_of(term: Term) -> dict[type[Term], list[Path]]:
    """The places of each class of terms, innermost first."""
    found: dict[type[Term], list[Path]] = {}
    for place, part in walk(term):
        found.setdefault(type(part), []).append(place)
    return {kind: sorted(places, key=lambda p: (-len(p), p)) for kind, places in found.items()}


def applied_at(rule: Rule, term: Term, place: Path, context: Context) -> Applied | None:
    """The rule at a place, on all of a sum or product or on some of its parts."""
    node = term
    for number in place:
        if number >= len(node.children):
            return None
        node = node.children[number]
    for on in choices(rule.patterns[0], node):
        try:
            if applies(rule, node, on, context):
                found = apply_at(rule, term, place, on, {}, False, context, False)
                return None if settled(at(found.after, place)) else found
        except (RuleError, ShapeError, Unbound, ValueError):
            continue
    return None


def settled(term: Term) -> bool:
    """Whether a term, or one of its parts, is a choice by two numbers, such as 2 == 0: nothing is to be chosen."""
    parts = [term, *term.children]
    conditions = [part.children[0] for part in parts if isinstance(part, core.Choose)]
    return any(all(isinstance(side, core.Constant) for side in condition.children) for condition in conditions)


def applies(rule: Rule, node: Term, on: tuple[int, ...], context: Context) -> bool:
    """Whether a rule matches and its conditions hold; that most don't is found without telling why."""
    found = rewrite(rule, node, on, {}, False)
    return any(all(discharge(demand, bound, context) for demand in rule.demands) for _, bound in found)


def choices(pattern: Term, node: Term) -> Iterator[tuple[int, ...]]:
    """All of a node; of a longer sum or product, each choice of as many parts as the pattern has."""
    if type(node) is not type(pattern) or not possible(pattern, node):
        return
    yield ()
    if isinstance(node, core.Nary) and len(node.children) > len(pattern.children) == 2:
        count = range(len(node.children))
        yield from ((a, b) for a in count for b in count if a < b)


def improved(now: Candidate, data: Sample, context: Context, rules: list[Rule]) -> Candidate:
    """Apply rules as long as one makes the error smaller; after each, begin again with the most specific."""
    for _ in range(ROUNDS):
        found = next(better(now, data, context, rules), None) if now.ulp.max() > GOAL else None
        if found is None:
            break
        now = found
    return now


def better(now: Candidate, data: Sample, context: Context, rules: list[Rule]) -> Iterator[Candidate]:
    """Better forms: by one rule, or by one that by itself isn't better and another one after it."""
    waiting = []
    for rule in rules:
        found = swept(rule, now, data, context)
        if found is not None and found.score < now.score * BETTER and keeps_values(found, now, context):
            yield found
        elif found is not None:
            waiting.append((rule, found))
    for rule, found in waiting:
        for second in rules:
            last = swept(second, found, data, context) if second is not rule else None
            if last is not None and last.score < now.score * BETTER and keeps_values(last, now, context):
                yield last


def keeps_values(found: Candidate, now: Candidate, context: Context) -> bool:
    """Whether all that could be shown to have a value still can."""
    return unknown_values(found.term, context) <= unknown_values(now.term, context)


def swept(rule: Rule, now: Candidate, data: Sample, context: Context) -> Candidate | None:
    """The form after a rule was applied wherever it can be; None where it can't."""
    term, path = sweep(rule, now.term, context)
    if not path:
        return None
    try:
        return candidate(term, now.path + path, data)
    except NotEmitted:
        return None


def stabilise(
    term: Term,
    context: Context,
    inputs: tuple[str, ...],
    predictions: tuple[str, ...] = ("z",),
    defaults: Mapping[str, float] | None = None,
    rules: Mapping[str, Rule] | None = None,
    measured: Sample | None = None,
    more: More | None = None,
    truths: Sequence[Exact] = (),
) -> Stable:
    """Find a stable form of a scalar term.

    Args:
        term: A scalar whose symbols are all inputs.
        context: The symbols with their domains, which conditions are discharged by.
        inputs: The symbols, in the order of the code's arguments.
        predictions: Those of them that are unbounded outputs of a model.
        defaults: Values of parameters that matter most.
        rules: A rule book other than the project's own.
        measured: The points, where they are known already.
        more: What gives points that the search hasn't seen.
        truths: What has the exact values, the definition or its derivative first; none: the term itself.

    Raises:
        NotEmitted: A part has no code.
        ValueError: The term has no value at any point.
    """
    told = defaults or {}
    wanted = tuple(truths) or (Exact(term, inputs),)
    data = measured or first_sample(wanted, context, predictions, told)
    book = RULES if rules is None else rules
    now, data = searched(term, data, context, book)
    found = [now]
    samples = (
        more(now.term, seed) if more else other_sample(wanted, now.term, context, predictions, told, seed)
        for seed in range(SAMPLES)
    )
    unseen = [sample for sample in samples if sample is not None]
    if unseen:
        computed = [run(now.term, sample) for sample in unseen]
        errors = (sample.errors(got)[0].max() for sample, got in zip(unseen, computed, strict=True))
        usual = max(SUSPECT, 2 * float(now.ulp.max()))
        good = now.ulp.max() > HARD or max(errors) <= usual
        for sample in unseen:
            data = data.joined(sample)
        found = [judged(now.term, now.path, data, np.concatenate([now.computed, *computed]))]
        if not good:
            now, data = searched(term, data, context, book)
            found.append(now)
    size = len(data.points)
    forms = [one if len(one.ulp) == size else candidate(one.term, one.path, data) for one in found]
    best = min(forms, key=rank)
    return Stable(best.path, best.term, data.accuracy(run(term, data)), data.accuracy(best.computed))


def searched(term: Term, data: Sample, context: Context, book: Mapping[str, Rule]) -> tuple[Candidate, Sample]:
    """The best form by some points; they are more where it has values that the term's own form hides."""
    now = start = candidate(term, (), data)
    known = directed(book)
    particular = [rule for rule in known if not general(rule)]
    for chosen in (particular, known) if len(particular) < len(known) else (known,):
        if now.ulp.max() > HARD or (now is start and now.ulp.max() > GOAL):
            found = improved(candidate(term, (), data), data, context, chosen)
            more = data.completed(found.term)
            if more is not data:
                # What the first line hides, an equal line shows: its value far out, where differences cancel.
                data, found = more, candidate(found.term, found.path, more)
                now = start = candidate(term, (), data)
            if found.ulp.max() > GOAL:
                found = guarded(found, data, context, book)
            now = min(now, found, key=rank)
    return now, data


def rank(form: Candidate) -> tuple[bool, float]:
    """What is smaller for better forms."""
    return float(form.ulp.max()) > HARD, form.score


def general(rule: Rule) -> bool:
    """Whether a rule applies to every sum, product or quotient: such rules are tried where the others don't suffice."""
    before = rule.patterns[0]
    return isinstance(before, core.Nary) and all(isinstance(child, Slot) for child in before.children)


def guarded(now: Candidate, data: Sample, context: Context, book: Mapping[str, Rule]) -> Candidate:
    """Twice the digits where float64 isn't enough, by the rule that does so under a condition that it is told."""
    rule = next((r for r in book.values() if is_guard(r)), None)
    if rule is None or not data.extends:
        return now
    unknown = unknown_values(now.term, context)
    condition = guard(
        now.term, data, now.ulp, now.ulp > GOAL, GOAL, lambda shown: unknown_values(shown, context) <= unknown
    )
    if condition is None:
        return now
    (letter,) = letters(rule.patterns[1]) - letters(rule.patterns[0])
    found = apply_at(rule, now.term, (), (), {letter: condition}, False, context, False)
    step = Apply(rule.name, (), (), {letter: to_text(condition)}, tidy=False)
    result = candidate(found.after, (*now.path, step), data)
    return result if result.score < now.score else now


def is_guard(rule: Rule) -> bool:
    """Whether a rule asks for twice the digits under a condition that nothing but the caller tells."""
    before, after = rule.patterns
    extended = any(isinstance(part, core.Extended) for _, part in walk(after))
    return isinstance(before, Slot) and extended and len(letters(after) - letters(before)) == 1
