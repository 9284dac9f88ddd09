"""The search for a stable form. In: a term, its symbols. Out: a chain of rules, and the error before and after.

Of the forms that keep the promise (``measure``) the cheapest is taken. First rules are tried at all their places, and
kept where the measured errors come closer to the promise. Once it is kept, what a form doesn't need is taken back, and
rules that make it cheaper are tried. Points that the search hasn't seen judge the form; where they break the promise,
the search begins again with them. The same term always gives the same chain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import frexp

from ..derive.apply import RuleError, apply_at
from ..derive.defined import undefined_parts
from ..derive.match import Unbound
from ..derive.moves import measure
from ..losses.plan import Apply
from ..rules.book import RULES
from ..rules.rule import Rule
from ..terms.context import Context
from ..terms.core import ShapeError, Term
from ..terms.places import PlaceError
from ..verify.one_sided import Exact
from .build import NotEmitted, Symbols
from .measure import LineOfCode, Sample, other_sample
from .measure import sample as first_sample
from .promise import Accuracy
from .sweep import directed, general, singly, sweep

ROUNDS = 12
"""How many rules a search applies at most."""
BETTER = 0.98
"""By which factor the harm of a form must become smaller."""
BEGINNINGS = 3
"""With how many rules a search begins at most, if the first ones lead to no form that keeps the promise."""
LONG = 400
"""From which measure on a form is long: then a search begins with the best rule alone."""
ABOUT = 2.0
"""How many times the harm of a form may become for a cheaper one, if nobody sees it."""
LONGEST = 2500
"""The largest measure of a form that a search looks at."""
SAMPLES = 3
"""How many sets of points that the search hasn't seen judge its form; where one breaks the promise, it begins again."""


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
    """A form on the way: its chain, how far it breaks the promise, and what it costs.

    Args:
        term: The form.
        path: Its chain.
        harm: For each point where the promise is broken 1 and how many bits too large the error is; 0 keeps it.
        cost: What its code costs.
        grave: Whether it is broken at a usual point, or a result is nan or infinite that shouldn't be.
    """

    term: Term
    path: tuple[Apply, ...]
    harm: float
    cost: float
    grave: bool


@lru_cache(maxsize=512)
def unknown_values(term: Term, context: Context) -> frozenset[str]:
    """The conditions under which a term has a value that couldn't be shown."""
    return frozenset(shown for shown in undefined_parts(term, context) if isinstance(shown, str))


def candidate(term: Term, path: tuple[Apply, ...], data: Sample, beside: Sequence[LineOfCode] = ()) -> Candidate:
    """A form, measured; its cost is what it adds to that of other lines.

    Raises:
        NotEmitted: A part has no code.
    """
    errors = data.errors(data.computed(term))
    return Candidate(term, path, harm(errors), data.cost(term, beside), data.seen(errors) > 0)


def harm(errors: Sequence[float]) -> float:
    """How far errors, as shares of what is promised, break the promise; bits are taken along chords."""
    found = 0.0
    for error in errors:
        if error > 1:
            mantissa, exponent = frexp(error)
            found += exponent + 2 * mantissa - 1
    return found


@dataclass(frozen=True)
class Search:
    """One search: the points, the symbols and the rules.

    Args:
        data: The points.
        context: The symbols.
        rules: The rules, the most specific first.
        beside: The lines that are computed together with it.
    """

    data: Sample
    context: Context
    rules: Sequence[Rule]
    beside: Sequence[LineOfCode] = ()

    def kept(self, now: Candidate) -> Candidate:
        """A form that keeps the promise, or comes closest.

        Rules are applied as long as one brings it closer, each time the one that brings it closest. Where a user would
        see what is left, it is tried again with what came next closest in the beginning.
        """
        found = [now]
        beginnings = 1 if measure(now.term) > LONG else BEGINNINGS
        for first in self.better(now)[:beginnings] if now.harm else ():
            found.append(self.followed_up(first))
            if not found[-1].grave:
                break
        return min(found, key=rank)

    def followed_up(self, now: Candidate) -> Candidate:
        """The form after as many rules as bring it closer."""
        for _ in range(ROUNDS):
            found = self.better(now) if now.harm else []
            if not found:
                break
            now = found[0]
        return now

    def better(self, now: Candidate) -> list[Candidate]:
        """Forms that come closer by one rule, else by one that by itself doesn't and another one after it."""
        tried = [(rule, found) for rule in self.rules if (found := self.swept(rule, now)) is not None]
        good = [found for _, found in tried if self.is_better(found, now)]
        if good or not now.grave:
            return sorted(good, key=rank)
        for rule, found in tried:
            for second in self.rules:
                last = self.swept(second, found) if second is not rule else None
                if last is not None and self.is_better(last, now):
                    return [last]
        return []

    def is_better(self, found: Candidate, now: Candidate) -> bool:
        """Whether a form comes closer, and all that could be shown to have a value still can."""
        return found.harm < now.harm * BETTER and self.keeps_values(found, now)

    def cheaper(self, start: Term, now: Candidate) -> Candidate:
        """The form without what it doesn't need, and then by rules that make it cheaper, the promise kept as it is."""
        n = 0
        while n < len(now.path):
            found = self.followed(start, (*now.path[:n], *now.path[n + 1 :]))
            if found is not None and found.cost < now.cost and no_worse(found, now):
                now = found
            else:
                n += 1
        for _ in range(ROUNDS):
            tries = (self.swept(rule, now) for rule in self.rules)
            good = (one for one in tries if one and one.cost < now.cost and no_worse(one, now))
            found = next((one for one in good if self.keeps_values(one, now)), None)
            if found is None:
                break
            now = found
        return now

    def followed(self, term: Term, path: tuple[Apply, ...]) -> Candidate | None:
        """A form by its chain; None where a rule of it doesn't apply any more."""
        by_name = {rule.name: rule for rule in self.rules}
        for item in path:
            try:
                term = apply_at(by_name[item.rule], term, item.at or (), item.on, {}, False, self.context, False).after
            except (RuleError, PlaceError, ShapeError, Unbound, ValueError):
                return None
        return self.measured(term, path)

    def swept(self, rule: Rule, now: Candidate) -> Candidate | None:
        """The form after a rule was applied wherever it can be; None where it can't.

        A rule for every sum, product or quotient is applied where it does most alone.
        """
        if general(rule):
            tries = (self.measured(term, (*now.path, item)) for term, item in singly(rule, now.term, self.context))
            return min((one for one in tries if one is not None), key=rank, default=None)
        term, path = sweep(rule, now.term, self.context)
        return self.measured(term, now.path + path) if path else None

    def measured(self, term: Term, path: tuple[Apply, ...]) -> Candidate | None:
        """A form, measured; None where it has no code."""
        if measure(term) > LONGEST:
            return None
        try:
            return candidate(term, path, self.data, self.beside)
        except NotEmitted:
            return None

    def keeps_values(self, found: Candidate, now: Candidate) -> bool:
        """Whether all that could be shown to have a value still can."""
        return unknown_values(found.term, self.context) <= unknown_values(now.term, self.context)


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
    parameters: Sequence[str] = (),
    beside: Sequence[LineOfCode] = (),
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
        parameters: The symbols that are the same for all samples.
        beside: The lines that are computed together with it: what it shares with them costs nothing.

    Raises:
        NotEmitted: A part has no code.
        ValueError: The term has no value at any point.
    """
    told = defaults or {}
    wanted = tuple(truths) or (Exact(term, inputs),)
    symbols = Symbols(inputs, frozenset(inputs) - frozenset(parameters))
    data = measured or first_sample(wanted, context, predictions, told, symbols)
    known = directed(RULES if rules is None else rules)
    now, data = searched(term, data, context, known, beside)
    found = [now]
    samples = (
        more(now.term, seed) if more else other_sample(wanted, now.term, context, predictions, told, symbols, seed)
        for seed in range(SAMPLES)
    )
    for sample in [sample for sample in samples if sample is not None]:
        data = data.joined(sample)
    again = candidate(now.term, now.path, data, beside)
    if again.harm > now.harm:
        found.append(searched(term, data, context, known, beside)[0])
    forms = [candidate(one.term, one.path, data, beside) for one in found]
    best = min(forms, key=rank)
    return Stable(best.path, best.term, data.accuracy(term), data.accuracy(best.term))


def searched(
    term: Term, data: Sample, context: Context, known: Sequence[Rule], beside: Sequence[LineOfCode] = ()
) -> tuple[Candidate, Sample]:
    """The best form by some points; they are more where it has values that the term's own form hides."""
    now = candidate(term, (), data, beside)
    particular = [rule for rule in known if not general(rule)]
    for chosen in (particular, known) if len(particular) < len(known) else (known,):
        if now.grave or chosen is particular:
            search = Search(data, context, chosen, beside)
            found = search.kept(candidate(term, (), data, beside))
            more = data.completed(found.term)
            if more is not data:
                # What the first line hides, an equal line shows: its value far out, where differences cancel.
                data = more
                search = Search(data, context, chosen, beside)
                now = candidate(term, (), data, beside)
                found = search.kept(candidate(found.term, found.path, data, beside))
            now = min(now, search.cheaper(term, found), key=rank)
    return now, data


def no_worse(found: Candidate, now: Candidate) -> bool:
    """Whether a form is as close to the promise as another; where that breaks it only far out, about as close."""
    return found.harm <= now.harm or (not found.grave and found.harm <= ABOUT * now.harm)


def rank(form: Candidate) -> tuple[float, float]:
    """What is smaller for better forms."""
    return form.harm, form.cost
