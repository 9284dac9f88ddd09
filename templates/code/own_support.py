def _pointwise(kernel, arguments, parameters, out, names, trailing):
    """Check the arguments, apply a kernel, and put what it returns where it belongs.

    Args:
        kernel: takes float64 arrays of one shape and the parameters; returns a tuple of arrays.
        arguments: each name with its value.
        parameters: each name with its value, what is expected, and a test.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        trailing: for each name the shape of what a single point has, () for a number.
    """
    arrays = [real(value, name) for name, value in arguments]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for (name, _), array in zip(arguments, arrays, strict=True))
        raise ValueError(f"{arguments[-1][0]}: expected shapes that broadcast together, got {shapes}") from None
    numbers = [_parameter(*parameter) for parameter in parameters]
    targets = (None,) * len(names) if out is None else out if len(names) > 1 else (out,)
    if not isinstance(targets, tuple) or len(targets) != len(names):
        raise ValueError(f"out: expected a tuple of {len(names)} arrays ({', '.join(names)}), got {type(out).__name__}")
    for target, own in zip(targets, trailing, strict=True):
        _targets(target, shape + own, names[:1])
    _apart(targets)
    with np.errstate(all="ignore"):
        found = kernel(*(np.broadcast_to(array, shape) for array in arrays), *numbers)
    parts = iter(found)
    results = []
    for target, own in zip(targets, trailing, strict=True):
        stack = [np.broadcast_to(next(parts), shape) for _ in range(math.prod(own))]
        whole = np.stack(stack, axis=-1).reshape(shape + own).astype(np.float64)
        if target is not None:
            target[...] = whole
        results.append(whole[()] if target is None else target)
    return tuple(results) if len(names) > 1 else results[0]


def _vectorwise(kernel, arguments, parameters, vectors, out, names, ranks):
    """The same for a kernel over vectors, whose entries lie along the last axis.

    Args:
        kernel: takes float64 arrays, the samples of one shape, and the parameters; returns a tuple of arrays.
        arguments: each name with its value.
        parameters: each name with its value, what is expected, and a test.
        vectors: the names of those that are vectors.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        ranks: for each name how many axes the result of a single sample has.
    """
    arrays = {name: real(value, name) for name, value in arguments}
    given = [_vector(*one) if one[0] in vectors else _parameter(*one) for one in parameters]
    lengths = {}
    for name, array in [*arrays.items(), *zip((one[0] for one in parameters), given, strict=True)]:
        if name in vectors:
            if array.ndim == 0 or array.shape[-1] == 0:
                raise ValueError(f"{name}: expected vectors along the last axis, got shape {array.shape}")
            lengths[name] = array.shape[-1]
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise ValueError(f"{list(lengths)[-1]}: expected vectors of one length, got {shown}")
    (count,) = set(lengths.values())
    try:
        shape = np.broadcast_shapes(*(a.shape[:-1] if name in vectors else a.shape for name, a in arrays.items()))
    except ValueError:
        shown = ", ".join(f"{name} {array.shape}" for name, array in arrays.items())
        raise ValueError(f"{list(arrays)[-1]}: expected samples that broadcast together, got {shown}") from None
    targets = (None,) * len(names) if out is None else out if len(names) > 1 else (out,)
    if not isinstance(targets, tuple) or len(targets) != len(names):
        raise ValueError(f"out: expected a tuple of {len(names)} arrays ({', '.join(names)}), got {type(out).__name__}")
    shapes = [shape + (count,) * rank for rank in ranks]
    for target, own in zip(targets, shapes, strict=True):
        _targets(target, own, names[:1])
    _apart(targets)
    own = [np.broadcast_to(a, shape + (count,) if name in vectors else shape) for name, a in arrays.items()]
    with np.errstate(all="ignore"):
        found = kernel(*own, *given)
    results = []
    for target, result, wanted in zip(targets, found, shapes, strict=True):
        whole = np.broadcast_to(result, wanted).astype(np.float64)
        if target is not None:
            target[...] = whole
        results.append(whole[()] if target is None else target)
    return tuple(results) if len(names) > 1 else results[0]


def _vector(name, value, expected, test):
    """A parameter that is a vector, as float64."""
    array = real(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected a vector, got an array of shape {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _parameter(name, value, expected, test):
    """A parameter as a float64."""
    array = real(value, name)
    if array.ndim:
        raise ValueError(f"{name}: expected a number, got an array of shape {array.shape}")
    if not test(array):
        raise ValueError(f"{name}: expected {expected}, got {array[()]}")
    return np.float64(array)


def _variable(name, value, expected, test, m):
    """A variable of the data as float64, a value for each row of X."""
    array = real(value, name)
    if array.shape != (m,):
        raise ValueError(f"{name}: expected shape ({m},), a value for each row of X, got {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _prepare(theta, X, variables, sample_weight, reduction, reductions=("mean", "sum")):
    """Check the arguments of the loss of a linear model: X, the predictions z = X theta, the variables, the weights."""
    if reduction not in reductions:
        expected = " or ".join([", ".join(map(repr, reductions[:-1])), repr(reductions[-1])])
        raise ValueError(f"reduction: expected {expected}, got {reduction!r}")
    X = matrix(X)
    m = X.shape[0]
    found = [_variable(*variable, m) for variable in variables]
    c = np.full(m, 1 / m if reduction == "mean" else 1.0)
    if sample_weight is not None:
        c = weights(sample_weight, m)
        if reduction == "mean":
            total = c.sum()
            if not 0 < total < np.inf:
                raise ValueError(f"sample_weight: expected weights with a positive, finite sum, got sum {total}")
            c = c / total
    return X, [logits(theta, X), *found], c
