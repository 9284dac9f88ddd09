"""Made-up losses, varied and well-formed. In: a seed and how many. Out: losses; the same seed gives the same ones.

Terms are drawn by what their values may be (any number, positive, between 0 and 1), so that every logarithm and root
has a value by construction. Whether the engine can show that is another matter, and part of what is measured.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from derivations import Loss

LABELS = ("{0, 1}", "[0, 1]")
SIGNS = "{-1, 1}"
COUNTS = "{0, 1, 2, ...}"
WEIGHT = "(0, inf)"


class Maker:
    """One loss in the making: what it has declared so far."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.variables: dict[str, str] = {}
        self.parameters: dict[str, str] = {}
        self.definitions: dict[str, str] = {}

    def weight(self) -> str:
        """A positive number: a constant, or a parameter."""
        if self.draw.random() < 0.4:
            return self.draw.choice(("2", "3", "(1/2)", "(3/4)", "(5/2)", "(1/10)"))
        name = self.draw.choice("abc")
        self.parameters[name] = WEIGHT
        return name

    def linear(self) -> str:
        """A number of any sign that is affine in z."""
        target = self.draw.choice(("y", "t"))
        return self.draw.choice((
            lambda: "z",
            lambda: f"({self.weight()}*z)",
            lambda: f"(z - {self.real(target)})",
            lambda: f"(z + {self.weight()})",
            lambda: f"({self.real('s', SIGNS)}*z)",
        ))()  # fmt: skip

    def real(self, name: str, domain: str = "real") -> str:
        """A variable of that name, declared unless it is already."""
        self.variables.setdefault(name, domain)
        return name

    def unit(self) -> str:
        """A number between 0 and 1, as a definition of its own."""
        form = self.draw.choice(("sigmoid({0})", "1/(1 + exp(-({0})))", "normal_cdf({0})", "1 - exp(-exp({0}))"))
        self.definitions["p"] = form.format(self.linear())
        return "p"

    def positive(self) -> str:
        """A positive number."""
        inner = self.linear()
        return self.draw.choice((
            f"exp({inner})", f"(1 + exp({inner}))", f"cosh({inner})", f"(1 + {inner}**2)", f"sqrt(1 + {inner}**2)",
            f"softplus({inner})", f"({self.weight()} + exp(-({inner})))",
        ))  # fmt: skip


def classification(m: Maker) -> str:
    """The log-likelihood of a label, perhaps with weights or a focus."""
    p, y = m.unit(), m.real("y", m.draw.choice(LABELS))
    first, second = m.draw.choice((("", ""), (f"{m.weight()}*", ""), (f"(1 - {p})*", f"{p}*")))
    return f"-({y}*{first}log({p}) + (1 - {y})*{second}log(1 - {p}))"


def margin(m: Maker) -> str:
    """A function of the label times the prediction."""
    inner = f"{m.real('s', SIGNS)}*z"
    return m.draw.choice((
        f"log(1 + exp(-{m.weight()}*{inner}))", f"exp(-{inner})", f"softplus({m.weight()} - {inner})",
        f"max(0, 1 - {inner})", f"(1 - {inner})**2", f"1 - tanh({m.weight()}*{inner})",
        f"log_base(2, 1 + exp(-{inner}))",
    ))  # fmt: skip


def counting(m: Maker) -> str:
    """The log-likelihood of a count or of a positive number, with a log link."""
    y = m.real("y", m.draw.choice((COUNTS, WEIGHT)))
    return m.draw.choice((
        f"exp(z) - {y}*z + lgamma({y} + 1)", f"{m.weight()}*({y}*exp(-z) + z)", f"{y}*z + log(1 + exp(-z))",
        f"({y} + {m.weight()})*log(1 + exp(z)) - {y}*z",
    ))  # fmt: skip


def regression(m: Maker) -> str:
    """A function of the distance to a target."""
    r = f"(z - {m.real('t')})"
    return m.draw.choice((
        f"{r}**2/2", f"abs({r})", f"log(cosh({r}))", f"sqrt(1 + {r}**2) - 1", f"log(1 + {r}**2/{m.weight()})",
        f"where(abs({r}) < 1, {r}**2/2, abs({r}) - 1/2)", f"max({m.weight()}*{r}, -{r})", f"1 - exp(-{r}**2/2)",
    ))  # fmt: skip


def any_positive(m: Maker) -> str:
    """A positive number, or its logarithm."""
    return m.draw.choice(("{}", "log({})")).format(m.positive())


FAMILIES: tuple[Callable[[Maker], str], ...] = (classification, margin, counting, regression, any_positive)


def losses(count: int, seed: int = 0) -> list[Loss]:
    """Made-up losses of one prediction, no two the same: of one family, or the weighted sum of two."""
    draw = random.Random(seed)
    found: dict[tuple[str, ...], Loss] = {}
    while len(found) < count:
        m = Maker(draw)
        expression = draw.choice(FAMILIES)(m)
        if draw.random() < 0.4:
            expression += f" + {m.weight()}*({draw.choice((regression, any_positive))(m)})"
        texts = (expression, *m.definitions.values())
        if texts not in found:
            used = set(re.findall(r"[a-z_]+", " ".join(texts)))
            variables, parameters = (
                {name: domain for name, domain in table.items() if name in used}
                for table in (m.variables, m.parameters)
            )
            name = f"made_up_{len(found) + 1:03}"
            found[texts] = Loss(name, expression, variables=variables, parameters=parameters, definitions=m.definitions)
    return list(found.values())
