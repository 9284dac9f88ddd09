def mills_excess(a):
    """pdf(a)/cdf(a) + a of the normal distribution; left of -2 by a continued fraction of positive terms."""
    size = np.where(a < -2, -a, 2.0)
    below = size
    for k in range(60, 1, -1):
        below = size + k / below
    near = np.where(a < -2, 0.0, a)
    density = 0.7978845608028654 * np.exp(-0.5 * near * near) / special.erfc(-0.7071067811865476 * near)
    return np.where(a < -2, 1 / below, density + near)


def where_safe(safe, simple, extended, *arguments):
    """The simple result where it is safe, the extended one elsewhere."""
    risky = ~np.broadcast_to(safe, np.broadcast_shapes(np.shape(safe), *map(np.shape, arguments)))
    result = np.array(np.broadcast_to(simple, risky.shape), dtype=np.float64)
    if risky.any():
        given = [np.broadcast_to(a, risky.shape)[risky] for a in arguments]
        result[risky] = np.where(np.any(np.isnan(given), axis=0), np.nan, extended(*map(Wide.of, given)).narrow())
    return result
