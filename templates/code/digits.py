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
