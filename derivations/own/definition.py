"""What a user defines: a loss of their own. In: names, domains, expressions. Out: ``Loss``, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..terms.core import Constant, Entry, Summation, Term, Variable
from ..terms.domain import EXAMPLES, REAL, Domain, DomainError, Finite, Interval, Whole, parse_domain, plain, rational
from ..terms.places import free_names
from .families import FAMILIES
from .language import LossError, check_name, check_size, kind_of, listed, near, read_term
from .vectors import check_sums, entry_letters, index_letters, moving_indices, shaped, sized

MOST_NAMES = 40
LARGEST = Fraction(10) ** 300
LONGEST_TEXT = 500
LONGEST_ABOUT = 1_000

TABLES = {"prediction": "prediction"} | {part: f"[{part}]" for part in ("variables", "parameters", "definitions")}
"""Where names are declared."""


@dataclass(frozen=True)
class Loss:
    """A loss of one sample, as a user defines it.

    Args:
        name: Its id, and the name of its generated module.
        expression: The loss: text in ordinary syntax, a term, or a SymPy expression.
        prediction: What a model outputs, unconstrained real numbers: one name or several. One differentiates by it.
            ``z[K]`` is a vector of K numbers.
        title: For people; '' for the name.
        variables: The data: each name with its domain, as text or as ``{"domain": …}``, of a vector with its ``size``.
        parameters: Constants that the user of the loss chooses: the same, perhaps with a ``default``.
        definitions: Abbreviations, each with its expression; one may use those before it. ``p[k]`` defines the entries
            of a vector.
        goal: A closed form to reach; '' for the simplest found.
        sources: Where the loss comes from.
        derivatives: Names beside the predictions, of parameters or variables, by which it is differentiated too.
        constraints: What the entries of variables add up to: ``sum(k, 1, K, y[k]) == 1``.
        family: One of ``FAMILIES``; '' for none.
        about: Some sentences: where the loss comes from, what it is for.
        origin: The file that it was read from, for messages.

    Raises:
        LossError: Something in it can't be used.
    """

    name: str
    expression: Any
    prediction: str | tuple[str, ...] = "z"
    title: str = ""
    variables: Mapping[str, Any] = field(default_factory=dict, hash=False)
    parameters: Mapping[str, Any] = field(default_factory=dict, hash=False)
    definitions: Mapping[str, Any] = field(default_factory=dict, hash=False)
    goal: Any = ""
    sources: tuple[str, ...] = ()
    derivatives: tuple[str, ...] = ()
    constraints: tuple[str, ...] = ()
    family: str = ""
    about: str = ""
    origin: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        check_name(self.name, self.place("name"), symbol=False)
        object.__setattr__(self, "title", self.line(self.title, "title") or self.name)
        sources = (self.sources,) if isinstance(self.sources, str) else self.sources
        if not isinstance(sources, list | tuple):
            raise LossError(f"{self.place('sources')}: expected a list of texts, not {kind_of(sources)}; put it in [ ]")
        object.__setattr__(self, "sources", tuple(self.line(source, "sources") for source in sources))
        object.__setattr__(self, "about", self.line(self.about, "about", LONGEST_ABOUT))
        self.check_family()
        for table in ("variables", "parameters", "definitions"):
            if not isinstance(getattr(self, table), Mapping):
                raise LossError(f"{self.place(TABLES[table])}: expected names with their values; see docs/own.md")
        _ = self.declared, self.defaults, self.term, self.goal_term, self.totals
        object.__setattr__(self, "derivatives", tuple(self.moving_names()))
        for name in self.predictions:
            if name not in self.used:
                raise LossError(
                    f"{self.place('[loss] expression')}: the prediction {name!r} doesn't occur in it; "
                    "a loss depends on what the model predicts"
                )
            if f"d_{name}" in self.declared:
                raise LossError(f"{self.place('prediction')}: 'd_{name}' stands for a change of {name!r}; rename it")
        check_size({**self.definition_terms, "": self.term}, self.place("[loss] expression"))
        moved = {self.sizes[name] for name in (*self.predictions, *self.derivatives) if name in self.sizes}
        if len(moved) > 1:
            raise LossError(
                f"{self.place('prediction')}: one differentiates by vectors of the sizes {listed(sorted(moved))}; "
                "give them one size"
            )
        if moved:
            _ = self.moving

    def place(self, part: str) -> str:
        """A part of the definition, for messages."""
        return f"{self.origin or f'loss {str(self.name)[:40]!r}'}: {part}"

    def line(self, text: object, part: str, longest: int = LONGEST_TEXT) -> str:
        """A text of one line for people; what can't be printed becomes a space."""
        if not isinstance(text, str):
            raise LossError(f"{self.place(part)}: expected text, not {kind_of(text)}; put it in quotes")
        if len(text) > longest:
            raise LossError(
                f"{self.place(part)}: it has {len(text)} characters, at most {longest} are read; shorten it"
            )
        return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())

    def check_family(self) -> None:
        """Refuse a family that there isn't."""
        family = self.line(self.family, "family")
        if family and family not in FAMILIES:
            hint = near(family, FAMILIES) or f"known are {listed(FAMILIES)}"
            raise LossError(f"{self.place('family')}: there is no family {family[:40]!r}; {hint}")
        object.__setattr__(self, "family", family)

    @cached_property
    def predictions(self) -> tuple[str, ...]:
        """The names of the predictions."""
        given = (self.prediction,) if isinstance(self.prediction, str) else self.prediction
        if not isinstance(given, list | tuple):
            raise LossError(f'{self.place("prediction")}: expected a name or several, not {kind_of(given)}; write "z"')
        if not given:
            raise LossError(f'{self.place("prediction")}: it names nothing; write "z", or what the model outputs')
        return tuple(check_name(sized(name)[0], self.place("prediction")) for name in given)

    @cached_property
    def given_sizes(self) -> dict[str, str]:
        """The vectors that are given, each with its size."""
        predictions = (self.prediction,) if isinstance(self.prediction, str) else self.prediction
        found = {str(name): size for name, size in map(sized, predictions) if size}
        for part in ("variables", "parameters"):
            for name, value in getattr(self, part).items():
                if isinstance(value, Mapping) and "size" in value:
                    place = self.place(f"{TABLES[part]} {name}, size")
                    if "default" in value:
                        raise LossError(f"{place}: a vector has no default; leave it out")
                    found[name] = check_name(value["size"], place)
        for size in found.values():
            check_name(size, self.place("names"))
        return found

    @cached_property
    def sizes(self) -> dict[str, str]:
        """The names of vectors, each with its size."""
        found = dict(self.given_sizes)
        for name, letter in self.entries.items():
            if letter not in self.indices:
                place = self.place(f"[definitions] {name}[{letter}]")
                raise LossError(
                    f"{place}: nothing tells up to which number {letter!r} runs; let it be the index of a vector in it"
                )
            found[name] = self.indices[letter]
        return found

    @property
    def size_names(self) -> tuple[str, ...]:
        """The names of the sizes."""
        return tuple(dict.fromkeys(self.sizes.values()))

    @cached_property
    def entries(self) -> dict[str, str]:
        """The definitions of entries, each with the letter of its index."""
        return {str(name): letter for name, letter in map(sized, self.definitions) if letter}

    @cached_property
    def formulas(self) -> dict[str, Any]:
        """The definitions by their names alone."""
        return {str(sized(name)[0]): source for name, source in self.definitions.items()}

    @cached_property
    def indices(self) -> dict[str, str]:
        """The indices of sums, each with the size up to which it runs."""
        texts = [self.expression, self.goal, *self.definitions.values(), *self.constraints]
        found = {letter: size for text in texts for letter, size in index_letters(text).items()}
        for name, letter in self.entries.items():
            vectors = entry_letters(self.formulas[name]).get(letter, [])
            size = next((self.given_sizes[vector] for vector in vectors if vector in self.given_sizes), "")
            if size:
                found.setdefault(letter, size)
        return found

    @cached_property
    def moving(self) -> tuple[str, str]:
        """The letters for the entries by which one differentiates, once and twice."""
        return moving_indices(self)

    def by(self, name: str, order: int = 0) -> Term:
        """What one differentiates by: a symbol, or the entry of a vector at a letter of its own."""
        variable = shaped(name, self.sizes)
        return Entry(variable, Variable(self.moving[order])) if name in self.sizes else variable

    def moving_names(self) -> Iterator[str]:
        """The names of ``derivatives``, each one that can move and that the loss depends on."""
        place, given = self.place("derivatives"), self.derivatives
        if not isinstance(given, list | tuple):
            raise LossError(f'{place}: expected a list of names, not {kind_of(given)}; write ["gamma"]')
        for number, name in enumerate(given):
            if not isinstance(name, str) or self.declared.get(name) not in ("variables", "parameters"):
                raise LossError(f"{place}: {str(name)[:40]!r} is no variable and no parameter; name one of them")
            if name in given[:number]:
                raise LossError(f"{place}: {name!r} stands there twice; name it once")
            if not isinstance(self.domains[name], Interval):
                raise LossError(
                    f"{place}: {name!r} can't move, its domain is {self.domains[name]}; give it an interval"
                )
            if name not in self.used:
                raise LossError(f"{place}: the loss doesn't depend on {name!r}; leave it out")
            yield name

    @cached_property
    def declared(self) -> dict[str, str]:
        """Every name, with where it is declared."""
        found: dict[str, str] = {}
        for name, part in self.declarations():
            place = self.place(TABLES[part])
            check_name(name, place)
            if name in self.size_names or name in self.indices:
                what = "a size" if name in self.size_names else "the index of a sum"
                raise LossError(f"{place}: {name!r} is {what} too; give one of them another name")
            if name in found:
                also = "twice" if found[name] == part else f"under {TABLES[found[name]]} too"
                raise LossError(f"{place}: {name!r} is declared {also}; give one of them another name")
            found[name] = part
        if len(found) > MOST_NAMES:
            raise LossError(f"{self.place('names')}: {len(found)} are declared; at most {MOST_NAMES} are worked with")
        return found

    def declarations(self) -> Iterator[tuple[str, str]]:
        """Names with the part of the definition that declares them."""
        yield from ((name, "prediction") for name in self.predictions)
        for part in ("variables", "parameters"):
            yield from ((name, part) for name in getattr(self, part))
        yield from ((name, "definitions") for name in self.formulas)

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """The domains of all names that are not defined by others."""
        found: dict[str, Domain] = dict.fromkeys(self.predictions, REAL)
        for part, keys in (("variables", ("domain", "size")), ("parameters", ("domain", "default", "size"))):
            for name, value in getattr(self, part).items():
                found[name] = self.domain(value, f"{TABLES[part]} {name}", keys)
        return found

    def domain(self, value: object, part: str, keys: tuple[str, ...]) -> Domain:
        """The domain that a declaration gives."""
        if isinstance(value, Interval | Finite | Whole):
            return value
        if isinstance(value, Mapping):
            for key in value:
                if key not in keys:
                    known = near(str(key), keys) or f"known {'are' if len(keys) > 1 else 'is'} {listed(keys)}"
                    raise LossError(f"{self.place(part)}: unknown key {str(key)[:40]!r}; {known}")
            if "domain" not in value:
                raise LossError(f"{self.place(part)}: its domain is missing; write {{ domain = … }}, {EXAMPLES}")
            return self.domain(value["domain"], f"{part}, domain", keys)
        if not isinstance(value, str):
            raise LossError(f"{self.place(part)}: expected a domain as text, not {kind_of(value)}; {EXAMPLES}")
        try:
            return parse_domain(value)
        except DomainError as error:
            raise LossError(f"{self.place(part)}: {error}; write one {EXAMPLES}") from error

    @cached_property
    def defaults(self) -> dict[str, Fraction]:
        """The parameters that have a default, with it."""
        found = {}
        for name, value in self.parameters.items():
            domain = self.domains[name]
            if not isinstance(value, Mapping) or "default" not in value:
                continue
            place, given = self.place(f"[parameters] {name}, default"), value["default"]
            if isinstance(given, bool) or not isinstance(given, int | float | Fraction):
                raise LossError(f"{place}: expected a number, not {kind_of(given)}; write it without quotes")
            try:
                number = rational(given)
            except DomainError as error:
                raise LossError(f"{place}: {error}; write a finite number") from error
            if abs(number) > LARGEST:
                raise LossError(f"{place}: it is beyond what a float can hold; write a smaller number")
            if not domain.contains(number):
                raise LossError(f"{place}: {plain(number)} is not in {domain}; change the default or the domain")
            found[name] = number
        return found

    @cached_property
    def definition_terms(self) -> dict[str, Term]:
        """The definitions as terms, in order."""
        names = [name for name, part in self.declared.items() if part != "definitions"]
        later = list(self.formulas)
        found = {}
        for name, source in self.formulas.items():
            letter = self.entries.get(name, "")
            place = self.place(f"[definitions] {name}{f'[{letter}]' if letter else ''}")
            found[name] = self.read(source, names, place, later, letter)
            names.append(later.pop(0))
        return found

    def read(self, source: object, names: Sequence[str], place: str, later: Sequence[str] = (), own: str = "") -> Term:
        """An expression as a term, in which these names may stand, sizes and indices."""
        known = {name: shaped(name, self.sizes) for name in (*names, *self.size_names, *self.indices)}
        found = read_term(source, known, place, later)
        check_sums(found, self, place, own)
        return found

    @cached_property
    def term(self) -> Term:
        """The loss as a term; the names of definitions stand in it as such."""
        _ = self.domains, self.definition_terms
        return self.read(self.expression, tuple(self.declared), self.place("[loss] expression"))

    @cached_property
    def goal_term(self) -> Term | None:
        """The closed form to reach, if one is given."""
        if isinstance(self.goal, str) and not self.goal.strip():
            return None
        return self.read(self.goal, tuple(self.declared), self.place("[loss] goal"))

    @cached_property
    def totals(self) -> tuple[tuple[Term, Term], ...]:
        """The constraints: each sum of a variable's entries, with the number that it is."""
        place, found = self.place("constraints"), list[tuple[Term, Term]]()
        if not isinstance(self.constraints, list | tuple):
            raise LossError(
                f'{place}: expected a list, not {kind_of(self.constraints)}; write ["sum(k, 1, K, y[k]) == 1"]'
            )
        for text in self.constraints:
            left, mark, right = str(text).partition("==")
            if mark:
                total, number = (self.read(side, tuple(self.variables), place) for side in (left, right))
                entry = total.children[3] if isinstance(total, Summation) else None
                if isinstance(number, Constant) and isinstance(entry, Entry) and entry.indices[0] == total.children[0]:
                    found.append((total, number))
                    continue
            raise LossError(f"{place}: {str(text)[:60]!r} isn't of the form sum(k, 1, K, y[k]) == 1; write it so")
        return tuple(found)

    @cached_property
    def used(self) -> frozenset[str]:
        """The names that the loss depends on, through its definitions."""
        found: set[str] = set()
        waiting = list(free_names(self.term))
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(free_names(self.definition_terms[name]) if name in self.definition_terms else ())
        return frozenset(found)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may be an oversight: names that are declared and not used."""
        return tuple(
            f"{self.place(TABLES[part])}: {name!r} is not used"
            for name, part in self.declared.items()
            if name not in self.used and (self.goal_term is None or name not in free_names(self.goal_term))
        )
