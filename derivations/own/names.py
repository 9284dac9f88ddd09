"""How a user's names look. In: a name as text. Out: it as LaTeX and as Unicode."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
ACCENTS = {"hat": (r"\hat", "\u0302"), "bar": (r"\bar", "\u0304"), "tilde": (r"\tilde", "\u0303")}
LOW = dict(zip("0123456789aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))


def letter(word: str) -> tuple[str, str]:
    """A word without subscripts: a letter, a Greek letter by its name, or a word in upright type."""
    if word in GREEK:
        return (r"\varepsilon" if word == "epsilon" else f"\\{word}"), GREEK[word]
    return (word if len(word) == 1 else rf"\mathrm{{{word}}}"), word


def shown(name: str) -> tuple[str, str]:
    r"""A name as LaTeX and as Unicode: ``alpha_1`` is ``\alpha_{1}`` and ``α₁``."""
    base, *rest = [part for part in name.split("_") if part]
    numbered = re.fullmatch(r"([A-Za-z]|" + "|".join(GREEK) + r")(\d+)", base)
    if numbered:
        base, rest = numbered[1], [numbered[2], *rest]
    joined = re.fullmatch(r"([A-Za-z])(hat|bar|tilde)", base)
    if joined:
        base, rest = joined[1], [joined[2], *rest]
    latex, text = letter(base)
    if rest and rest[0] in ACCENTS:
        command, sign = ACCENTS[rest.pop(0)]
        latex, text = f"{command}{{{latex}}}", unicodedata.normalize("NFC", text + sign) if len(text) == 1 else text
    if rest:
        latex += f"_{{{', '.join(part if part.isdigit() else letter(part)[0] for part in rest)}}}"
        below = rest[0] if len(rest) == 1 and (len(rest[0]) <= 2 or rest[0].isdigit()) else ""
        small = "".join(LOW.get(sign, " ") for sign in below)
        text = text + small if small.strip() and " " not in small else name
    return latex, text


def entry_of(latex: str) -> str:
    r"""How an entry of it is written, for ``format``: that of ``y`` is ``y_{i}``, that of ``y_{1}`` is ``y_{1, i}``."""
    escaped = latex.replace("{", "{{").replace("}", "}}")
    return f"{escaped[:-2]}, {{0}}}}}}" if "_{" in latex and latex.endswith("}") else f"{escaped}_{{{{{{0}}}}}}"


def all_shown(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """All names of a loss, each in a form of its own: two that would look the same are spelt out."""
    found = {name: shown(name) for name in names}
    for place in (0, 1):
        looks = [forms[place] for forms in found.values()]
        for name, forms in found.items():
            if looks.count(forms[place]) > 1:
                found[name] = (rf"\mathrm{{{name}}}".replace("_", r"\_"), name)
    return found
