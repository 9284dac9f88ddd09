"""The functions that the language has beside its structure, as far as terms ask. In: records. Out: look-up.

``functions/`` has one record a function and fills this table when it is imported; nothing here imports it. What reads
or writes terms asks here for words, numbers of arguments and SymPy forms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

import sympy

from . import core
from .core import Term


class Spoken(Protocol):
    """What terms know of a function: part of the records of ``functions/``."""

    @property
    def term(self) -> type[Term]:
        """The class of its terms; its ``symbol`` is the word."""

    @property
    def letters(self) -> tuple[str, ...]:
        """Its arguments."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other words for it, which are read and not written."""

    @property
    def even(self) -> bool:
        """Whether it doesn't see the sign of its argument."""

    @property
    def sympy(self) -> Callable[..., sympy.Expr] | None:
        """What it is in SymPy; None: by its definition."""

    @property
    def lifted(self) -> Mapping[type, Callable[..., Term | None]]:
        """For each function of SymPy that means it, the term of that function's arguments; None where there is none."""

    def put_in(self, *arguments: Term) -> Term:
        """Its definition with arguments put in."""


SPOKEN: dict[type[Term], Spoken] = {}
"""The functions by their class."""


class NotLearnt(RuntimeError):
    """A text is read before the language has its functions."""


def learn(function: Spoken) -> None:
    """Take up a function into the language.

    Raises:
        ValueError: Its word, or another word for it, is taken.
    """
    word = function.term.symbol
    words = (word, *function.aliases)
    taken = [name for name in words if name in core.FUNCTIONS or name in core.ALIASES]
    if taken:
        raise ValueError(f"the word {taken[0]!r} of {function.term.__name__} is taken")
    core.ARITY[function.term] = (len(function.letters), len(function.letters))
    core.FUNCTIONS[word] = function.term
    core.ALIASES.update(dict.fromkeys(function.aliases, word))
    SPOKEN[function.term] = function


def ready() -> None:
    """Make sure that the language has its functions.

    Raises:
        NotLearnt: They aren't there yet: a text would be refused for a word that is one of the language.
    """
    if not SPOKEN:
        raise NotLearnt("the language has no functions yet: import derivations.functions before a text is read")


def in_sympy() -> Iterator[tuple[type, Callable[..., Term | None], bool]]:
    """The functions of SymPy that mean one of the language: how the term is made, and whether it is even."""
    for function in SPOKEN.values():
        for kind, made in function.lifted.items():
            yield kind, made, function.even
