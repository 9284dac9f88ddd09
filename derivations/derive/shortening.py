"""Bringing a derivative to a short form. In: a result as it was read off. Out: the same, shorter.

Inverses are cancelled, transposes moved inwards, equal terms counted, common factors put before a sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..rules.rule import Rule
from ..terms import core
from ..terms.core import SCALAR, MatrixProduct, Path, Plus, Term, Times, Transposed, walk
from ..terms.places import at
from .draft import Work, factors_of

TURN = (
    "transpose_of_transpose", "transpose_of_scalar", "transpose_of_symmetric", "transpose_of_product",
    "transpose_of_negative", "transpose_of_elementwise", "transpose_of_kronecker",
)  # fmt: skip
"""The rules that move a transpose inwards."""

SHORTEN: tuple[dict[type[Term], tuple[str, ...]], ...] = (
    {core.Inverse: ("inverse_of_inverse", "inverse_of_product")},
    {MatrixProduct: ("inverse_left", "inverse_right", "identity_left", "identity_right")},
    {Transposed: TURN},
    {
        MatrixProduct: (
            "inverse_left", "inverse_right", "identity_left", "identity_right", "matrix_sign_left",
            "matrix_sign_right", "scalar_before_product", "scalar_out_of_right",
        ),
    },
    {Plus: ("three_alike", "two_alike")},
)  # fmt: skip
"""The rules that make a result short, one table after the other."""

TOGETHER = ((core.Inverse, Transposed, "transpose_of_inverse"), (MatrixProduct, core.Diagonal, "diagonal_product"))
"""A kind of term, the kind of its first part, and the rule that, read backwards, makes it shorter."""

FACTOR = (
    "distribute_left", "matrix_distribute_left", "matrix_distribute_right", "matrix_left_difference",
    "matrix_right_difference",
)  # fmt: skip
"""The rules that, read backwards, put a common factor beside a sum."""


def told(rule: Rule, part: Term, on: tuple[int, ...]) -> dict[str, Term]:
    """The size of an identity matrix that a rule makes of some factors."""
    after = rule.patterns[1]
    if not isinstance(after, core.Identity) or not isinstance(after.children[0], core.Slot):
        return {}
    return {after.children[0].name: part.children[on[0] if on else 0].shape[0]}


def runs(part: Term, size: int) -> Iterator[tuple[int, ...]]:
    """The neighbours in a product, or the terms of a sum, that a rule may be tried on."""
    count = len(part.children)
    if not isinstance(part, core.Nary) or count == size:
        yield ()
    elif isinstance(part, MatrixProduct):
        yield from (tuple(range(n, n + size)) for n in range(count - size + 1))
    else:
        yield from combinations(range(count), size)


def common(left: Term, right: Term) -> Iterator[dict[str, Term]]:
    """What two terms of a sum have in common: leading factors, last factors, or numbers."""
    bare = [part.argument if isinstance(part, core.Negative) else part for part in (left, right)]
    if all(isinstance(part, Times) for part in bare):
        shared = [part for part in bare[0].children if part in bare[1].children]
        if shared and all(len(shared) < len(part.children) for part in bare):
            yield {"a": Times.of(*shared)}
    ours, theirs = (factors_of(part) for part in bare)
    most = min(len(ours), len(theirs)) - 1
    for length in range(most, 0, -1):
        if ours[:length] == theirs[:length]:
            yield {"a": MatrixProduct.of(*ours[:length])}
        if ours[-length:] == theirs[-length:]:
            yield {"c": MatrixProduct.of(*ours[-length:])}


def shorten(work: Work, place: Path) -> None:
    """Bring the result to a short form."""
    for table in SHORTEN:
        while shorten_once(work, place, table):
            pass
    while factor_once(work, place) or number_first(work, place):
        pass


def number_first(work: Work, place: Path) -> bool:
    """Put a number before the other factors of a product."""
    for path, part in walk(at(work.line, place)):
        if isinstance(part, Times):
            numbers = [n for n, child in enumerate(part.children) if n and isinstance(child, core.Constant)]
            if numbers and part.children[numbers[0]].shape == SCALAR:
                head = Times.of(*part.children[: numbers[0]])
                return work.apply("commute_product", place + path, tuple(range(numbers[0] + 1)), a=head)
    return False


def shorten_once(work: Work, place: Path, table: dict[type[Term], tuple[str, ...]]) -> bool:
    """Apply the first rule of a table that applies."""
    for path, part in walk(at(work.line, place)):
        for name in table.get(type(part), ()):
            for on in runs(part, len(work.book.find(name).patterns[0].children)):
                if work.apply(name, place + path, on, **told(work.book.find(name), part, on)):
                    return True
        for cls, inner, name in TOGETHER:
            if isinstance(part, cls) and isinstance(part.children[0], inner):
                for on in runs(part, 2) if cls is MatrixProduct else [()]:
                    if work.apply(name, place + path, on, True):
                        return True
    return False


def factor_once(work: Work, place: Path) -> bool:
    """Put one common factor before a sum."""
    for path, part in walk(at(work.line, place)):
        if not isinstance(part, Plus):
            continue
        if all(isinstance(child, core.Negative) for child in part.children):
            return work.apply("negate_sum", place + path, (), True)
        if len(part.children) == 2:
            for given in common(*part.children):
                if any(work.apply(name, place + path, (), True, **given) for name in FACTOR):
                    return True
    return False
