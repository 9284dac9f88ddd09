"""How a function is written on pages and terminals. In: nothing. Out: records that both printers read.

Letters stand for arguments: ``{0}`` is the text of the first one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Head:
    """A name before its arguments in brackets: ``σ(a)``.

    Args:
        name: The name; arguments that stand in it, such as an order, aren't repeated in the brackets.
    """

    name: str

    def inside(self, count: int) -> tuple[int, ...]:
        """The numbers of the arguments that stand in the brackets."""
        return tuple(number for number in range(count) if f"{{{number}}}" not in self.name)


@dataclass(frozen=True)
class Prefix(Head):
    """The same, but without brackets around a short argument: ``log a``."""


@dataclass(frozen=True)
class Around:
    """Signs around the only argument: ``|a|``.

    Args:
        form: The text, with ``{0}`` for the argument.
    """

    form: str


@dataclass(frozen=True)
class PowerOf:
    """A base with the argument as its exponent; a name with brackets where the exponent is long or tall.

    Args:
        base: What bears the exponent.
        name: The name.
    """

    base: str
    name: str


Notation = Head | Around | PowerOf
