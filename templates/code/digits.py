class Digits:
    """A number with as many decimal digits as the decimal context has, for a single point."""

    def __init__(self, value):
        self.value = value if isinstance(value, decimal.Decimal) else decimal.Decimal(float(value))

    @staticmethod
    def of(value):
        """A number."""
        return value if isinstance(value, Digits) else Digits(value)

    @staticmethod
    def ratio(above, below=1):
        """A quotient of whole numbers."""
        return Digits(decimal.Decimal(above) / decimal.Decimal(below))

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
        return Digits(total)

    def __neg__(self):
        return Digits(-self.value)

    def __abs__(self):
        return Digits(abs(self.value))

    def __add__(self, other):
        return Digits(self.value + Digits.of(other).value)

    def __sub__(self, other):
        return Digits(self.value - Digits.of(other).value)

    def __rsub__(self, other):
        return Digits(Digits.of(other).value - self.value)

    def __mul__(self, other):
        return Digits(self.value * Digits.of(other).value)

    __radd__, __rmul__ = __add__, __mul__

    def __truediv__(self, other):
        return Digits(self.value / Digits.of(other).value)

    def __rtruediv__(self, other):
        return Digits(Digits.of(other).value / self.value)

    def __pow__(self, exponent):
        if isinstance(exponent, int):
            return Digits(self.value**exponent)
        if exponent.value == 0:
            return Digits(1)
        if self.value == 0:
            return self if exponent.value > 0 else Digits(math.inf)
        return (exponent * self.log()).exp()

    def __lt__(self, other):
        return self.value < Digits.of(other).value

    def __le__(self, other):
        return self.value <= Digits.of(other).value

    def __gt__(self, other):
        return self.value > Digits.of(other).value

    def __ge__(self, other):
        return self.value >= Digits.of(other).value

    def same(self, other):
        """Whether both are equal."""
        return self.value == Digits.of(other).value

    def exp(self):
        """E to the power."""
        return Digits(self.value.exp())

    def log(self):
        """The natural logarithm."""
        return Digits(self.value.ln())

    def small(self):
        """Whether 1 + the number is 1 to all digits."""
        return self.value == 0 or self.value.adjusted() < -decimal.getcontext().prec

    def expm1(self):
        """exp(x) - 1."""
        return self if self.small() else Digits(self.value.exp() - 1)

    def log1p(self):
        """log(1 + x)."""
        return self if self.small() else Digits((1 + self.value).ln())


def with_digits(extended, arguments, otherwise):
    """The value at one point with 50 digits, 100, 200 ... until two agree; what is known already if none do."""
    before = None
    for digits in (50, 120, 400, 800, 1200):
        with decimal.localcontext() as context:
            context.prec, context.Emax, context.Emin = digits, decimal.MAX_EMAX, decimal.MIN_EMIN
            for signal in context.traps:
                context.traps[signal] = False
            try:
                found = extended(Digits, *map(Digits, arguments)).value
            except (ArithmeticError, ValueError):
                return otherwise
            if not found.is_finite():
                return otherwise
            if before is not None and found and abs(found - before) <= abs(found) * decimal.Decimal("1e-20"):
                return float(found)
            before = found
    return float(before) if not before or before.adjusted() < -350 else otherwise


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
            right = (size * size).exp() - 2 * total / Digits.pi().value.sqrt()
    else:
        below = size
        for k in range(int((1.2 * precision / float(min(size, 1000))) ** 2 / 1.5) + 10, 0, -1):
            below = size + decimal.Decimal(k) / 2 / below
        right = 1 / (root * below)
    return Digits(right if x.value >= 0 else 2 * (size * size).exp() - right)


def digits_gamma(x, order):
    """Log gamma (order 0), digamma (1) or trigamma (2) for x > 0, by Stirling's series at x + 2000; to 80 digits.

    Raises:
        ArithmeticError: More digits are asked for than the series gives.
    """
    if decimal.getcontext().prec > 100:
        raise ArithmeticError("the series gives no more digits")
    y, value, steps = x.value + 2000, x.value, range(2000)
    series = sum(
        decimal.Decimal(b)
        / d
        * ((1 / decimal.Decimal(2 * k * (2 * k - 1)), 1 / decimal.Decimal(2 * k), 1)[order])
        / y ** (2 * k)
        for k, (b, d) in enumerate(BERNOULLI, 1)
    )
    if order == 0:
        product = decimal.Decimal(1)
        for n in steps:
            product *= value + n
        half_log = (2 * Digits.pi().value).ln() / 2
        return Digits((y - decimal.Decimal("0.5")) * y.ln() - y + half_log + series * y - product.ln())
    if order == 1:
        return Digits(y.ln() - 1 / (2 * y) - series - sum(1 / (value + n) for n in steps))
    return Digits((1 + 1 / (2 * y) + series) / y + sum(1 / (value + n) ** 2 for n in steps))
