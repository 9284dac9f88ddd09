"""What the modules of the collection call: checks of arguments, numbers with more digits than float64 has.

Not to be edited by hand. It is copied from templates/code/ by

    derivations generate

NumPy alone is needed.
"""

# ruff: noqa
# mypy: ignore-errors
# fmt: off

import decimal
import math
from fractions import Fraction

import numpy as np

from ._support import (
    _check_all,
    check_reduction,
    coefficients,
    dense,
    logits,
    matrix,
    real,
    scale_rows,
    targets_of_shapes,
    vector,
)


def _pointwise(kernel, points, values, parameters, numbers, out, names, trailing, lost):
    """Check the arguments, apply a kernel, and put what it returns where it belongs.

    Args:
        kernel: takes float64 arrays of one shape and the parameters; returns a tuple of arrays.
        points: the names of the predictions and variables.
        values: their values.
        parameters: each parameter's name, what is expected of it, and a test.
        numbers: their values.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        trailing: for each name the shape of what a single point has, () for a number.
        lost: the predictions and variables whose nan the kernel may drop.
    """
    arrays = [real(value, name) for name, value in zip(points, values, strict=True)]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(points, arrays, strict=True))
        raise ValueError(f"{points[-1]}: expected shapes that broadcast together, got {shapes}") from None
    given = [_parameter(*parameter, value) for parameter, value in zip(parameters, numbers, strict=True)]
    targets = targets_of_shapes(out, [shape + own for own in trailing], names)
    missing = _missing([array for name, array in zip(points, arrays, strict=True) if name in lost], shape)
    with np.errstate(all="ignore"):
        found = kernel(*(np.broadcast_to(array, shape) for array in arrays), *given)
    parts = iter(found)
    wholes = []
    for own in trailing:
        whole = np.empty(shape + own)
        entries = math.prod(own)
        by_entry = whole.reshape((*shape, entries))
        for n in range(entries):
            by_entry[..., n] = next(parts)
        wholes.append(whole)
    return _results(wholes, targets, missing)


def _vectorwise(kernel, points, values, parameters, numbers, vectors, out, names, ranks, lost):
    """The same for a kernel over vectors, whose entries lie along the last axis.

    Args:
        kernel: takes float64 arrays, the samples of one shape, and the parameters; returns a tuple of arrays.
        points: the names of the predictions and variables.
        values: their values.
        parameters: each parameter's name, what is expected of it, and a test.
        numbers: their values.
        vectors: the names of those that are vectors.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        ranks: for each name how many axes the result of a single sample has.
        lost: the predictions and variables whose nan the kernel may drop.
    """
    arrays = {name: real(value, name) for name, value in zip(points, values, strict=True)}
    given = {
        parameter[0]: (_vector if parameter[0] in vectors else _parameter)(*parameter, value)
        for parameter, value in zip(parameters, numbers, strict=True)
    }
    lengths = {}
    for name, array in (arrays | given).items():
        if name in vectors:
            if array.ndim == 0 or array.shape[-1] == 0:
                raise ValueError(f"{name}: expected vectors along the last axis, got shape {array.shape}")
            lengths[name] = array.shape[-1]
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"{list(lengths)[-1]}: expected vectors of one length, got {shown}")
    (count,) = set(lengths.values())
    try:
        shape = np.broadcast_shapes(*(a.shape[:-1] if name in vectors else a.shape for name, a in arrays.items()))
    except ValueError:
        shown = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"{list(arrays)[-1]}: expected samples that broadcast together, got {shown}") from None
    targets = targets_of_shapes(out, [shape + (count,) * rank for rank in ranks], names)
    dropped = [
        np.isnan(a).any(axis=-1) if name in vectors else np.isnan(a) for name, a in arrays.items() if name in lost
    ]
    missing = _either(dropped, shape)
    own = [np.broadcast_to(a, shape + (count,) if name in vectors else shape) for name, a in arrays.items()]
    with np.errstate(all="ignore"):
        found = kernel(*own, *given.values())
    wholes = []
    for result, rank in zip(found, ranks, strict=True):
        whole = np.empty(shape + (count,) * rank)
        whole[...] = result
        wholes.append(whole)
    return _results(wholes, targets, missing)


def _missing(arrays, shape):
    """Where one of some arrays is nan; None where none is."""
    return _either([np.isnan(array) for array in arrays], shape)


def _either(found, shape):
    """Where one of some conditions holds; None where none does."""
    found = [one for one in found if one.any()]
    if not found:
        return None
    whole = np.zeros(shape, dtype=bool)
    for one in found:
        whole |= one
    return whole


def _results(wholes, targets, missing):
    """The results, nan where an argument is, in the arrays to write to where there are any."""
    results = []
    for whole, target in zip(wholes, targets, strict=True):
        if missing is not None:
            whole[missing] = np.nan
        if target is not None:
            with np.errstate(over="ignore"):
                target[...] = whole
        results.append(whole[()] if target is None else target)
    return tuple(results) if len(results) > 1 else results[0]


def _vector(name, expected, test, value):
    """A parameter that is a vector, as float64."""
    array = real(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected a vector, got an array of shape {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _parameter(name, expected, test, value):
    """A parameter as a float64."""
    array = real(value, name)
    if array.ndim:
        raise ValueError(f"{name}: expected a number, got an array of shape {array.shape}")
    if not test(array):
        raise ValueError(f"{name}: expected {expected}, got {array[()]}")
    return np.float64(array)


def _variable(name, expected, test, value, m):
    """A variable of the data as float64, a value for each row of X."""
    array = real(value, name)
    if array.shape != (m,):
        raise ValueError(f"{name}: expected shape ({m},), a value for each row of X, got {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _linear(kernel, theta, X, variables, values, parameters, numbers, sample_weight, reduction, reductions):
    """Check the arguments of the loss of a linear model: X, what a kernel gives for z = X theta, and the weights."""
    check_reduction(reduction, reductions)
    X = matrix(X)
    m = X.shape[0]
    found = [_variable(*variable, value, m) for variable, value in zip(variables, values, strict=True)]
    c = coefficients(sample_weight, m, reduction)
    given = [_parameter(*parameter, value) for parameter, value in zip(parameters, numbers, strict=True)]
    z = logits(theta, X)
    with np.errstate(all="ignore"):
        return X, c, kernel(z, *found, *given)


def _linear_loss(kernel, *arguments):
    """The loss of a linear model."""
    _, c, (losses,) = _linear(kernel, *arguments, ("mean", "sum", "none"))
    return c * losses if arguments[-1] == "none" else float(np.sum(c * losses))


def _linear_gradient(kernel, *arguments):
    """Its gradient."""
    X, c, (r,) = _linear(kernel, *arguments, ("mean", "sum"))
    return X.T @ (c * r)


def _linear_loss_and_gradient(kernel, *arguments):
    """Its loss and gradient."""
    X, c, (losses, r) = _linear(kernel, *arguments, ("mean", "sum"))
    return float(np.sum(c * losses)), X.T @ (c * r)


def _linear_hessian(kernel, *arguments):
    """Its Hessian, dense."""
    X, c, (s,) = _linear(kernel, *arguments, ("mean", "sum"))
    return dense(X.T @ scale_rows(c * s, X))


def _linear_product(kernel, v, theta, X, *arguments):
    """Its Hessian times a vector."""
    X, c, (s,) = _linear(kernel, theta, X, *arguments, ("mean", "sum"))
    v = vector(v, X.shape[1], "v")
    return X.T @ (c * s * (X @ v))


def sum_of_others(a):
    """The sum over the last axis without its largest term, one of them if there are several."""
    place = np.expand_dims(np.argmax(a, axis=-1), -1)
    others = np.array(a)
    np.put_along_axis(others, place, 0.0, axis=-1)
    return np.sum(others, axis=-1)


def where_safe(safe, simple, extended, *arguments):
    """The simple result where it is safe, the extended one elsewhere; nan for nan."""
    shape = np.broadcast_shapes(np.shape(safe), *map(np.shape, arguments))
    whole = [np.broadcast_to(argument, shape) for argument in arguments]
    missing = np.any(np.isnan(whole), axis=0)
    result = np.where(missing, np.nan, simple)
    risky = ~np.broadcast_to(safe, shape) & ~missing
    if risky.any():
        given = [argument[risky] for argument in whole]
        limit = np.any(np.isinf(given), axis=0)
        # The limit at an infinite input is told from the values at 2**1000, which stands for it, and 2**500.
        given = [np.concatenate([a, np.where(np.isinf(a), np.copysign(2.0**500, a), a)[limit]]) for a in given]
        wide = extended(Wide, *map(Wide.of, given))
        found = np.broadcast_to(wide.narrow(), given[0].shape).copy()
        # Where even twice the digits don't suffice, there are a few points, and they get as many as they need.
        known, noise = {}, np.broadcast_to(wide.noise, found.shape)
        nothing = wide.power + np.log2(np.maximum(noise, 1.0)) < -1200  # 0 in float64, whatever its digits are
        noisy = ~(noise < 2.0**44)
        nothing &= np.isfinite(found)
        for n in np.flatnonzero(noisy & ~nothing):
            point = tuple(np.clip(float(a[n]), -(2.0**1000), 2.0**1000) if np.isinf(a[n]) else a[n] for a in given)
            if point not in known:
                known[point] = with_digits(extended, point, found[n])
            found[n] = known[point]
        result[risky] = in_the_limit(found, wide, noisy, limit) if limit.any() else found
    return result


def in_the_limit(found, wide, noisy, limit):
    """The values at 2**1000 turned to limits, by those at 2**500, which stand at the end: equal, larger or smaller."""
    size = len(limit)
    far, near = found[:size][limit], found[size:]
    sizes = [np.broadcast_to(part, found.shape) for part in (np.log2(np.abs(wide.high) + (wide.high == 0)), wide.power)]
    mantissa, power = (part[:size][limit] - part[size:] for part in sizes)
    growth = np.where((noisy[:size][limit] | noisy[size:]), np.log2(np.abs(far / near)), power + mantissa)
    steady = (np.abs(growth) < 2.0**-40) | (far == 0) | ~np.isfinite(far) | np.isnan(growth)
    result = found[:size].copy()
    result[limit] = np.where(steady, far, np.where(growth > 0, np.copysign(np.inf, far), 0.0 * far))
    return result


class Digits:
    """A number with as many decimal digits as the decimal context has, for a single point; ``error`` bounds its error."""

    def __init__(self, value, error=None):
        """A number with its error; a float64 is exact where it has no more digits than are kept."""
        if not isinstance(value, decimal.Decimal):
            given = decimal.Decimal(float(value))
            value = +given
            error = NOTHING if value == given or not value.is_finite() else unit(value)
        self.value, self.error, self.gamma = value, NOTHING if error is None else error, None

    @staticmethod
    def of(value):
        """A number."""
        return value if isinstance(value, Digits) else Digits(value)

    @staticmethod
    def ratio(above, below=1):
        """A quotient of whole numbers."""
        return worked_out(decimal.Decimal.__truediv__, decimal.Decimal(above), decimal.Decimal(below), NOTHING)

    @staticmethod
    def pi():
        """The circle constant, by Machin's formula."""
        total = decimal.Decimal(0)
        for factor, base in ((16, 5), (-4, 239)):
            power, n = decimal.Decimal(factor) / base, 1
            while power.adjusted() > -decimal.getcontext().prec - 2:
                total += power / n * (1 if n % 4 == 1 else -1)
                power /= base * base
                n += 2
        return Digits(total, unit(total * decimal.getcontext().prec))

    def __neg__(self):
        return Digits(self.value.copy_negate(), self.error)

    def __abs__(self):
        return Digits(self.value.copy_abs(), self.error)

    def __add__(self, other):
        other = Digits.of(other)
        if not self.value and not self.error:
            return other
        if not other.value and not other.error:
            return self
        return worked_out(decimal.Decimal.__add__, self.value, other.value, ROUGH.add(self.error, other.error))

    def __sub__(self, other):
        return self + -Digits.of(other)

    def __rsub__(self, other):
        return Digits.of(other) + -self

    def __mul__(self, other):
        other = Digits.of(other)
        for a, b in ((self, other), (other, self)):
            if not a.value and not a.error and b.value.is_finite():
                return a
        mine, theirs = ROUGH.multiply(self.error, other.value), ROUGH.multiply(other.error, self.value)
        both = ROUGH.add(mine.copy_abs(), ROUGH.fma(self.error, other.error, theirs.copy_abs()))
        return worked_out(decimal.Decimal.__mul__, self.value, other.value, both)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        other = Digits.of(other)
        least = ROUGH.subtract(other.value.copy_abs(), other.error)
        if least <= 0 and other.error:
            return Digits(self.value / other.value, UNKNOWN)
        above = ROUGH.fma(other.error, ROUGH.divide(self.value, other.value).copy_abs(), self.error)
        return worked_out(
            decimal.Decimal.__truediv__, self.value, other.value, ROUGH.divide(above, least) if above else NOTHING
        )

    def __rtruediv__(self, other):
        return Digits.of(other) / self

    def __pow__(self, exponent):
        exponent = Digits.ratio(exponent) if isinstance(exponent, int) else exponent
        if not exponent.value:
            return Digits.ratio(1)
        if not self.value and self.error:
            return Digits(self.value, UNKNOWN)
        if not exponent.error and abs(exponent.value) < 1000 and exponent.value == int(exponent.value):
            n = int(exponent.value)
            change = ROUGH.divide(self.error * abs(n), self.value).copy_abs() if self.error else NOTHING
            found = self.value**n
            return Digits(found, ROUGH.fma(change, found.copy_abs(), unit(found)) if change < 1 else UNKNOWN)
        if self.value == 0:
            return self if exponent.value > 0 else Digits(math.inf)
        return (exponent * self.log()).exp()

    def __lt__(self, other):
        return self.order(other) < 0

    def __le__(self, other):
        return self.order(other) <= 0

    def __gt__(self, other):
        return self.order(other) > 0

    def __ge__(self, other):
        return self.order(other) >= 0

    def same(self, other):
        """Whether both are equal."""
        return np.bool_(self.order(other) == 0)

    def near(self, other):
        """Whether the errors leave open which of both is larger."""
        other = Digits.of(other)
        error = ROUGH.add(self.error, other.error)
        return bool(error) and not ROUGH.subtract(self.value, other.value).copy_abs() > error

    def order(self, other):
        """Below 0, 0 or above 0, as this is less, equal or more.

        Raises:
            Undecided: the errors leave it open.
        """
        other = Digits.of(other)
        if self.near(other):
            raise Undecided
        return self.value.compare(other.value)

    def exp(self):
        """E to the power."""
        if not self.value and not self.error:
            return Digits.ratio(1)
        found = known(decimal.Decimal.exp, self.value)
        return Digits(found, ROUGH.fma(2 * found, self.error, unit(found)) if self.error < 1 else UNKNOWN)

    def log(self):
        """The natural logarithm."""
        found = known(decimal.Decimal.ln, self.value)
        least = ROUGH.subtract(self.value, self.error)
        return Digits(found, ROUGH.add(ROUGH.divide(self.error, least), unit(found)) if least > 0 else UNKNOWN)

    def sqrt(self):
        """The square root."""
        found = self.value.sqrt()
        return Digits(
            found, ROUGH.add(ROUGH.divide(self.error, found), unit(found)) if found else ROUGH.sqrt(self.error)
        )

    def expm1(self):
        """exp(x) - 1."""
        found = near_zero(self.value, lambda x: known(decimal.Decimal.exp, x) - 1, lambda n: (1, n + 1))
        change = 2 * ROUGH.add(1, found.copy_abs())
        return Digits(found, ROUGH.fma(change, self.error, unit(found)) if self.error < 1 else UNKNOWN)

    def log1p(self):
        """log(1 + x)."""
        found = near_zero(self.value, lambda x: known(decimal.Decimal.ln, 1 + x), lambda n: (-n, n + 1))
        least = ROUGH.subtract(1 + self.value, self.error)
        return Digits(found, ROUGH.add(ROUGH.divide(self.error, least), unit(found)) if least > 0 else UNKNOWN)


class Undecided(ArithmeticError):
    """More digits are needed to tell which of two numbers is larger."""

ROUGH = decimal.Context(prec=6, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[])

NOTHING = decimal.Decimal(0)

UNKNOWN = decimal.Decimal("Infinity")

ENOUGH = decimal.Decimal("1e-20")

STEPS = (50, 120, 250, 400, 800, 1200)

EXPONENTS = (-350, 350)

FARTHEST = 1e16

MANY = 400

FAR = (1e8, 1e6, 1e4)

CLOSING = decimal.Decimal("1e-10")

PAST = 1000000

NEGLIGIBLE = decimal.Decimal("1e-60")

RECENT = {}


def known(function, x):
    """A function of decimal numbers; what was worked out last is remembered, for a line asks for the same often."""
    context = decimal.getcontext()
    key = (function, x, context.prec, context.Emax)
    if key not in RECENT:
        if len(RECENT) >= 2000:
            RECENT.clear()
        RECENT[key] = function(x)
    return RECENT[key]


def unit(value):
    """What rounding to the digits that are kept changes at most."""
    return ROUGH.scaleb(ROUGH.plus(value).copy_abs(), 1 - decimal.getcontext().prec)


def worked_out(operation, a, b, error):
    """A result with the error that comes from its arguments, and that of rounding, where something was rounded."""
    if error:
        found = operation(a, b)
        return Digits(found, ROUGH.add(error, unit(found)))
    flags = decimal.getcontext().flags
    flags[decimal.Inexact] = False
    found = operation(a, b)
    return Digits(found, unit(found) if flags[decimal.Inexact] else NOTHING)


def near_zero(x, function, following):
    """A function that is x for small x, to all digits: by its series, or for larger x with more digits.

    Args:
        x: the argument.
        function: what gives it where digits are lost.
        following: for n the quotient, by numerator and denominator, of the coefficients of x**(n + 1) and x**n.
    """
    lost, precision = -x.adjusted(), decimal.getcontext().prec
    if lost > precision or not x:
        return x
    with decimal.localcontext() as context:
        if lost * 12 < precision:
            context.prec = precision + max(lost, 0) + 3
            return function(x)
        context.prec = precision + 3
        term, total, n = x, x, 1
        while term and term.adjusted() > total.adjusted() - context.prec:
            above, below = following(n)
            term = term * x * above / below
            total, n = total + term, n + 1
        return total


def with_digits(extended, arguments, otherwise):
    """The value at one point with ever more digits until 20 are right; what is known already if none suffice."""
    tiny = max((-math.log10(abs(x)) for x in arguments if x), default=0.0)
    low, high = (decimal.Decimal(10) ** n for n in EXPONENTS)
    tried, beyond, last = False, False, UNKNOWN
    for digits in STEPS:
        if tried and digits < tiny + 40:
            continue
        with decimal.localcontext() as context:
            context.prec, context.Emax, context.Emin = digits, decimal.MAX_EMAX, decimal.MIN_EMIN
            for signal in context.traps:
                context.traps[signal] = False
            try:
                found = extended(Digits, *map(Digits, arguments))
            except Undecided:
                tried = True
                continue
            except (ArithmeticError, ValueError):
                return otherwise
            value, error, tried = abs(found.value), found.error, True
            if not value.is_finite():
                if error.is_finite() or digits >= MANY and max(map(abs, arguments)) > FARTHEST:
                    return far_beyond(extended, arguments, otherwise)
                limit = None if beyond else far_beyond(extended, arguments, None)
                if limit is not None:
                    return limit
                beyond = True
                continue  # a divisor may be 0 to these digits
            if error <= value * ENOUGH or value + error < low or value - error > high:
                return float(found.value)
            if last.is_finite() and error > last * ENOUGH:
                return otherwise  # a part is known to no more digits
            last = error
    return otherwise


def far_beyond(extended, arguments, otherwise):
    """Where exponents run out: the limit, if the values at 1e15 and 1e16, or at three smaller ones, tell it."""
    largest = max(map(abs, arguments))
    with decimal.localcontext() as context:
        context.prec = 120

        def at(size):
            return extended(Digits, *[Digits(min(max(float(x), -size), size)) for x in arguments])

        if largest > FARTHEST:
            near, far = at(FARTHEST / 10), at(FARTHEST)
            size = far.value.copy_abs()
            if size + far.error < NEGLIGIBLE:
                return 0.0
            if size.is_finite() and far.error < size * ENOUGH:
                growing = size.adjusted() > PAST and size > near.value.copy_abs()
                if growing or (far - near).value.copy_abs() < size * ENOUGH:
                    return float(far.value)
        for end in FAR:
            if largest <= end or sum(abs(x) > end / 1000 for x in arguments) != 1:
                continue
            first, near, far = at(end / 100), at(end / 10), at(end)
            size, step, before = far.value.copy_abs(), far.value - near.value, near.value - first.value
            if size + far.error < NEGLIGIBLE and size <= near.value.copy_abs() <= first.value.copy_abs():
                return 0.0
            if not size.is_finite() or not far.error < size * ENOUGH or step.copy_abs() > size * CLOSING:
                continue
            if step.copy_abs() < size * ENOUGH:
                return float(far.value)
            if before and 0 < step * 2 / before < 1:  # what is left of the way is a geometric series
                ratio = step / before
                left = step * ratio / (1 - ratio)
                return float(far.value + left * (1 - ratio ** decimal.Decimal(largest / end).log10()))
    return otherwise


def digits_erfcx(x):
    """exp(x^2) erfc(x): by the series of erf, or for larger |x| by its continued fraction."""
    size, root = abs(x.value), Digits.pi().value.sqrt()
    precision = decimal.getcontext().prec
    if size < 5:
        with decimal.localcontext() as context:
            context.prec = precision + 30
            square, term, total, n = 2 * size * size, size, size, 1
            while term and term.adjusted() > total.adjusted() - context.prec:
                term = term * square / (2 * n + 1)
                total, n = total + term, n + 1
            right = known(decimal.Decimal.exp, size * size) - 2 * total / Digits.pi().value.sqrt()
    else:
        below = size
        for k in range(int((1.2 * precision / float(min(size, 1000))) ** 2 / 1.5) + precision, 0, -1):
            below = size + decimal.Decimal(k) / 2 / below
        right = 1 / (root * below)
    found = right if x.value >= 0 else 2 * known(decimal.Decimal.exp, size * size) - right
    slope = min(found / size if size else 2, 2) if x.value >= 0 else 2 * size * found + 2
    return Digits(found, ROUGH.fma(x.error, slope, 1000 * unit(found)) if x.error < 1 else UNKNOWN)


def digits_gamma(x, order):
    """Log gamma (order 0), digamma (1) or trigamma (2) for x > 0; of one number each is worked out once."""
    x.gamma = x.gamma or {}
    if order not in x.gamma:
        with decimal.localcontext() as context:
            context.prec += 10
            found = stirling(x.value, order)
        value = ROUGH.plus(x.value)
        slope = ROUGH.divide(1, value)
        slope = (
            ROUGH.ln(value).copy_abs() + slope + 1,
            slope + ROUGH.multiply(slope, slope),
            ROUGH.multiply(3 * ROUGH.plus(found), slope),
        )[order]
        exact = not x.error and order == 0 and x.value in (1, 2)
        error = ROUGH.fma(2 * slope, x.error, unit(1 + found.copy_abs())) if 2 * x.error < x.value else UNKNOWN
        x.gamma[order] = Digits(NOTHING) if exact else Digits(+found, error)
    return x.gamma[order]


def stirling(x, order):
    """Log gamma (order 0), digamma (1) or trigamma (2) for x > 0, by Stirling's series where x is as large as the digits."""
    precision = decimal.getcontext().prec
    steps = range(max(0, precision // 2 + 5 - int(min(x, precision))))
    y = x + len(steps)
    square, power, series, k = 1 / (y * y), decimal.Decimal(1), decimal.Decimal(0), 1
    while k == 1 or term.adjusted() > -precision:
        power *= square
        term = bernoulli(k, precision) * power
        series += term / ((2 * k * (2 * k - 1)) if order == 0 else (2 * k) if order == 1 else 1)
        k += 1
    if order == 0:
        product = decimal.Decimal(1)
        for n in steps:
            product *= x + n
        half_log = half_log_of_two_pi(precision)
        first, last = known(decimal.Decimal.ln, y), known(decimal.Decimal.ln, product)
        return (y - decimal.Decimal("0.5")) * first - y + half_log + series * y - last
    if order == 1:
        return known(decimal.Decimal.ln, y) - 1 / (2 * y) - series - sum(1 / (x + n) for n in steps)
    return (1 + 1 / (2 * y) + series) / y + sum(1 / (x + n) ** 2 for n in steps)

KEPT = {}


def half_log_of_two_pi(precision):
    """(log 2 pi)/2, to the digits that are kept."""
    if precision not in KEPT:
        KEPT[precision] = (2 * Digits.pi().value).ln() / 2
    return KEPT[precision]


def bernoulli(k, precision):
    """The Bernoulli number 2 k, to the digits that are kept."""
    if (k, precision) not in KEPT:
        KEPT[k, precision] = decimal.Decimal(tangent(k) * 2 * k) / (4**k * (4**k - 1)) * (1 if k % 2 else -1)
    return KEPT[k, precision]

TANGENTS = [1]


def tangent(n):
    """The number n of tan x = x + 2 x^3/3! + 16 x^5/5! + ..., from which the Bernoulli numbers come."""
    if n > len(TANGENTS):
        size = 2 * n
        found = [1]
        for k in range(1, size):
            found.append(k * found[-1])
        for k in range(1, size):
            for j in range(k, size):
                found[j] = (j - k) * found[j - 1] + (j - k + 2) * found[j]
        TANGENTS[:] = found
    return TANGENTS[n - 1]


def exact_product(a, b):
    """The product of two float64 and what rounding took from it."""
    product = a * b
    split = 134217729.0 * a
    a1 = split - (split - a)
    split = 134217729.0 * b
    b1 = split - (split - b)
    a2, b2 = a - a1, b - b1
    return product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2


def pair(x):
    """A wide number as the sum of two float64, which must not run out of exponents."""
    power = np.clip(x.power, -3000, 3000).astype(np.int64)
    return np.ldexp(x.high, power), np.ldexp(x.low, power)


def pair_sum(a, b, c, d):
    """(a + b) + (c + d), again as a pair."""
    total = a + c
    back = total - a
    rest = (a - (total - back)) + (c - back) + (b + d)
    high = total + rest
    return high, rest - (high - total)


def pair_product(a, b, c, d):
    """(a + b) (c + d), again as a pair."""
    product, rest = exact_product(a, c)
    rest = rest + (a * d + b * c)
    high = product + rest
    return high, rest - (high - product)


def pair_quotient(a, b, c, d):
    """(a + b)/(c + d), again as a pair."""
    first = a / c
    product, rest = exact_product(first, c)
    second = ((a - product) - rest + b - first * d) / c
    high = first + second
    return high, second - (high - first)


def pair_ratio(above, below):
    """A quotient of whole numbers as the sum of two float64."""
    high = above / below
    return high, float(Fraction(above, below) - Fraction(high))


def polynomial(coefficients, x):
    """A polynomial by its coefficients, the constant one first; its noise is told by whoever uses it.

    From the highest power down, by pairs: x and all partial sums must be far from the ends of float64.
    """
    a, b = pair(x)
    high, low = np.zeros_like(a), np.zeros_like(a)
    for own, rest in reversed(coefficients):
        high, low = pair_sum(own, rest, *pair_product(high, low, a, b))
    return Wide(high, low)


class Wide:
    """Numbers (high + low) * 2**power: twice the digits of float64, and exponents that never run out.

    ``noise`` bounds the relative error, in units of 2**-100. An infinite input is taken as 2**1000, and ``where_safe``
    compares what comes out with what comes of 2**500.
    Sources: Dekker, Numerische Mathematik 18 (1971); Joldes, Muller, Popescu, ACM TOMS 44 (2017).
    """

    __array_ufunc__ = None

    def __init__(self, high, low=0.0, power=0.0, noise=0.0):
        """Bring high to [1/2, 1)."""
        total = high + low
        rest = np.where(np.isfinite(total), low - (total - high), 0.0)
        high, shift = np.frexp(total)
        whole, lost = added(power, shift)
        self.high, self.low = np.ldexp(high, lost), np.ldexp(rest, lost - shift)
        self.power = np.where(total == 0, -1e307, whole)
        self.noise = noise

    @staticmethod
    def of(value):
        """A number, or an array of float64."""
        if isinstance(value, Wide):
            return value
        if isinstance(value, Fraction):
            return wide_ratio(value.numerator, value.denominator)
        value = np.asarray(value, dtype=np.float64)
        return Wide(np.where(np.isinf(value), np.copysign(2.0**1000, value), value))

    @staticmethod
    def ratio(above, below=1):
        """A quotient of whole numbers."""
        return Wide.of(float(above)) if below == 1 and above < 2**53 else wide_ratio(above, below)

    @staticmethod
    def pi():
        """The circle constant."""
        return PI_WIDE

    def narrow(self):
        """The nearest float64."""
        return np.ldexp(self.high + self.low, np.clip(self.power, -3000, 3000).astype(np.int64))

    def __neg__(self):
        return made(-self.high, -self.low, self.power, self.noise)

    def __abs__(self):
        return Wide.choose(self.high < 0, -self, self)

    def __add__(self, other):
        other = Wide.of(other)
        power = np.maximum(self.power, other.power)
        mine = np.maximum(self.power - power, -3000.0).astype(np.int64)
        theirs = np.maximum(other.power - power, -3000.0).astype(np.int64)
        a, c = np.ldexp(self.high, mine), np.ldexp(self.low, mine)
        b, d = np.ldexp(other.high, theirs), np.ldexp(other.low, theirs)
        total = a + b
        back = total - a
        rest = (a - (total - back)) + (b - back)
        tail = c + d
        back = tail - c
        last = (c - (tail - back)) + (d - back)
        rest = rest + tail
        high = total + rest
        rest = rest - (high - total) + last
        error = spread(a, self.noise) + spread(b, other.noise)
        # Exact where both are float64 and neither is shifted out of its range.
        near = (np.abs(self.power - other.power) < 900) | (self.high == 0) | (other.high == 0)
        plain = (c == 0) & (d == 0) & near
        noise = np.where(error == 0, np.where(plain, 0.0, 1.0), 1 + error / np.abs(high + rest))
        return Wide(high, np.where(np.isfinite(rest), rest, 0.0), power, noise)

    def __sub__(self, other):
        return self + -Wide.of(other)

    def __rsub__(self, other):
        return Wide.of(other) - self

    def __mul__(self, other):
        other = Wide.of(other)
        a, b = self.high, other.high
        product, rest = exact_product(a, b)
        rest = rest + (a * other.low + self.low * b)
        rest = np.where(np.isfinite(rest), rest, 0.0)
        noise = self.noise + other.noise + np.where((self.low == 0) & (other.low == 0), 0.0, 1.0)
        zeros, known = ((a == 0) & (self.noise < np.inf), (b == 0) & (other.noise < np.inf)), (self.noise, other.noise)
        nothing = zeros[0] | zeros[1]
        off = (zeros[0] & ~(known[1] < np.inf)) | (
            zeros[1] & ~(known[0] < np.inf)
        )  # what is switched off may be unknown
        product, rest = np.where(off, 0.0, product), np.where(off, 0.0, rest)
        noise = np.where((product == 0) & ~nothing, np.inf, noise)  # beyond what even a mantissa holds
        power, lost = added(self.power, other.power)
        return Wide(np.ldexp(product, lost), np.ldexp(rest, lost), power, np.where(nothing, 0.0, noise))

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        other = Wide.of(other)
        a, b = self.high, other.high
        first = a / b
        product, rest = exact_product(first, b)
        left = (a - product) - rest + self.low - first * other.low
        second = left / b
        exact = (left == 0) | ~np.isfinite(left)
        power, lost = added(self.power, -other.power)
        noise = self.noise + other.noise + np.where(exact, 0.0, 4.0)
        second = np.where(np.isfinite(second), second, 0.0)
        return Wide(np.ldexp(first, lost), np.ldexp(second, lost), power, noise)

    def __rtruediv__(self, other):
        return Wide.of(other) / self

    def __pow__(self, exponent):
        if isinstance(exponent, int):
            result = Wide.of(1.0)
            for bit in bin(abs(exponent))[2:]:
                result = result * result
                result = result * self if bit == "1" else result
            return result if exponent >= 0 else 1 / result
        exponent = Wide.of(exponent)
        zero = self.high == 0
        result = wide_exp(exponent * wide_log(Wide.choose(zero, Wide.of(1.0), self)))
        result = Wide.choose(zero & (exponent.high > 0), self, result)
        return Wide.choose(zero & (exponent.high < 0), Wide.of(1.0) / self, result)

    def __lt__(self, other):
        gap = self - other
        return Truth(gap.high < 0, gap)

    def __gt__(self, other):
        gap = self - other
        return Truth(gap.high > 0, gap)

    def __le__(self, other):
        gap = self - other
        return Truth(gap.high <= 0, gap)

    def __ge__(self, other):
        gap = self - other
        return Truth(gap.high >= 0, gap)

    def same(self, other):
        """Where both are equal."""
        gap = self - other
        return Truth(gap.high == 0, gap)

    @staticmethod
    def choose(where, a, b):
        """One of two values; where it isn't known which, nothing is known."""
        a, b = Wide.of(a), Wide.of(b)
        holds = where.holds if isinstance(where, Truth) else where
        parts = ((a.high, b.high), (a.low, b.low), (a.power, b.power), (a.noise, b.noise))
        found = made(*(np.where(holds, x, y) for x, y in parts))
        if isinstance(where, Truth) and where.unknown.any():
            found.noise = np.where(where.unknown, np.inf, found.noise)
        return found


class Truth:
    """What a comparison of wide numbers says, and where their noise leaves it open."""

    __array_ufunc__ = None

    def __init__(self, holds, gap):
        """What holds by the difference of both sides."""
        self.holds, self.unknown = holds, np.asarray(gap.noise >= np.where(gap.high == 0, np.inf, 2.0**100))

    def __invert__(self):
        found = Truth.__new__(Truth)
        found.holds, found.unknown = ~self.holds, self.unknown
        return found

    def __rmul__(self, number):
        return Wide.choose(self, Wide.of(number), Wide.of(0.0))


def added(power, shift):
    """The sum of two powers of two, and what rounding took from it, for the mantissa; powers past 2**53 are sparse."""
    whole = power + shift
    back = whole - power
    lost = (power - (whole - back)) + (shift - back)
    return whole, np.where(np.abs(lost) < 1010, lost, 0.0).astype(np.int64)


def spread(high, noise):
    """The absolute error of a number; a zero is exact, unless all its digits cancelled."""
    return np.where(high == 0, np.where(noise < np.inf, 0.0, np.inf), np.abs(high) * noise)


def made(high, low, power, noise):
    """A number whose high lies in [1/2, 1) already."""
    found = Wide.__new__(Wide)
    found.high, found.low, found.power, found.noise = high, low, power, noise
    return found


def choose(where, a, b):
    """One of two values."""
    if isinstance(a, Digits):
        return a if where else b
    return Wide.choose(where, a, b)


def wide_ratio(above, below):
    """A quotient of whole numbers."""
    return Wide(*pair_ratio(above, below), 0.0, 1.0)


def wide_sum(added, taken):
    """The sum of some numbers less others; what is both added and taken away is left out."""
    both = [a for a in added if any(a is b for b in taken)]
    kind = type(added[0])
    added, taken = ([a for a in some if not any(a is b for b in both)] for some in (added, taken))
    total = -taken[0] if taken and not added else added[0] if added else kind.of(0.0)
    for a in added[1:]:
        total = total + a
    for a in taken if added else taken[1:]:
        total = total - a
    return total


def wide_max(a, b):
    """The larger."""
    if isinstance(a, Digits) and a.near(b):
        return Digits(max(a.value, Digits.of(b).value), ROUGH.add(a.error, Digits.of(b).error))
    return choose(a < b, b, a)


def wide_min(a, b):
    """The smaller."""
    return -wide_max(-a, -b)


def wide_sign(a):
    """-1, 0 or 1."""
    return Digits(np.sign(float(a.value))) if isinstance(a, Digits) else Wide.of(np.sign(a.high))


def circle(number):
    """The circle constant as a number of that kind."""
    return number.pi()

LN2 = (0.6931471805599453, 2.3190468138462996e-17, 5.707708438416212e-34)

LN2_WIDE = Wide(LN2[0], LN2[1])

PI_WIDE = Wide(3.141592653589793, 1.2246467991473532e-16)

INVERSE_FACTORIALS = tuple(pair_ratio(1, math.factorial(n)) for n in range(1, 28))


def wide_relative(r):
    """(exp(r) - 1)/r for |r| <= 1/2, by its series; of the terms below 2**-53 a float64 knows enough."""
    near, rest = r.narrow(), 0.0
    for high, _ in INVERSE_FACTORIALS[:14:-1]:
        rest = high + near * rest
    return polynomial((*INVERSE_FACTORIALS[:15], (rest, 0.0)), r)


def wide_reduced(x):
    """Write x as n log 2 + r with |r| at most half of log 2.

    Past 1e15 n is no longer exact, and r is 0; an exponential of an exponential outdoes any product of others.
    """
    high = x.narrow()
    near = np.abs(high) < 1e15
    n = np.where(x.power < 1020, np.rint(np.clip(high, -1e307, 1e307) / LN2[0]), np.sign(high) * 1e307)
    whole = Wide(np.where(near, n, 0.0))
    rest = x - whole * LN2[0] - whole * LN2[1] - whole * LN2[2]
    return n, Wide.choose(near, rest, Wide.of(0.0))


def wide_raised(found, n, x):
    """Exp(x) from the exponential of its rest and its power of two; noise in x is large where x is."""
    size = np.minimum(np.abs(x.narrow()), 2.0**1000)
    noise = np.where(x.high == 0, 0.0, 4.0) + np.maximum(x.noise, np.where(size < 1e15, 0.0, 2.0**47)) * size
    noise = np.where(x.noise < np.inf, np.minimum(noise, 1e250), np.inf)
    shift = np.asarray(found.power, dtype=np.int64)
    return Wide(np.ldexp(found.high, shift), np.ldexp(found.low, shift), n, noise)


def wide_exp(x):
    """E to the x."""
    if isinstance(x, Digits):
        return x.exp()
    x = Wide.of(x)
    n, r = wide_reduced(x)
    return wide_raised(1 + r * wide_relative(r), n, x)


def wide_expm1(x):
    """exp(x) - 1."""
    if isinstance(x, Digits):
        return x.expm1()
    x = Wide.of(x)
    n, r = wide_reduced(x)
    near = r * wide_relative(r)
    small = n == 0
    found = Wide.choose(small, near, wide_raised(1 + near, n, x) - 1)
    return made(found.high, found.low, found.power, np.where(small, 4 + 2 * x.noise, found.noise))


def wide_log(x):
    """The natural logarithm: a float64 guess and a Newton step."""
    if isinstance(x, Digits):
        return x.log()
    x = Wide.of(x)
    turned = x.high < 0.7071067811865476
    power = np.where(x.high == 0, 0.0, x.power - turned)
    y = made(x.high, x.low, turned * 1.0, 0.0)
    guess = np.log(y.narrow())
    rest = y * wide_exp(Wide(-np.where(np.isfinite(guess), guess, 0.0))) - 1
    found = Wide(power) * LN2[0] + Wide(power) * LN2[1] + Wide(power) * LN2[2] + guess + rest - rest * rest * 0.5
    found = Wide.choose(np.isfinite(guess), found, Wide(guess))
    one = (x.high == 0.5) & (x.low == 0) & (x.power == 1) & (x.noise == 0)
    noise = np.where(one, 0.0, 4 + (4 + x.noise) / np.abs(found.narrow()))
    # An exponential whose power ran out is at least that large or small: its logarithm is beyond float64.
    beyond = np.abs(x.power) >= 0.99e307
    beyond &= x.high != 0
    return made(found.high, found.low, found.power + 100.0 * beyond, np.where(beyond, 0.0, noise))


def wide_log1p(x):
    """log(1 + x): a float64 guess and a Newton step, but for x close to -1 and beyond float64."""
    if isinstance(x, Digits):
        return x.log1p()
    x = Wide.of(x)
    value = x.narrow()
    tiny, usual = np.abs(value) < 1e-8, (value > -0.5) & (value < 2.0**500)
    series = x * (1 - x * (0.5 - x * (Wide.of(1.0) / 3.0 - x * 0.25)))
    near = Wide.choose(usual, x, Wide.of(0.0))
    guess = Wide(np.log1p(near.narrow()))
    back = wide_expm1(guess)
    rest = (near - back) / (1 + back)
    found = guess + rest - rest * rest * 0.5
    found = found if usual.all() else Wide.choose(usual, found, wide_log(1 + x))
    noise = np.where(usual, 4 + 3 * x.noise, found.noise)
    found = Wide.choose(tiny, series, found)
    return made(found.high, found.low, found.power, noise)


def wide_sqrt(x):
    """The square root."""
    if isinstance(x, Digits):
        return x.sqrt()
    x = Wide.of(x)
    odd = np.mod(x.power, 2)
    y = made(x.high, x.low, odd, 0.0)
    guess = np.sqrt(y.narrow())
    found = (Wide(guess) + y / guess) * 0.5
    found = Wide.choose(x.high == 0, Wide.of(0.0), found)
    power = np.where(x.high == 0, found.power, found.power + (x.power - odd) / 2)
    return made(found.high, found.low, power, x.noise + 2)


def wide_sigmoid(x):
    """1/(1 + exp(-x))."""
    e = wide_exp(-abs(x))
    return choose(x > 0, 1 + e * 0, e) / (1 + e)


def wide_softplus(x):
    """log(1 + exp(x))."""
    return wide_max(x, x * 0) + wide_log1p(wide_exp(-abs(x)))


def wide_tanh(x):
    """The hyperbolic tangent."""
    e = wide_expm1(abs(x) * -2)
    found = -e / (2 + e)
    return choose(x < 0, -found, found)


def wide_cosh(x):
    """The hyperbolic cosine."""
    return (wide_exp(x) + wide_exp(-x)) / 2


def wide_sinh(x):
    """The hyperbolic sine."""
    e = wide_expm1(abs(x))
    found = (e + e / (1 + e)) / 2
    return choose(x < 0, -found, found)


def wide_erfcx(x):
    """exp(x^2) erfc(x): for small |x| by the series of erf, for large by its continued fraction."""
    if isinstance(x, Digits):
        return digits_erfcx(x)
    x = Wide.of(x)
    size = abs(x)
    value = size.narrow()
    found = wide_pieces(
        size,
        (
            (value < 3.0, near_erfcx),
            (value < 8.0, lambda y: far_erfcx(y, 80)),
            (value < np.inf, lambda y: far_erfcx(y, 14)),
        ),
    )
    right = made(found.high, found.low, found.power, 2.0**14 + 2 * x.noise)
    negative = x.high < 0
    return Wide.choose(negative, wide_exp(size * size) * 2.0 - right, right) if negative.any() else right

ERF_SERIES = tuple(pair_ratio(1, math.prod(range(1, 2 * k + 2, 2))) for k in range(91))


def near_erfcx(x):
    """exp(x^2) erfc(x) for 0 <= x < 3."""
    series = polynomial(ERF_SERIES, x * x * 2.0)
    return wide_exp(x * x) - x * series * 2.0 / wide_sqrt(PI_WIDE)


def far_erfcx(x, steps):
    """exp(x^2) erfc(x) by that many steps of its continued fraction."""
    return 1 / (wide_sqrt(PI_WIDE) * continued(x, [k / 2.0 for k in range(steps, 0, -1)]))


def continued(x, numbers):
    """The continued fraction x + a/(x + b/(x + ...)) for x > 0, its numbers from the innermost on."""
    if (np.abs(x.power) > 500).any():
        below = x
        for number in numbers:
            below = x + Wide.of(number) / below
        return below
    a, b = high, low = pair(x)
    for number in numbers:
        high, low = pair_sum(a, b, *pair_quotient(number, 0.0, high, low))
    return Wide(high, low)


def wide_pieces(x, pieces):
    """A function given by pieces: each with where it is meant, the first that is; only there it is worked out."""
    parts = [np.broadcast_to(part, np.shape(x.high)) for part in (x.high, x.low, x.power, x.noise)]
    result = [np.full(parts[0].shape, np.nan) for _ in parts]
    left = np.ones(parts[0].shape, dtype=bool)
    for where, function in pieces:
        here = left & where
        if here.any():
            found = function(made(*(part[here] for part in parts)))
            for target, own in zip(result, (found.high, found.low, found.power, found.noise), strict=True):
                target[here] = own
        left &= ~where
    return made(*result)


def wide_erfc(x):
    """1 - erf(x)."""
    right = wide_exp(-(x * x)) * wide_erfcx(abs(x))
    return choose(x < 0, 2 - right, right)


def wide_erf(x):
    """The error function."""
    if isinstance(x, Digits):
        return 1 - wide_erfc(x)
    x = Wide.of(x)
    small = np.abs(x.narrow()) < 0.5
    near = Wide.choose(small, x, Wide.of(0.0))
    series = polynomial(ERF_SERIES[:26], near * near * 2.0)
    return Wide.choose(small, near * series * 2.0 * wide_exp(-(near * near)) / wide_sqrt(PI_WIDE), 1 - wide_erfc(x))


def wide_normal_pdf(x):
    """exp(-x^2/2)/sqrt(2 pi)."""
    return wide_exp(x * x / -2) / wide_sqrt(circle(type(x)) * 2)


def wide_normal_cdf(x):
    """The standard normal distribution function."""
    left = wide_exp(x * x / -2) * wide_erfcx(abs(x) / wide_sqrt(type(x).ratio(2))) / 2
    return choose(x < 0, left, 1 - left)


def wide_mills_excess(x):
    """pdf(x)/cdf(x) + x: for x < -4 by a continued fraction of positive terms."""
    if isinstance(x, Digits):
        return wide_normal_pdf(x) / wide_normal_cdf(x) + x
    value = x.narrow()
    found = wide_pieces(
        x,
        (
            (value < -11.0, lambda y: far_excess(-y, 16)),
            (value < -4.0, lambda y: far_excess(-y, 80)),
            (value < np.inf, lambda y: wide_normal_pdf(y) / wide_normal_cdf(y) + y),
        ),
    )
    return made(found.high, found.low, found.power, 2.0**14 + 2 * x.noise)


def far_excess(x, steps):
    """pdf(-x)/cdf(-x) - x by its continued fraction."""
    return 1 / continued(x, [float(k) for k in range(steps, 1, -1)])

BERNOULLI = (
    (1, 6), (-1, 30), (1, 42), (-1, 30), (5, 66), (-691, 2730), (7, 6), (-3617, 510), (43867, 798),
    (-174611, 330), (854513, 138), (-236364091, 2730), (8553103, 6), (-23749461029, 870),
)  # fmt: skip

STIRLING = tuple(
    tuple(
        pair_ratio(above, below * (2 * k * (2 * k - 1), 2 * k, 1)[order])
        for k, (above, below) in enumerate(BERNOULLI, 1)
    )
    for order in range(3)
)


def wide_stirling(x, order):
    """The sum of B_2k / x^2k over k = 1 ..., each term by 2 k (2 k - 1) for order 0, by 2 k for order 1; x >= 30."""
    square = x * x
    return polynomial(STIRLING[order], 1 / square) / square


def wide_shifted(x):
    """X + 30 where x is small, for series that need large arguments."""
    x = Wide.of(x)
    small = x.narrow() < 30.0
    return small, Wide.choose(small, x + 30.0, x), Wide.choose(small, x, Wide.of(1.0))


def noisy(x, found, order):
    """The noise of log gamma (order 0), digamma (1) or trigamma (2), by the condition of each."""
    size, value = np.abs(x.narrow()), np.abs(found.narrow())
    usual = np.clip(size, 0.1, 1e15)
    if order == 2:
        noise = 2.0**10 + 2 * x.noise
    elif order == 1:
        noise = (2.0**10 + x.noise) * np.where(size < 0.1, 2.0, (1 + 1 / usual) / np.where(size < 1e15, value, 1.0))
    else:
        change = np.where(size < 0.1, 2.0, 1 + usual * np.log(2 + usual)) / np.where(size < 1e15, value, usual)
        noise = 2.0**8 + (2.0**10 + x.noise) * change
    return made(found.high, found.low, found.power, noise)


def wide_lgamma(x):
    """The logarithm of the gamma function, for x > 0: Stirling's series."""
    if isinstance(x, Digits):
        return digits_gamma(x, 0)
    x = Wide.of(x)
    small, y, start = wide_shifted(x)
    series = wide_stirling(y, 0) * y
    found = (y - 0.5) * wide_log(y) - y + wide_log(PI_WIDE * 2.0) * 0.5 + series
    factors = start
    for n in range(1, 30):
        factors = factors * (start + float(n))
    found = noisy(x, found - Wide.choose(small, wide_log(factors), Wide.of(0.0)), 0)
    exact = ((x.high == 0.5) & ((x.power == 1) | (x.power == 2))) & (x.low == 0) & (x.noise == 0)
    return Wide.choose(exact, Wide.of(0.0), found)


def wide_digamma(x):
    """The derivative of lgamma, for x > 0."""
    if isinstance(x, Digits):
        return digits_gamma(x, 1)
    small, y, start = wide_shifted(x)
    found = wide_log(y) - 0.5 / y - wide_stirling(y, 1)
    total = Wide.of(0.0)
    for n in range(30):
        total = total + 1 / (start + float(n))
    return noisy(x, found - Wide.choose(small, total, Wide.of(0.0)), 1)


def wide_trigamma(x):
    """The derivative of digamma, for x > 0."""
    if isinstance(x, Digits):
        return digits_gamma(x, 2)
    small, y, start = wide_shifted(x)
    found = (1 + 0.5 / y + wide_stirling(y, 2)) / y
    total = Wide.of(0.0)
    for n in range(30):
        part = start + float(n)
        total = total + 1 / (part * part)
    return noisy(x, found + Wide.choose(small, total, Wide.of(0.0)), 2)
