"""Where rules can be applied in a line, by the part that the search gives them. In: a line. Out: moves, in fixed order.

A rule's record says how the search uses it (``Role``); nothing here knows a rule by its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from ..losses.plan import Apply
from ..rules.book import RULES
from ..rules.rule import Group, Role, Rule
from ..terms import core
from ..terms.context import Context, DefinitionKind
from ..terms.core import Nary, Path, Plus, Power, Quotient, ShapeError, Slot, Term, Times, walk
from ..terms.parser import parse_pattern
from ..terms.places import binders, canonical, replace
from ..terms.ring import monomial
from .apply import RuleError, rewrite, tidy
from .conditions import discharge
from .match import Unbound, hard, match, possible

WIDEST = 8
"""The longest sum or product of which every choice of parts is tried."""

SETTLING = 100_000
"""How much is settled at most in one line: its measure, added up rule by rule. What is left then stays as it is."""

ARITHMETIC = (Plus, Times, Quotient, Power)
Use = tuple[Rule, bool]
"""A rule, and whether it is read from right to left."""
Found = tuple[Term, Use, tuple[int, ...]]
"""What a rule makes of a node, the rule, and the children on which it was used."""

WEIGHTS: dict[type[Term], int] = {core.Negative: 1, core.Partial: 10, core.Quotient: 2, core.Power: 2}
"""What a node counts, beside its parts; leaves and signs of sums and products count 1, functions 3."""


@lru_cache(maxsize=20_000)
def measure(term: Term) -> int:
    """How simple a term is: the sum of what its parts count.

    A leaf, an entry, a sign, a + and a · count 1, a quotient or power 2, a function 3. A sum in an exponent counts 4
    more, so that products of exponentials aren't merged for nothing, and an exponential of an exponential, without a
    minus between, 8 more: it passes all bounds soon. The simplest of several forms is the one with the least measure;
    of equals, the one found first.
    """
    if not term.children:
        return 1
    parts = sum(map(measure, term.children))
    if isinstance(term, Nary):
        return parts + len(term.children) - 1
    if isinstance(term, core.Entry):
        return 1
    more = 0
    if isinstance(term, core.Exponential):
        more = 4 * isinstance(term.argument, Plus) + 8 * is_towering(term.argument)
    return parts + WEIGHTS.get(type(term), 3) + more


def is_towering(exponent: Term) -> bool:
    """Whether an exponent has an exponential as a factor or a term, with no minus before it."""
    parts = exponent.children if isinstance(exponent, Nary) else (exponent,)
    return any(isinstance(part, core.Exponential) for part in parts)


def own_rules(context: Context) -> list[Rule]:
    """What the definitions of a context are good for.

    What is given about the data, such as that the entries of a label add up to 1, is always put in. A defined entry
    whose formula has a sum, such as a softmax, is a name for it.
    """
    found = []
    for own in context.definitions:
        left, right = sides = context.equations[own.name]
        roles = (Role.ALWAYS,) if own.kind is DefinitionKind.DATA else ()
        back = (Role.NAME,) if isinstance(left, core.Entry) and binders(right) else ()
        if roles or back:
            statement = f"{own.left} = {own.right}"
            found.append(
                Rule(
                    own.name, statement, Group.DEFINITION, own.title, own.sentence, sides=sides, roles=roles, back=back
                )
            )
    return found


@dataclass(frozen=True)
class Move:
    """One rule at one place: what a path records, what the rule made there, and the line that it leads to."""

    item: Apply
    made: Term
    line: Term


class Moves:
    """The rules by their roles, for one context.

    Args:
        context: The symbols.
        roles: Which rules are applied wherever they can be.
        known: Results that are shown already, with their roles.
    """

    def __init__(self, context: Context, always: tuple[Role, ...], known: tuple[Rule, ...] = ()) -> None:
        self.context, self.roles, self.known_rules = context, always, known
        self.always = self.index(*always)
        self.shrink = self.index(Role.SHRINK)
        self.tried = self.index(Role.TRY)
        self.known: dict[Term, Found | None] = {}
        self.quiet: set[Term] = set()
        self.made: dict[tuple[str, bool, Term, tuple[int, ...]], Term | None] = {}

    def index(self, *roles: Role) -> dict[type[Term], list[Use]]:
        """The rules of some roles by the class of what they match."""
        found: dict[type[Term], list[Use]] = {}
        for rule in (*RULES.values(), *own_rules(self.context), *self.known_rules):
            for backwards, own in ((False, rule.roles), (True, rule.back)):
                if not set(own) & set(roles):
                    continue
                root = type(rule.patterns[1 if backwards else 0])
                for cls in ARITHMETIC if rule.procedure and root in ARITHMETIC else (root,):
                    found.setdefault(cls, []).append((rule, backwards))
        return found

    def results(self, use: Use, node: Term, on: tuple[int, ...]) -> Term | None:
        """What a rule makes of a node; None where it can't be applied."""
        key = (use[0].name, use[1], node, on)
        if key not in self.made:
            self.made[key] = self.work_out(use, node, on)
        return self.made[key]

    def work_out(self, use: Use, node: Term, on: tuple[int, ...]) -> Term | None:
        """The same, not remembered."""
        rule, backwards = use
        try:
            for new, bound in rewrite(rule, node, on, {}, backwards):
                if all(discharge(demand, bound, self.context) for demand in rule.demands):
                    return new
        except (RuleError, ShapeError, Unbound, ValueError):
            pass
        return None

    def choices(self, use: Use, node: Term) -> Iterator[tuple[int, ...]]:
        """All of a node, and each choice of as many of its children as the rule has terms."""
        rule, backwards = use
        pattern = rule.patterns[1 if backwards else 0]
        if rule.procedure:
            yield ()
        elif possible(pattern, node):
            yield ()
            if isinstance(pattern, Nary) and len(pattern.children) < len(node.children) <= WIDEST:
                parts = [{n for n, c in enumerate(node.children) if possible(part, c)} for part in hard(pattern)]
                for on in combinations(range(len(node.children)), len(pattern.children)):
                    if all(not own.isdisjoint(on) for own in parts):
                        yield on

    def eager(self, node: Term) -> Found | None:
        """The first rule that is always applied at a node, or makes it simpler."""
        if node not in self.known:
            self.known[node] = next(self.eager_all(node), None)
        return self.known[node]

    def eager_all(self, node: Term) -> Iterator[Found]:
        """Each such rule."""
        for table, must_shrink in ((self.always, False), (self.shrink, True)):
            for use in table.get(type(node), ()):
                for on in self.choices(use, node):
                    new = self.results(use, node, on)
                    if new is None or new == node:
                        continue
                    if not must_shrink or measure(new) < measure(node):
                        yield new, use, on

    def settle(self, line: Term, spared: Term | None = None) -> tuple[Term, list[Apply]]:
        """Apply what is always applied, outermost and leftmost first, until nothing is left or it takes too long.

        What was just made is spared, so that a rule which was tried isn't undone before another can use it.
        """
        path: list[Apply] = []
        seen = {line}
        spent = 0
        while spent < SETTLING:
            spent += measure(line)
            for place, node, found in self.restless(line):
                if node == spared:
                    continue
                new, (rule, backwards), on = found
                after, _ = tidy(replace(line, place, new), place)
                if after in seen:
                    continue
                line = after
                seen.add(line)
                path.append(Apply(rule.name, place, on, backwards=backwards))
                break
            else:
                break
        return line, path

    def restless(self, term: Term, path: Path = ()) -> Iterator[tuple[Path, Term, Found]]:
        """Where something is always applied, outermost and leftmost first; a part with no such place is remembered."""
        if term in self.quiet:
            return
        quiet = True
        found = self.eager(term)
        if found is not None:
            quiet = False
            yield path, term, found
        for number, child in enumerate(term.children):
            for each in self.restless(child, (*path, number)):
                quiet = False
                yield each
        if quiet:
            self.quiet.add(term)

    def tries(self, line: Term) -> Iterator[Move]:
        """Every way to go on that isn't always taken."""
        for place, node in walk(line):
            for use in self.tried.get(type(node), ()):
                rule, backwards = use
                if rule.beside:
                    continue
                for on in shared(node) if rule.procedure and isinstance(node, Plus) else self.choices(use, node):
                    yield from self.move(line, place, node, use, on)
            if isinstance(node, Plus) and len(node.children) <= WIDEST:
                yield from self.beside(line, place, node)

    def beside(self, line: Term, place: Path, node: Plus) -> Iterator[Move]:
        """Rules that are tried only beside some other term of a sum."""
        for uses in self.tried.values():
            for use in uses:
                rule, backwards = use
                if not rule.beside:
                    continue
                pattern = rule.patterns[1 if backwards else 0]
                for on in combinations(range(len(node.children)), 2):
                    for i, j in (on, on[::-1]):
                        if not suits(rule, node.children[i], node.children[j]):
                            continue
                        if isinstance(pattern, Slot):
                            yield from self.move(line, (*place, i), node.children[i], use, ())
                        else:
                            yield from self.move(line, place, node, use, on if len(node.children) > 2 else ())

    def move(self, line: Term, place: Path, node: Term, use: Use, on: tuple[int, ...]) -> Iterator[Move]:
        """The move, if the rule applies and changes the line."""
        new = self.results(use, node, on)
        if new is not None and canonical(new) != canonical(node):
            after, _ = tidy(replace(line, place, new), place)
            yield Move(Apply(use[0].name, place, on, backwards=use[1]), new, after)


@lru_cache(maxsize=8)
def moves_of(context: Context, roles: tuple[Role, ...], known: tuple[Rule, ...] = ()) -> Moves:
    """The moves of a context, which remember what they have worked out; by what is shown already, too."""
    return Moves(context, roles, known)


@lru_cache(maxsize=1000)
def guard(text: str) -> Term:
    """The sum that a rule wants around a part."""
    return parse_pattern(text)


def suits(rule: Rule, part: Term, other: Term) -> bool:
    """Whether two terms of a sum are those that the rule wants beside each other; two of one class never are."""
    first, second = guard(rule.beside).children
    if type(part) is type(other) and not isinstance(part, core.Negative):
        return False
    for bound in match(first, part, {}):
        inner = next(iter(bound.values()))
        for _ in match(second, other, {}):
            return not isinstance(inner, core.Logarithm | core.Constant)
    return False


def shared(node: Plus) -> Iterator[tuple[int, ...]]:
    """All of a sum, and the choices of its terms that share a factor."""
    yield ()
    if len(node.children) <= 2:
        return
    holders: dict[object, list[int]] = {}
    for number, child in enumerate(node.children):
        for base, _ in monomial(child).factors:
            holders.setdefault(canonical(base), []).append(number)
    seen: set[tuple[int, ...]] = set()
    for numbers in holders.values():
        on = tuple(sorted(set(numbers)))
        if 1 < len(on) < len(node.children) and on not in seen:
            seen.add(on)
            yield on
