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
