"""What the names of a user's loss mean. In: the loss. Out: its context, with the loss itself as a defined symbol."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from ..terms.context import Context, Definition, DefinitionKind, Kind, Symbol, Text
from ..terms.domain import Finite, to_unicode
from ..terms.text import to_text
from .definition import Loss
from .names import all_shown, entry_of

BINARY = Finite((Fraction(0), Fraction(1)))

LOSS_NAMES = (("ell", r"\ell", "ℓ"), ("loss", r"\mathcal{L}", "ℒ"), ("ell_loss", r"\ell^{*}", "ℓ*"))
"""What the loss may be called: the first that the user doesn't use."""

DEFINING_LOSS = "loss"
"""The name of the definition by which the loss holds."""


def loss_symbol(loss: Loss) -> tuple[str, str, str]:
    """The loss's name, its LaTeX and its Unicode."""
    for found in LOSS_NAMES:
        if found[0] not in loss.declared:
            return found
    number = next(n for n in range(1, 1000) if f"ell_{n}" not in loss.declared)
    return f"ell_{number}", rf"\ell_{{({number})}}", f"ℓ({number})"


def defining(name: str) -> str:
    """The name of the definition of a user's abbreviation."""
    return f"define_{name}"


def meaning(name: str, part: str, loss: Loss) -> Text:
    """What a symbol is, in general words."""
    if part == "prediction":
        if len(loss.predictions) > 1:
            return {"en": "one of the predictions, unconstrained", "zh": "预测值之一，无约束"}
        return {"en": "the prediction, unconstrained", "zh": "预测值，无约束"}
    if part == "variables":
        if loss.domains[name] == BINARY:
            return {"en": "the label", "zh": "标签"}
        return {"en": "given with the sample", "zh": "随样本给定"}
    if part == "parameters":
        return {"en": "a parameter of the loss", "zh": "损失的参数"}
    return {"en": "an abbreviation", "zh": "简记"}


def vector_symbols(loss: Loss) -> tuple[list[Symbol], list[tuple[str, str, str]]]:
    """The symbols of sizes and indices, and the ranges of the sizes."""
    by = next((loss.sizes[name] for name in (*loss.predictions, *loss.derivatives) if name in loss.sizes), "")
    letters = {**loss.indices, **dict.fromkeys(loss.moving if by else (), by)}
    symbols = [
        Symbol(
            size, Kind.SIZE, "1, 2, 3, …", {"en": "how many entries a vector has", "zh": "向量的分量个数"}, size, size
        )
        for size in loss.size_names
    ]
    words = {"en": "the number of an entry", "zh": "分量的序号"}
    for letter, size in letters.items():
        symbols.append(Symbol(letter, Kind.INDEX, f"1 … {size}", words, letter, letter, runs=("1", size)))
    return symbols, [(size, "1", size) for size in loss.size_names]


def symbol_kind(name: str, part: str, loss: Loss) -> Kind:
    """What kind of symbol a name is."""
    if part == "variables":
        return Kind.LABEL if loss.domains[name] == BINARY else Kind.DATA
    return Kind.DEFINED if part == "definitions" else Kind.PARAMETER


def context_of(loss: Loss) -> Context:
    """The symbols and definitions of a loss."""
    looks = all_shown(loss.declared)
    symbols, ranges = vector_symbols(loss)
    for name, part in loss.declared.items():
        latex, text = looks[name]
        symbol = Symbol(
            name,
            symbol_kind(name, part, loss),
            to_unicode(loss.domains[name]) if name in loss.domains else "real",
            meaning(name, part, loss),
            latex,
            text,
        )
        if name in loss.sizes:
            entry = entry_of(latex)
            symbol = replace(symbol, shape=(loss.sizes[name],), entry=entry, entry_unicode=f"{text}{{0}}")
        symbols.append(symbol)
    ell, latex, text = loss_symbol(loss)
    words = {"en": "the loss of one sample", "zh": "一个样本的损失"}
    symbols.append(Symbol(ell, Kind.DEFINED, "real", words, latex, text))
    definitions = [
        Definition(
            defining(name),
            f"{name}[{loss.entries[name]}]" if name in loss.entries else name,
            to_text(term),
            DefinitionKind.DEFINITION,
            {"en": f"What {looks[name][1]} is", "zh": f"{looks[name][1]} 的意义"},
            {"en": f"What {looks[name][1]} stands for.", "zh": f"{looks[name][1]} 所代表的式子。"},
        )
        for name, term in loss.definition_terms.items()
    ]
    definitions.append(
        Definition(
            DEFINING_LOSS,
            ell,
            to_text(loss.term),
            DefinitionKind.DEFINITION,
            {"en": "The loss", "zh": "损失"},
            {"en": "The loss of one sample, as it is defined.", "zh": "一个样本的损失，依其定义。"},
        )
    )
    words = {"en": "What entries add up to", "zh": "分量之和"}
    sentence = {"en": "The entries add up to this number.", "zh": "各分量之和为此数。"}
    for number, (total, value) in enumerate(loss.totals, 1):
        name = "total" if len(loss.totals) == 1 else f"total_{number}"
        definitions.append(Definition(name, to_text(total), to_text(value), DefinitionKind.DATA, words, sentence))
    return Context(tuple(symbols), tuple(definitions), tuple(ranges))


def assumptions_of(loss: Loss) -> tuple[str, ...]:
    """What is assumed throughout: in which domain each name lies."""
    return tuple(f"{name} in {to_unicode(domain)}" for name, domain in loss.domains.items())
