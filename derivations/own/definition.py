"""What a user defines: a loss of their own. In: names, domains, expressions. Out: ``Loss``, checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..terms.core import Term
from ..terms.domain import EXAMPLES, REAL, Domain, DomainError, Finite, Interval, Whole, parse_domain, plain, rational
from ..terms.places import free_names
from .families import FAMILIES
from .language import LossError, check_name, check_size, kind_of, listed, near, read_term

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
        title: For people; '' for the name.
        variables: The data: each name with its domain, as text or as ``{"domain": …}``.
        parameters: Constants that the user of the loss chooses: the same, perhaps with a ``default``.
        definitions: Abbreviations, each with its expression; one may use those before it.
        goal: A closed form to reach; '' for the simplest found.
        sources: Where the loss comes from.
        derivatives: Names beside the predictions, of parameters or variables, by which it is differentiated too.
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
        _ = self.declared, self.defaults, self.term, self.goal_term
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
        return tuple(check_name(name, self.place("prediction")) for name in given)

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
        for part in ("variables", "parameters", "definitions"):
            yield from ((name, part) for name in getattr(self, part))

    @cached_property
    def domains(self) -> dict[str, Domain]:
        """The domains of all names that are not defined by others."""
        found: dict[str, Domain] = dict.fromkeys(self.predictions, REAL)
        for part, keys in (("variables", ("domain",)), ("parameters", ("domain", "default"))):
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
        names = {name: part for name, part in self.declared.items() if part != "definitions"}
        later = list(self.definitions)
        found = {}
        for name, source in self.definitions.items():
            found[name] = read_term(source, names, self.place(f"[definitions] {name}"), later)
            names[name] = later.pop(0)
        return found

    @cached_property
    def term(self) -> Term:
        """The loss as a term; the names of definitions stand in it as such."""
        _ = self.domains, self.definition_terms
        return read_term(self.expression, self.declared, self.place("[loss] expression"))

    @cached_property
    def goal_term(self) -> Term | None:
        """The closed form to reach, if one is given."""
        if isinstance(self.goal, str) and not self.goal.strip():
            return None
        return read_term(self.goal, self.declared, self.place("[loss] goal"))

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
