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
