def mills_excess(a):
    """pdf(a)/cdf(a) + a of the normal distribution; left of -2 by a continued fraction of positive terms."""
    size = np.where(a < -2, -a, 2.0)
    below = size
    for k in range(110, 1, -1):
        below = size + k / below
    near = np.where(a < -2, 0.0, a)
    density = 0.7978845608028654 * np.exp(-0.5 * near * near) / special.erfc(-0.7071067811865476 * near)
    return np.where(a < -2, 1 / below, density + near)


def where_safe(safe, simple, extended, *arguments):
    """The simple result where it is safe, the extended one elsewhere; nan for nan."""
    shape = np.broadcast_shapes(np.shape(safe), *map(np.shape, arguments))
    whole = [np.broadcast_to(argument, shape) for argument in arguments]
    missing = np.any(np.isnan(whole), axis=0)
    result = np.where(missing, np.nan, simple)
    risky = ~np.broadcast_to(safe, shape) & ~missing
    if risky.any():
        given = [argument[risky] for argument in whole]
        wide = extended(Wide, *map(Wide.of, given))
        found = np.broadcast_to(wide.narrow(), given[0].shape).copy()
        limit = np.any(np.isinf(given), axis=0)
        if limit.any():
            found[limit] = in_the_limit(extended, [argument[limit] for argument in given])
        # Where even twice the digits don't suffice, there are a few points, and they get as many as they need.
        known, noise = {}, np.broadcast_to(wide.noise, found.shape)
        nothing = wide.power + np.log2(np.maximum(noise, 1.0)) < -1200  # 0 in float64, whatever its digits are
        for n in np.flatnonzero(~(noise < 2.0**44) & ~limit & ~nothing):
            point = tuple(a[n] for a in given)
            if point not in known:
                known[point] = with_digits(extended, point, found[n])
            found[n] = known[point]
        result[risky] = found
    return result


def in_the_limit(extended, arguments):
    """The limit at infinite arguments, from the values at 2**500 and 2**1000: they are equal, or grow, or shrink."""
    values, numbers = [], []
    for size in (2.0**500, 2.0**1000):
        given = [np.where(np.isinf(a), np.copysign(size, a), a) for a in arguments]
        numbers.append(extended(Wide, *map(Wide.of, given)))
        found = np.broadcast_to(numbers[-1].narrow(), given[0].shape).copy()
        noisy = ~np.broadcast_to(numbers[-1].noise < 2.0**44, found.shape)
        for n in np.flatnonzero(noisy):
            found[n] = with_digits(extended, tuple(a[n] for a in given), found[n])
        values.append(np.where(noisy, found, np.nan))
    near, far = (np.where(np.isnan(values[0] + values[1]), n.narrow(), v) for n, v in zip(numbers, values, strict=True))
    ratio = np.abs(np.where(np.isnan(values[0] + values[1]), (numbers[1] / numbers[0]).narrow(), far / near))
    steady = (np.abs(ratio - 1) < 2.0**-40) | (far == 0) | ~np.isfinite(far) | np.isnan(ratio)
    return np.where(steady, far, np.where(ratio > 1, np.copysign(np.inf, far), 0.0 * far))
