"""The definition of a loss, ready to be evaluated. In: a name, a file, or a loss. Out: ``Defined``, a term of numbers.

Nothing that was derived goes in: the term is the loss as it is defined, with its abbreviations put in and, for vectors
of a known length, each of its sums written out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, partial
from os import PathLike, fspath

from .. import catalogue, collection
from ..derive.match import build, match
from ..losses import registry
from ..own.context import context_of, loss_symbol
from ..own.definition import Loss
from ..own.file import read
from ..terms import core
from ..terms.core import Binder, Constant, Entry, Maximum, Negative, Plus, Term, Times, Variable
from ..terms.domain import REAL, Domain, read_domain
from ..terms.places import substitute
from ..verify.at_ties import unfolded

Sizes = Mapping[str, int]
"""How long vectors are: the value of each size."""


@dataclass(frozen=True, eq=False)
class Defined:
    """A loss by its definition.

    Args:
        name: Its id.
        predictions: The names by which one differentiates.
        variables: The names of the data.
        parameters: The names of its parameters.
        sizes: The names of vectors, each with its size.
        domains: The domain of each name.
        defaults: The parameters that have a default, with it.
        whole: What makes of the sizes' values the loss as a term of numbers; the entries of z are ``z[1]``, ``z[2]`` …
        classes: The variable that may be given as the number of a class; '' for none.
        derivatives: The names beside the predictions by which one differentiates too.
    """

    name: str
    predictions: tuple[str, ...]
    variables: tuple[str, ...]
    parameters: tuple[str, ...]
    sizes: Mapping[str, str]
    domains: Mapping[str, Domain]
    defaults: Mapping[str, Fraction]
    whole: Callable[[Sizes], Term]
    classes: str = ""
    derivatives: tuple[str, ...] = ()

    @property
    def points(self) -> tuple[str, ...]:
        """The arguments that may be arrays."""
        return (*self.predictions, *self.variables)

    @property
    def names(self) -> tuple[str, ...]:
        """All arguments, in order."""
        return (*self.points, *self.parameters)

    def flat(self, sizes: Sizes) -> tuple[str, ...]:
        """The symbols of the term of numbers, in the order of the arguments."""
        return tuple(one for name in self.names for one in self.entries(name, sizes))

    def entries(self, name: str, sizes: Sizes) -> tuple[str, ...]:
        """The symbols of an argument: one, or those of a vector's entries."""
        return entries(name, sizes[self.sizes[name]]) if name in self.sizes else (name,)


def entries(name: str, count: int) -> tuple[str, ...]:
    """The symbols of a vector's entries."""
    return tuple(f"{name}[{number}]" for number in range(1, count + 1))


def defined(loss: str | PathLike[str] | Loss | object) -> Defined:
    """The definition of a loss.

    Args:
        loss: The name of a loss of this package, the path of a file ``NAME.toml``, or a loss that has been read.

    Raises:
        UnknownName: There is no loss of that name.
        LossError: The file can't be read, or doesn't define a loss.
        ValueError: It is something else, or a page that no loss belongs to.
    """
    loss = getattr(loss, "loss", loss)
    if isinstance(loss, Loss):
        return of_loss(loss)
    if not isinstance(loss, str | PathLike):
        raise ValueError(f"loss: expected a name, the path of a TOML file or a Loss, got {type(loss).__name__}")
    path = fspath(loss)
    if isinstance(loss, PathLike) or path.endswith(".toml"):
        return of_loss(read(path))
    catalogue.known(path)
    if path in registry.names():
        return of_package(path)
    return of_loss(read(collection.paths()[path]))


def of_package(name: str) -> Defined:
    """A loss whose derivation is written by hand.

    Raises:
        ValueError: It has no code, and no loss of one sample.
    """
    plan = registry.load(name)
    if plan.sample:
        return of_loss(Loss(name, **plan.sample))
    if name == "softmax":
        labels = plan.context.by_name["Y"]
        domains: dict[str, Domain] = {"z": REAL, "y": read_domain(labels.domain) or REAL}
        whole = lru_cache(maxsize=16)(softmax_of_one_sample)
        by_size: Callable[[Sizes], Term] = lambda sizes: whole(sizes["K"])  # noqa: E731
        return Defined(name, ("z",), ("y",), (), {"z": "K", "y": "K"}, domains, {}, by_size, "y")
    with_code = ", ".join(other for other in registry.names() if registry.has_code(other))
    raise ValueError(f"loss: expected one with a loss of a single sample ({with_code}, the collection), got {name!r}")


def softmax_of_one_sample(count: int) -> Term:
    """The cross-entropy of softmax regression for one sample, from the definitions of its page."""
    context = registry.load("softmax").context
    left, right = context.equations["softmax"]

    def opened(term: Term) -> Term:
        bound = next(match(left, term, {}), None) if isinstance(term, Entry) else None
        if bound is not None:
            return build(right, bound)
        return type(term)(*map(opened, term.children)) if term.children else term

    names = {"Z": "z", "Y": "y"}
    return written_out(opened(context.equations["softmax_cross_entropy"][1]), {"m": 1, "K": count}, names)


def of_loss(loss: Loss) -> Defined:
    """A loss that a file defines."""
    context = context_of(loss)
    term = unfolded(context.variables[loss_symbol(loss)[0]], context)
    sizes = {name: size for name, size in loss.sizes.items() if name in loss.domains}
    known = lru_cache(maxsize=16)(partial(of_sizes, term))
    return Defined(
        loss.name, loss.predictions, tuple(loss.variables), tuple(loss.parameters), sizes, loss.domains, loss.defaults,
        lambda lengths: known(tuple(sorted(lengths.items()))), derivatives=loss.derivatives,
    )  # fmt: skip


def of_sizes(term: Term, sizes: tuple[tuple[str, int], ...]) -> Term:
    """A term with its sums written out."""
    return written_out(term, dict(sizes), {})


def written_out(term: Term, sizes: Sizes, names: Mapping[str, str]) -> Term:
    """A term as one of numbers: every sum over an index term by term.

    Args:
        term: A term without free indices.
        sizes: The value of each size.
        names: The vectors that are called otherwise in the result; of several indices the last is kept.
    """
    if isinstance(term, Variable):
        return Constant(sizes[term.name]) if term.name in sizes else term
    if isinstance(term, Entry):
        return Variable(f"{names.get(term.base.name, term.base.name)}[{term.indices[-1]}]")
    if isinstance(term, core.Kronecker):
        return Constant(int(term.children[0] == term.children[1]))
    if isinstance(term, Binder):
        index, _, high, body = term.children
        count = sizes[high.name]
        parts = [written_out(substitute(body, index, Constant(n)), sizes, names) for n in range(1, count + 1)]
        if isinstance(term, core.IndexedProduct):
            return Times.of(*parts)
        if isinstance(term, core.Summation):
            return Plus.of(*parts)
        most = parts[0]
        for part in parts[1:]:
            most = Maximum(most, part)
        return most if isinstance(term, core.Largest) else Plus.of(*parts, Negative(most))
    if not term.children:
        return term
    return type(term)(*(written_out(child, sizes, names) for child in term.children))
