def _pointwise(kernel, points, values, parameters, numbers, out, names, trailing, lost):
    """Check the arguments, apply a kernel, and put what it returns where it belongs.

    Args:
        kernel: takes float64 arrays of one shape and the parameters; returns a tuple of arrays.
        points: the names of the predictions and variables.
        values: their values.
        parameters: each parameter's name, what is expected of it, and a test.
        numbers: their values.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        trailing: for each name the shape of what a single point has, () for a number.
        lost: the predictions and variables whose nan the kernel may drop.
    """
    arrays = [real(value, name) for name, value in zip(points, values, strict=True)]
    try:
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
    except ValueError:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in zip(points, arrays, strict=True))
        raise ValueError(f"{points[-1]}: expected shapes that broadcast together, got {shapes}") from None
    given = [_parameter(*parameter, value) for parameter, value in zip(parameters, numbers, strict=True)]
    targets = targets_of_shapes(out, [shape + own for own in trailing], names)
    missing = _missing([array for name, array in zip(points, arrays, strict=True) if name in lost], shape)
    with np.errstate(all="ignore"):
        found = kernel(*(np.broadcast_to(array, shape) for array in arrays), *given)
    parts = iter(found)
    wholes = []
    for own in trailing:
        whole = np.empty(shape + own)
        entries = math.prod(own)
        by_entry = whole.reshape((*shape, entries))
        for n in range(entries):
            by_entry[..., n] = next(parts)
        wholes.append(whole)
    return _results(wholes, targets, missing)


def _vectorwise(kernel, points, values, parameters, numbers, vectors, out, names, ranks, lost):
    """The same for a kernel over vectors, whose entries lie along the last axis.

    Args:
        kernel: takes float64 arrays, the samples of one shape, and the parameters; returns a tuple of arrays.
        points: the names of the predictions and variables.
        values: their values.
        parameters: each parameter's name, what is expected of it, and a test.
        numbers: their values.
        vectors: the names of those that are vectors.
        out: None, or the array to write to; for several names a tuple of arrays.
        names: what is computed.
        ranks: for each name how many axes the result of a single sample has.
        lost: the predictions and variables whose nan the kernel may drop.
    """
    arrays = {name: real(value, name) for name, value in zip(points, values, strict=True)}
    given = {
        parameter[0]: (_vector if parameter[0] in vectors else _parameter)(*parameter, value)
        for parameter, value in zip(parameters, numbers, strict=True)
    }
    lengths = {}
    for name, array in (arrays | given).items():
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
    targets = targets_of_shapes(out, [shape + (count,) * rank for rank in ranks], names)
    dropped = [
        np.isnan(a).any(axis=-1) if name in vectors else np.isnan(a) for name, a in arrays.items() if name in lost
    ]
    missing = _either(dropped, shape)
    own = [np.broadcast_to(a, shape + (count,) if name in vectors else shape) for name, a in arrays.items()]
    with np.errstate(all="ignore"):
        found = kernel(*own, *given.values())
    wholes = []
    for result, rank in zip(found, ranks, strict=True):
        whole = np.empty(shape + (count,) * rank)
        whole[...] = result
        wholes.append(whole)
    return _results(wholes, targets, missing)


def _missing(arrays, shape):
    """Where one of some arrays is nan; None where none is."""
    return _either([np.isnan(array) for array in arrays], shape)


def _either(found, shape):
    """Where one of some conditions holds; None where none does."""
    found = [one for one in found if one.any()]
    if not found:
        return None
    whole = np.zeros(shape, dtype=bool)
    for one in found:
        whole |= one
    return whole


def _results(wholes, targets, missing):
    """The results, nan where an argument is, in the arrays to write to where there are any."""
    results = []
    for whole, target in zip(wholes, targets, strict=True):
        if missing is not None:
            whole[missing] = np.nan
        if target is not None:
            with np.errstate(over="ignore"):
                target[...] = whole
        results.append(whole[()] if target is None else target)
    return tuple(results) if len(results) > 1 else results[0]


def _vector(name, expected, test, value):
    """A parameter that is a vector, as float64."""
    array = real(value, name)
    if array.ndim != 1:
        raise ValueError(f"{name}: expected a vector, got an array of shape {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _parameter(name, expected, test, value):
    """A parameter as a float64."""
    array = real(value, name)
    if array.ndim:
        raise ValueError(f"{name}: expected a number, got an array of shape {array.shape}")
    if not test(array):
        raise ValueError(f"{name}: expected {expected}, got {array[()]}")
    return np.float64(array)


def _variable(name, expected, test, value, m):
    """A variable of the data as float64, a value for each row of X."""
    array = real(value, name)
    if array.shape != (m,):
        raise ValueError(f"{name}: expected shape ({m},), a value for each row of X, got {array.shape}")
    _check_all(np.asarray(test(array)), array, name, expected)
    return array


def _linear(kernel, theta, X, variables, values, parameters, numbers, sample_weight, reduction, reductions):
    """Check the arguments of the loss of a linear model: X, what a kernel gives for z = X theta, and the weights."""
    check_reduction(reduction, reductions)
    X = matrix(X)
    m = X.shape[0]
    found = [_variable(*variable, value, m) for variable, value in zip(variables, values, strict=True)]
    c = coefficients(sample_weight, m, reduction)
    given = [_parameter(*parameter, value) for parameter, value in zip(parameters, numbers, strict=True)]
    z = logits(theta, X)
    with np.errstate(all="ignore"):
        return X, c, kernel(z, *found, *given)


def _linear_loss(kernel, *arguments):
    """The loss of a linear model."""
    _, c, (losses,) = _linear(kernel, *arguments, ("mean", "sum", "none"))
    return c * losses if arguments[-1] == "none" else float(np.sum(c * losses))


def _linear_gradient(kernel, *arguments):
    """Its gradient."""
    X, c, (r,) = _linear(kernel, *arguments, ("mean", "sum"))
    return X.T @ (c * r)


def _linear_loss_and_gradient(kernel, *arguments):
    """Its loss and gradient."""
    X, c, (losses, r) = _linear(kernel, *arguments, ("mean", "sum"))
    return float(np.sum(c * losses)), X.T @ (c * r)


def _linear_hessian(kernel, *arguments):
    """Its Hessian, dense."""
    X, c, (s,) = _linear(kernel, *arguments, ("mean", "sum"))
    return dense(X.T @ scale_rows(c * s, X))


def _linear_product(kernel, v, theta, X, *arguments):
    """Its Hessian times a vector."""
    X, c, (s,) = _linear(kernel, theta, X, *arguments, ("mean", "sum"))
    v = vector(v, X.shape[1], "v")
    return X.T @ (c * s * (X @ v))
