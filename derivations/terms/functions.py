"""The elementwise functions beyond exp and log, and two functions of a whole vector. In: terms. Out: terms."""

from __future__ import annotations

from .base import ONE, SCALAR, Elementwise, Leaf, Shape, ShapeError, Term, only_scalars, show_shape


class CircleConstant(Leaf):
    """The circle constant π, 3.14159… ."""

    __slots__ = ()
    symbol = "pi"


class SquareRoot(Elementwise):
    """√a, for 0 ≤ a."""

    __slots__ = ()
    symbol = "sqrt"


class Sign(Elementwise):
    """−1, 0 or 1, as a is negative, 0 or positive."""

    __slots__ = ()
    symbol = "sign"


class Sigmoid(Elementwise):
    """σ(a) = 1/(1 + e⁻ᵃ), in (0, 1)."""

    __slots__ = ()
    symbol = "sigmoid"


class Softplus(Elementwise):
    """log(1 + eᵃ), positive; its derivative is the sigmoid."""

    __slots__ = ()
    symbol = "softplus"


class HyperbolicTangent(Elementwise):
    """tanh a = (eᵃ − e⁻ᵃ)/(eᵃ + e⁻ᵃ), in (−1, 1)."""

    __slots__ = ()
    symbol = "tanh"


class HyperbolicCosine(Elementwise):
    """cosh a = (eᵃ + e⁻ᵃ)/2, at least 1."""

    __slots__ = ()
    symbol = "cosh"


class HyperbolicSine(Elementwise):
    """sinh a = (eᵃ − e⁻ᵃ)/2."""

    __slots__ = ()
    symbol = "sinh"


class ErrorFunction(Elementwise):
    """erf a = 2/√π ∫₀ᵃ exp(−t²) dt, in (−1, 1)."""

    __slots__ = ()
    symbol = "erf"


class ComplementaryErrorFunction(Elementwise):
    """erfc a = 1 − erf a, computed without the difference."""

    __slots__ = ()
    symbol = "erfc"


class ScaledErrorFunction(Elementwise):
    """erfcx a = exp(a²) erfc a, which doesn't underflow for large a."""

    __slots__ = ()
    symbol = "erfcx"


class NormalDistribution(Elementwise):
    """Φ(a), the probability that a standard normal variable is at most a; in (0, 1)."""

    __slots__ = ()
    symbol = "normal_cdf"


class NormalDensity(Elementwise):
    """φ(a) = exp(−a²/2)/√(2π), the density of the standard normal distribution."""

    __slots__ = ()
    symbol = "normal_pdf"


class LogGamma(Elementwise):
    """log Γ(a), for 0 < a; for a whole number n, Γ(n + 1) = n!."""

    __slots__ = ()
    symbol = "lgamma"


class Digamma(Elementwise):
    """ψ(a) = d log Γ(a)/da, for 0 < a."""

    __slots__ = ()
    symbol = "digamma"


class Trigamma(Elementwise):
    """ψ'(a), for 0 < a; positive."""

    __slots__ = ()
    symbol = "trigamma"


class Polygamma(Term):
    """``polygamma(n, a)``: the derivative of ψ that n counts, for a whole n of at least 1 and 0 < a."""

    __slots__ = ()
    symbol = "polygamma"

    def find_shape(self) -> Shape:
        return only_scalars(self, *self.children)


class MillsExcess(Elementwise):
    """φ(a)/Φ(a) + a, the inverse Mills ratio above its asymptote: positive, and next to −1/a for very negative a."""

    __slots__ = ()
    symbol = "mills_excess"


def vector_shape(term: Term) -> Shape:
    """The shape of a function's only argument, a vector.

    Raises:
        ShapeError: It isn't one.
    """
    shape = term.children[0].shape
    if shape[1] != ONE or shape == SCALAR:
        raise ShapeError(f"{term.symbol} takes a vector, got {term.children[0]}, which is {show_shape(shape)}")
    return shape


class LogSumExp(Term):
    """``logsumexp(a)`` = log Σ_k exp(a_k) of a vector."""

    __slots__ = ()
    symbol = "logsumexp"

    def find_shape(self) -> Shape:
        vector_shape(self)
        return SCALAR


class Softmax(Term):
    """``softmax(a)``: the vector exp(a_k)/Σ_j exp(a_j); its entries are positive and add up to 1."""

    __slots__ = ()
    symbol = "softmax"

    def find_shape(self) -> Shape:
        return vector_shape(self)
