"""Reading off a gradient or a Jacobian. In: a differential, taken. Out: what stands before dv.

Each term with dv in it is brought out of sums, signs and factors, until it is tr(A dX), a dv or A vec(dX).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..rules.rule import Rule
from ..terms import core
from ..terms.core import SCALAR, MatrixProduct, Path, Plus, Term, Times, Transposed, product_size, walk
from ..terms.places import at
from .draft import Stuck, Work, factors_of, moves
from .shortening import TURN

ARRANGE: dict[type[Term], tuple[str, ...]] = {
    Transposed: ("transpose_of_scalar", "transpose_of_sum", *(name for name in TURN if name != "transpose_of_scalar")),
    MatrixProduct: (
        "matrix_distribute_left", "matrix_distribute_right", "matrix_sign_left", "matrix_sign_right",
        "scalar_before_product", "scalar_out_of_right", "weights_into_row",
    ),
    core.Trace: (
        "trace_of_sum", "trace_of_negative", "trace_of_scaled", "trace_of_kronecker", "weights_in_trace",
    ),
    core.Quotient: ("quotient_as_product",),
    Times: ("distribute_left",),
}  # fmt: skip
"""The rules that bring a part with dv in it out of sums, signs and factors; of a product, applied to neighbours."""


def choices(rule: Rule, part: Term, by: Term) -> Iterator[tuple[tuple[int, ...], dict[str, Term]]]:
    """On which neighbours of a part with dv in it a rule is tried, and what its letters stand for.

    The factor that the rule's pattern takes apart must be the one with dv in it.
    """
    pattern = rule.patterns[0]
    if not isinstance(part, MatrixProduct | Times):
        yield from (((), given) for given in weights(pattern, part, by))
        return
    complex_ = next(n for n, child in enumerate(pattern.children) if not isinstance(child, core.Slot))
    for n, child in enumerate(part.children):
        if not moves(child, by) or not isinstance(child, type(pattern.children[complex_])):
            continue
        others = [m for m in range(len(part.children)) if m != n] if isinstance(part, Times) else [n + 1 - 2 * complex_]
        for m in others:
            if 0 <= m < len(part.children):
                yield ((n, m) if complex_ == 0 else (m, n)), {}
        if isinstance(part, MatrixProduct) and complex_ and isinstance(child, Times):
            for given in weights(pattern.children[complex_], child, by):
                yield tuple(range(n + 1)), given


def weights(pattern: Term, part: Term, by: Term) -> Iterator[dict[str, Term]]:
    """What the letters of a product stand for: what moves, and what doesn't."""
    inner = factors_of(part.children[0])[-1] if isinstance(part, core.Trace) else part
    if not isinstance(inner, Times):
        yield {}
        return
    still = [child for child in inner.children if not moves(child, by)]
    numbers = [child for child in inner.children if child.shape == SCALAR]
    if inner == part.children[0] and numbers and len(numbers) < len(inner.children):
        yield {"c": Times.of(*numbers)}
    elif still and len(still) < len(inner.children):
        yield {"b": Times.of(*still), "c": Times.of(*(child for child in inner.children if moves(child, by)))}


def read_off(work: Work, place: Path) -> None:
    """Read off what stands before dv."""
    while True:
        where = work.first(place, (core.GradientOf, core.JacobianOf))
        if where is None:
            return
        node = at(work.line, where)
        step = read_gradient if isinstance(node, core.GradientOf) else read_jacobian
        if not (split(work, where) or arrange(work, (*where, 1), node.children[0]) or step(work, where)):
            raise Stuck(f"nothing can be read off from {node.children[1]}; the form reached is {work.line}")


def split(work: Work, place: Path) -> bool:
    """Read off term by term, and leave signs and numbers outside."""
    node = at(work.line, place)
    by, body = node.children
    kind = "gradient" if isinstance(node, core.GradientOf) else "jacobian"
    if isinstance(body, Plus):
        return work.apply(f"{kind}_of_sum", place)
    if isinstance(body, core.Negative):
        return work.apply(f"{kind}_of_negative", place)
    still = [part for part in body.children if part.shape == SCALAR and not moves(part, by)]
    if isinstance(body, Times) and still:
        return work.apply(f"{kind}_of_scaled", place, c=Times.of(*still))
    return False


def arrange(work: Work, place: Path, by: Term) -> bool:
    """Bring one part with dv in it out of a sum, a sign or a factor."""
    for path, part in walk(at(work.line, place)):
        if not moves(part, by) or isinstance(part, core.Differential):
            continue
        if isinstance(part, Transposed) and isinstance(part.children[0], core.Differential):
            continue
        for name in ARRANGE.get(type(part), ()):
            for on, given in choices(work.book.find(name), part, by):
                if work.apply(name, place + path, on, **given):
                    return True
        number = isinstance(part, core.Trace) and part.children[0].shape == SCALAR
        if number and by.shape[1] == core.ONE:
            return work.apply("trace_of_scalar", place + path)
        if isinstance(part, MatrixProduct | Times) and through_diagonal(work, place + path, part, by):
            return True
    return False


def through_diagonal(work: Work, place: Path, part: Term, by: Term) -> bool:
    """A diagonal matrix times a vector is an elementwise product, with dv last; a column times a number a product."""
    parts = part.children
    for n in range(len(parts) - 1):
        diagonal = isinstance(parts[n], core.Diagonal) and moves(parts[n], by)
        if isinstance(part, MatrixProduct) and diagonal:
            return work.apply("diagonal_product", place, (n, n + 1) if len(parts) > 2 else (), True)
    if isinstance(part, Times):
        if moves(parts[0], by) and all(p.shape != SCALAR and not moves(p, by) for p in parts[1:]):
            return work.apply("commute_product", place, (), a=parts[0])
        columns = [n for n, p in enumerate(parts) if p.shape != SCALAR]
        numbers = [n for n, p in enumerate(parts) if p.shape == SCALAR and moves(p, by)]
        if len(columns) == 1 and len(numbers) == 1:
            return work.apply("column_times_scalar", place, (columns[0], numbers[0]))
    return False


def read_gradient(work: Work, place: Path) -> bool:
    """One step towards reading off a gradient from a single term."""
    by, body = at(work.line, place).children
    below = (*place, 1)
    if isinstance(body, core.Trace):
        factors = factors_of(body.children[0])
        where = [n for n, factor in enumerate(factors) if moves(factor, by)]
        if len(where) != 1:
            return False
        (n,) = where
        if isinstance(factors[n], Transposed):
            turn = "transpose_of_product" if len(factors) > 1 else "transpose_of_transpose"
            return work.apply("trace_of_transpose", below) and work.apply(turn, (*below, 0))
        if not isinstance(factors[n], core.Differential):
            if isinstance(factors[n], Times) and n < len(factors) - 1:
                return rotate(work, below, factors, n)
            return False
        if len(factors) == 1:
            return work.apply("identify_gradient_of_trace", place, n=by.shape[0])
        if n < len(factors) - 1:
            return rotate(work, below, factors, n)
        return work.apply("identify_gradient_by_trace", place)
    if isinstance(body, MatrixProduct):
        *before, last = body.children
        if isinstance(last, core.Differential) and by.shape[1] == core.ONE:
            return work.apply("identify_gradient", place) or work.apply("identify_gradient_of_row", place)
        first = body.children[0]
        turned = isinstance(first, Transposed) and isinstance(first.children[0], core.Differential)
        if turned and by.shape[1] == core.ONE:
            return work.apply("transpose_of_scalar", below, (), True) and work.apply("transpose_of_product", below)
        where = [n for n, factor in enumerate(body.children) if moves(factor, by)]
        if len(where) == 1 and work.apply("trace_of_scalar", below, (), True):
            (n,) = where
            return by.shape[1] != core.ONE or rotate(work, below, body.children, n)
    return False


def rotate(work: Work, place: Path, factors: tuple[Term, ...], n: int) -> bool:
    """Turn the factors of a trace until number n is the last."""
    return work.apply(
        "trace_cyclic", place, a=MatrixProduct.of(*factors[: n + 1]), b=MatrixProduct.of(*factors[n + 1 :])
    )


def read_jacobian(work: Work, place: Path) -> bool:
    """One step towards reading off a Jacobian from a single term."""
    by, body = at(work.line, place).children
    below = (*place, 1)
    if isinstance(body, core.Differential):
        return work.apply("identify_jacobian_of_itself", place, n=product_size(*by.shape))
    if by.shape[1] == core.ONE and body.shape[1] == core.ONE:
        return read_column(work, place, body, by)
    if not any(isinstance(factor, core.Vectorised) for factor in factors_of(body)):
        return work.apply("jacobian_by_vec", place)
    if work.apply("identify_jacobian_by_vec", place):
        return True
    at_vec = work.first(below, core.Vectorised)
    assert at_vec is not None
    inside = at(work.line, at_vec).children[0]
    if isinstance(inside, Times):
        still = [part for part in inside.children if not moves(part, by)]
        other = [part for part in inside.children if moves(part, by)]
        return work.apply("vec_of_elementwise", at_vec, a=Times.of(*still), b=Times.of(*other))
    factors = factors_of(inside)
    where = [n for n, factor in enumerate(factors) if moves(factor, by)]
    if len(factors) == 1 or len(where) != 1:
        return False
    left, middle, right = factors[: where[0]], factors[where[0]], factors[where[0] + 1 :]
    if left and right:
        return work.apply("vec_of_product", at_vec, a=MatrixProduct.of(*left), x=middle, b=MatrixProduct.of(*right))
    if left:
        return work.apply("vec_of_left_product", at_vec, a=MatrixProduct.of(*left), x=middle, n=middle.shape[1])
    return work.apply("vec_of_right_product", at_vec, x=middle, b=MatrixProduct.of(*right), n=middle.shape[0])


def read_column(work: Work, place: Path, body: Term, by: Term) -> bool:
    """The same where variable and function are columns."""
    below = (*place, 1)
    if isinstance(body, Times):
        still = [part for part in body.children if not moves(part, by)]
        other = [part for part in body.children if moves(part, by)]
        return bool(still) and work.apply("diagonal_product", below, a=Times.of(*still), b=Times.of(*other))
    if isinstance(body, MatrixProduct):
        if work.apply("identify_jacobian", place):
            return True
        for n, factor in enumerate(body.children):
            run = body.children[n:]
            if moves(factor, by) and n and MatrixProduct.of(*run).shape == SCALAR and len(run) > 1:
                return work.apply("transpose_of_scalar", below, tuple(range(n, len(body.children))), True)
            if moves(factor, by) and isinstance(factor, Times) and n == len(body.children) - 1:
                still = [part for part in factor.children if not moves(part, by)]
                other = [part for part in factor.children if moves(part, by)]
                return work.apply("diagonal_product", (*below, n), a=Times.of(*still), b=Times.of(*other))
    return False
