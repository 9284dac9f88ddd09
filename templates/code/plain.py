def sum_of_others(a):
    """The sum over the last axis without its largest term, one of them if there are several."""
    place = np.expand_dims(np.argmax(a, axis=-1), -1)
    others = np.array(a)
    np.put_along_axis(others, place, 0.0, axis=-1)
    return np.sum(others, axis=-1)


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
