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
        # An infinite input was taken as 2**1000: what is huge or tiny then is infinite or 0 in the limit.
        limit, size = np.any(np.isinf(given), axis=0), np.abs(found)
        found[limit & (size > 2.0**200)] *= np.inf
        found[limit & (size < 2.0**-400)] *= 0.0
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
