"""A derivation on a terminal: it fits, nothing is cut."""

from __future__ import annotations

import itertools

import pytest
from rich.console import Console

from derivations.losses.logistic import PLAN
from derivations.render.plain import to_plain
from derivations.render.show import show, verification_table
from derivations.render.wrap import width, wrap
from derivations.rules.book import RULES
from derivations.verify.verdict import Checked

CONTEXT = PLAN.context


def printed(checked: Checked, columns: int, **options: object) -> list[str]:
    console = Console(width=columns, record=True, file=None, force_terminal=False, quiet=False)
    with console.capture() as capture:
        show(checked, console, **options)  # type: ignore[arg-type]
    return capture.get().splitlines()


@pytest.mark.parametrize("columns", [0, 1, 20, 40])
def test_a_narrow_terminal_cuts_nothing(checked: Checked, columns: int) -> None:
    lines = printed(checked, columns, stage="gradient", detail=True)
    assert columns < 40 or max(map(width, lines)) <= columns
    text = " ".join(" ".join(lines).split()).replace("- ", "-")
    assert "Gradient from the differential" in text
    assert sum(line.endswith("✓") for line in lines) >= 20


@pytest.mark.parametrize("options", [{}, {"detail": True}, {"stage": "simplify-loss"}])
def test_a_derivation_fits_a_terminal_of_80_columns(checked: Checked, options: dict) -> None:
    lines = printed(checked, 80, **options)
    assert max(map(width, lines)) <= 80
    text = "\n".join(lines)
    assert "   =② −(1/m) Σᵢ₌₁ᵐ [yᵢ θᵀxᵢ − log(exp(θᵀxᵢ) (1 + exp(−θᵀxᵢ)))]" in text
    assert (RULES["commute_sum"].title["en"] in text) == ("detail" in options)
    assert not set(text) & set("\ue000\ue001\ue002")
    assert ("Setting and hypothesis" in text) == ("stage" not in options)


def test_wrapped_formulas_keep_their_text(checked: Checked) -> None:
    for stage in checked.stages:
        for line, columns in itertools.product(stage.derivation.lines, (30, 50, 72)):
            text = to_plain(line, CONTEXT)
            assert "".join("".join(wrap(text, columns)).split()) == "".join(text.split())


def test_the_table_of_verdicts(checked: Checked) -> None:
    console = Console(width=80)
    with console.capture() as capture:
        console.print(verification_table(checked))
    text = capture.get()
    assert max(map(len, text.splitlines())) <= 80
    for stage in checked.stages:
        assert stage.derivation.name in text
    assert text.count("✓") == len(checked.stages)
