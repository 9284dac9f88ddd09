"""Derivatives by vectors and matrices, found by differentials. In: a goal, a context. Out: a derivation, made by rules.

A goal is ``gradient(v, f)``, ``jacobian(v, f)`` or a Hessian, ``jacobian(v, gradient(v, f))``. The way is always the same:
the differential of f is taken, from the outside in; what stands before dv is brought into a form from which it is read
off; the result is brought to a short form. Every step is a rule of the book at a place; nothing is looked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as changed
from itertools import combinations

from ..losses.plan import Line
from ..rules.rule import Group, Rule
from ..terms import core
from ..terms.context import Context, Text
from ..terms.core import SCALAR, MatrixProduct, Path, Plus, ShapeError, Term, Times, Transposed, product_size, walk
from ..terms.places import at, free_names
from .apply import RuleError, apply_at
from .chain import Book, fold
from .step import Derivation, Step

MOST_STEPS = 200
"""More steps than these no derivation of this kind needs; one that reaches them has lost its way."""


class Stuck(RuleError):
    """No rule leads on; the message tells the form that was reached."""


TAKE: dict[type[Term], tuple[str, ...]] = {
    Plus: ("differential_of_sum",),
    core.Negative: ("differential_of_negative",),
    Transposed: ("differential_of_transpose",),
    MatrixProduct: ("differential_of_product", "differential_of_right_product", "differential_of_matrix_product"),
    Times: ("differential_constant_factor", "differential_of_elementwise_product"),
    core.Quotient: ("differential_of_reciprocal", "differential_of_quotient"),
    core.Power: ("square_of_norm", "differential_of_square"),
    core.Trace: ("differential_of_trace",),
    core.Inverse: ("differential_of_inverse",),
    core.Determinant: ("differential_of_determinant",),
    core.Norm: ("differential_of_norm",),
    core.Diagonal: ("differential_of_diagonal",),
    core.KroneckerProduct: ("differential_of_constant_kronecker", "differential_of_kronecker"),
    core.Vectorised: ("differential_of_vec",),
    core.Logarithm: ("differential_of_log_determinant", "differential_of_log_absolute_determinant"),
}
"""For each kind of term the rules that take its differential, in the order in which they are tried."""

TURN = (
    "transpose_of_transpose", "transpose_of_scalar", "transpose_of_symmetric", "transpose_of_product",
    "transpose_of_negative", "transpose_of_elementwise", "transpose_of_kronecker",
)  # fmt: skip
"""The rules that move a transpose inwards."""

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

FACTOR = ("negate_sum", "distribute_left", "matrix_distribute_left", "matrix_distribute_right", "matrix_left_difference",
          "matrix_right_difference")  # fmt: skip
"""The rules that, read backwards, put a common factor before a sum."""


def moves(term: Term, by: Term) -> bool:
    """Whether the differential of a variable occurs in a term."""
    return any(isinstance(part, core.Differential) and part.children[0] == by for _, part in walk(term))


def factors_of(term: Term) -> tuple[Term, ...]:
    """The factors of a matrix product; of anything else, itself."""
    return term.children if isinstance(term, MatrixProduct) else (term,)


def constant_runs(body: Term, by: Term) -> Iterator[dict[str, Term]]:
    """What a rule's letter c, which doesn't depend on the variable, may stand for: the longest first."""
    still = [not free_names(part) & free_names(by) for part in body.children]
    if isinstance(body, MatrixProduct):
        head = still.index(False)
        tail = len(still) - still[::-1].index(False)
        for run in (body.children[:head], body.children[tail:]):
            if run:
                yield {"c": MatrixProduct.of(*run)}
    elif isinstance(body, Times) and any(still):
        yield {"c": Times.of(*(part for part, constant in zip(body.children, still, strict=True) if constant))}
    yield {}


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


class Deriver:
    """One derivation while it is being made.

    Args:
        goal: The first line.
        context: The symbols.
        book: The rules.
    """

    def __init__(self, goal: Term, context: Context, book: Book) -> None:
        self.line, self.context, self.book = goal, context, book
        self.small: list[Step] = []
        self.lines: list[list[Step]] = []
        self.count = 0

    def apply(
        self, name: str, place: Path, on: tuple[int, ...] = (), backwards: bool = False, **given: Term
    ) -> bool:  # fmt: skip
        """Apply a rule, if it can be applied there and changes the line."""
        rule = self.book.find(name)
        try:
            found = apply_at(rule, self.line, place, on, dict(given), backwards, self.context)
        except (RuleError, ShapeError):
            return False
        if found.after == self.line:
            return False
        self.count += 1
        if self.count > MOST_STEPS:
            raise Stuck(f"after {MOST_STEPS} steps no result; the form reached is {self.line}")
        self.small.append(
            Step("", rule.relation, self.line, found.after, rule, backwards, place, on, found.bindings,
                 found.conditions, found.housekeeping)
        )  # fmt: skip
        self.line = found.after
        return True

    def must(self, name: str, place: Path, on: tuple[int, ...] = (), backwards: bool = False, **given: Term) -> None:
        """Apply a rule without which there is no way on.

        Raises:
            Stuck: It can't be applied.
        """
        if not self.apply(name, place, on, backwards, **given):
            raise Stuck(f"{name} can't be applied to {at(self.line, place)}; the form reached is {self.line}")

    def close(self) -> None:
        """What was done since the last line makes the next one."""
        if self.small:
            self.lines.append(self.small)
            self.small = []

    def first(self, place: Path, cls: type[Term] | tuple[type[Term], ...]) -> Path | None:
        """The outermost place, at or below this one, of a kind of term."""
        return next((place + path for path, part in walk(at(self.line, place)) if isinstance(part, cls)), None)

    def derive(self, place: Path = ()) -> None:
        """Work out the derivative at a place.

        Raises:
            Stuck: No rule leads on.
        """
        goal = at(self.line, place)
        if not isinstance(goal, core.Gradient | core.Jacobian):
            raise Stuck(f"{goal} is neither a gradient nor a Jacobian")
        inner = self.first((*place, 1), (core.Gradient, core.Jacobian))
        if inner is not None:
            self.derive(inner)
        jacobian = isinstance(goal, core.Jacobian)
        self.must("jacobian_by_differential" if jacobian else "gradient_by_differential", place)
        self.close()
        self.take(place)
        self.close()
        self.read_off(place)
        self.close()
        self.shorten(place)
        self.close()

    def take(self, place: Path) -> None:
        """Take all differentials, outermost first."""
        while True:
            waiting = [
                place + path
                for path, part in walk(at(self.line, place))
                if isinstance(part, core.Differential) and part.children[0] != part.children[1]
            ]
            if not waiting:
                return
            if not self.take_one(waiting[0]):
                raise Stuck(f"no rule takes {at(self.line, waiting[0])}; the form reached is {self.line}")

    def take_one(self, place: Path) -> bool:
        """Take one differential by one rule."""
        by, body = at(self.line, place).children
        if self.apply("differential_of_constant", place):
            return True
        for name in TAKE.get(type(body), ()):
            below = () if isinstance(self.book.find(name).patterns[0], core.Differential) else (1,)
            for given in constant_runs(body, by):
                if self.apply(name, place + below, **given):
                    return True
        if isinstance(body, core.Elementwise) and self.apply("differential_chain_rule", place):
            slope = self.first(place, core.Partial)
            if slope is not None and not any(self.apply(rule.name, slope) for rule in self.derivatives()):
                raise Stuck(f"no rule gives {at(self.line, slope)}")
            return True
        return False

    def derivatives(self) -> Iterator[Rule]:
        """The rules that give f'(a)."""
        for rule in self.book.rules.values():
            left = rule.patterns[0]
            if rule.group is Group.DERIVATIVE and isinstance(left, core.Partial):
                by, body = left.children
                if isinstance(body, core.Elementwise) and body.argument == by:
                    yield rule

    def read_off(self, place: Path) -> None:
        """Read off what stands before dv."""
        while True:
            where = self.first(place, (core.GradientOf, core.JacobianOf))
            if where is None:
                return
            node = at(self.line, where)
            step = self.read_gradient if isinstance(node, core.GradientOf) else self.read_jacobian
            if not (self.split(where) or self.arrange((*where, 1), node.children[0]) or step(where)):
                raise Stuck(f"nothing can be read off from {node.children[1]}; the form reached is {self.line}")

    def split(self, place: Path) -> bool:
        """Read off term by term, and leave signs and numbers outside."""
        node = at(self.line, place)
        by, body = node.children
        kind = "gradient" if isinstance(node, core.GradientOf) else "jacobian"
        if isinstance(body, Plus):
            return self.apply(f"{kind}_of_sum", place)
        if isinstance(body, core.Negative):
            return self.apply(f"{kind}_of_negative", place)
        still = [part for part in body.children if part.shape == SCALAR and not moves(part, by)]
        if isinstance(body, Times) and still:
            return self.apply(f"{kind}_of_scaled", place, c=Times.of(*still))
        return False

    def arrange(self, place: Path, by: Term) -> bool:
        """Bring one part with dv in it out of a sum, a sign or a factor."""
        for path, part in walk(at(self.line, place)):
            if not moves(part, by) or isinstance(part, core.Differential):
                continue
            if isinstance(part, Transposed) and isinstance(part.children[0], core.Differential):
                continue
            for name in ARRANGE.get(type(part), ()):
                for on, given in choices(self.book.find(name), part, by):
                    if self.apply(name, place + path, on, **given):
                        return True
            number = isinstance(part, core.Trace) and part.children[0].shape == SCALAR
            if number and by.shape[1] == core.ONE:
                return self.apply("trace_of_scalar", place + path)
            if isinstance(part, MatrixProduct | Times) and self.through_diagonal(place + path, part, by):
                return True
        return False

    def through_diagonal(self, place: Path, part: Term, by: Term) -> bool:
        """A diagonal matrix times a vector is an elementwise product, which has dv last; a column times a number a product."""
        parts = part.children
        for n in range(len(parts) - 1):
            diagonal = isinstance(parts[n], core.Diagonal) and moves(parts[n], by)
            if isinstance(part, MatrixProduct) and diagonal:
                return self.apply("diagonal_product", place, (n, n + 1) if len(parts) > 2 else (), True)
        if isinstance(part, Times):
            if moves(parts[0], by) and all(p.shape != SCALAR and not moves(p, by) for p in parts[1:]):
                return self.apply("commute_product", place, (), a=parts[0])
            columns = [n for n, p in enumerate(parts) if p.shape != SCALAR]
            numbers = [n for n, p in enumerate(parts) if p.shape == SCALAR and moves(p, by)]
            if len(columns) == 1 and len(numbers) == 1:
                return self.apply("column_times_scalar", place, (columns[0], numbers[0]))
        return False

    def read_gradient(self, place: Path) -> bool:
        """One step towards reading off a gradient from a single term."""
        by, body = at(self.line, place).children
        below = (*place, 1)
        if isinstance(body, core.Trace):
            factors = factors_of(body.children[0])
            where = [n for n, factor in enumerate(factors) if moves(factor, by)]
            if len(where) != 1:
                return False
            (n,) = where
            if isinstance(factors[n], Transposed):
                turn = "transpose_of_product" if len(factors) > 1 else "transpose_of_transpose"
                return self.apply("trace_of_transpose", below) and self.apply(turn, (*below, 0))
            if not isinstance(factors[n], core.Differential):
                if isinstance(factors[n], Times) and n < len(factors) - 1:
                    return self.rotate(below, factors, n)
                return False
            if len(factors) == 1:
                return self.apply("identify_gradient_of_trace", place, n=by.shape[0])
            if n < len(factors) - 1:
                return self.rotate(below, factors, n)
            return self.apply("identify_gradient_by_trace", place)
        if isinstance(body, MatrixProduct):
            *before, last = body.children
            if isinstance(last, core.Differential) and by.shape[1] == core.ONE:
                return self.apply("identify_gradient", place) or self.apply("identify_gradient_of_row", place)
            first = body.children[0]
            turned = isinstance(first, Transposed) and isinstance(first.children[0], core.Differential)
            if turned and by.shape[1] == core.ONE:
                return self.apply("transpose_of_scalar", below, (), True) and self.apply("transpose_of_product", below)
            where = [n for n, factor in enumerate(body.children) if moves(factor, by)]
            if len(where) == 1 and self.apply("trace_of_scalar", below, (), True):
                (n,) = where
                return by.shape[1] != core.ONE or self.rotate(below, body.children, n)
        return False

    def rotate(self, place: Path, factors: tuple[Term, ...], n: int) -> bool:
        """Turn the factors of a trace until number n is the last."""
        return self.apply(
            "trace_cyclic", place, a=MatrixProduct.of(*factors[: n + 1]), b=MatrixProduct.of(*factors[n + 1 :])
        )

    def read_jacobian(self, place: Path) -> bool:
        """One step towards reading off a Jacobian from a single term."""
        by, body = at(self.line, place).children
        below = (*place, 1)
        if isinstance(body, core.Differential):
            return self.apply("identify_jacobian_of_itself", place, n=product_size(*by.shape))
        if by.shape[1] == core.ONE and body.shape[1] == core.ONE:
            return self.read_column(place, body, by)
        if not any(isinstance(factor, core.Vectorised) for factor in factors_of(body)):
            return self.apply("jacobian_by_vec", place)
        if self.apply("identify_jacobian_by_vec", place):
            return True
        at_vec = self.first(below, core.Vectorised)
        assert at_vec is not None
        inside = at(self.line, at_vec).children[0]
        if isinstance(inside, Times):
            still = [part for part in inside.children if not moves(part, by)]
            other = [part for part in inside.children if moves(part, by)]
            return self.apply("vec_of_elementwise", at_vec, a=Times.of(*still), b=Times.of(*other))
        factors = factors_of(inside)
        where = [n for n, factor in enumerate(factors) if moves(factor, by)]
        if len(factors) == 1 or len(where) != 1:
            return False
        left, middle, right = factors[: where[0]], factors[where[0]], factors[where[0] + 1 :]
        if left and right:
            return self.apply("vec_of_product", at_vec, a=MatrixProduct.of(*left), x=middle, b=MatrixProduct.of(*right))
        if left:
            return self.apply("vec_of_left_product", at_vec, a=MatrixProduct.of(*left), x=middle, n=middle.shape[1])
        return self.apply("vec_of_right_product", at_vec, x=middle, b=MatrixProduct.of(*right), n=middle.shape[0])

    def read_column(self, place: Path, body: Term, by: Term) -> bool:
        """The same where variable and function are columns."""
        below = (*place, 1)
        if isinstance(body, Times):
            still = [part for part in body.children if not moves(part, by)]
            other = [part for part in body.children if moves(part, by)]
            return bool(still) and self.apply("diagonal_product", below, a=Times.of(*still), b=Times.of(*other))
        if isinstance(body, MatrixProduct):
            if self.apply("identify_jacobian", place):
                return True
            for n, factor in enumerate(body.children):
                run = body.children[n:]
                if moves(factor, by) and n and MatrixProduct.of(*run).shape == SCALAR and len(run) > 1:
                    return self.apply("transpose_of_scalar", below, tuple(range(n, len(body.children))), True)
                if moves(factor, by) and isinstance(factor, Times) and n == len(body.children) - 1:
                    still = [part for part in factor.children if not moves(part, by)]
                    other = [part for part in factor.children if moves(part, by)]
                    return self.apply("diagonal_product", (*below, n), a=Times.of(*still), b=Times.of(*other))
        return False

    def shorten(self, place: Path) -> None:
        """Bring the result to a short form."""
        for table in SHORTEN:
            while self.shorten_once(place, table):
                pass
        while self.factor_once(place) or self.number_first(place):
            pass

    def number_first(self, place: Path) -> bool:
        """Put a number before the other factors of a product."""
        for path, part in walk(at(self.line, place)):
            if isinstance(part, Times):
                numbers = [n for n, child in enumerate(part.children) if n and isinstance(child, core.Constant)]
                if numbers and part.children[numbers[0]].shape == SCALAR:
                    head = Times.of(*part.children[: numbers[0]])
                    return self.apply("commute_product", place + path, tuple(range(numbers[0] + 1)), a=head)
        return False

    def shorten_once(self, place: Path, table: dict[type[Term], tuple[str, ...]]) -> bool:
        """Apply the first rule of a table that applies."""
        for path, part in walk(at(self.line, place)):
            for name in table.get(type(part), ()):
                for on in runs(part, len(self.book.find(name).patterns[0].children)):
                    if self.apply(name, place + path, on, **told(self.book.find(name), part, on)):
                        return True
            for cls, inner, name in TOGETHER:
                if isinstance(part, cls) and isinstance(part.children[0], inner):
                    for on in runs(part, 2) if cls is MatrixProduct else [()]:
                        if self.apply(name, place + path, on, True):
                            return True
        return False

    def factor_once(self, place: Path) -> bool:
        """Put one common factor before a sum."""
        for path, part in walk(at(self.line, place)):
            if not isinstance(part, Plus):
                continue
            if all(isinstance(child, core.Negative) for child in part.children):
                return self.apply("negate_sum", place + path, (), True)
            if len(part.children) == 2:
                for given in common(*part.children):
                    if any(self.apply(name, place + path, (), True, **given) for name in FACTOR[1:]):
                        return True
        return False

    def finished(self, name: str, title: Text, start: Term) -> Derivation:
        """The derivation, its small steps folded into lines."""
        found = []
        for number, small in enumerate(self.lines, 1):
            line = f"{name}.{number}"
            if len(small) == 1:
                found.append(changed(small[0], name=line))
            else:
                named = [changed(step, name=f"{line}.{part}") for part, step in enumerate(small, 1)]
                found.append(fold(named, Line(()), line))
        return Derivation(name, title, start, tuple(found))


def derive_goal(goal: Term, context: Context, book: Book, name: str, title: Text) -> Derivation:
    """The derivation of a gradient, Jacobian or Hessian.

    Args:
        goal: ``gradient(v, f)`` or ``jacobian(v, f)``; f may be a gradient.
        context: The symbols, with their index ranges and assumptions.
        book: The rules.
        name: The derivation's id.
        title: For people, by language.

    Raises:
        Stuck: No rule leads on, or there are too many steps; the message tells the form that was reached.
    """
    deriver = Deriver(goal, context, book)
    deriver.derive()
    return deriver.finished(name, title, goal)
