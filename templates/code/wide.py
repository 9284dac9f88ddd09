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
