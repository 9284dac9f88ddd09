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
