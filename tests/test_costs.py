"""What code costs beside its plain evaluation; code that is too dear is refused, with the reason."""

from dataclasses import replace

import pytest

import derivations
from derivations import collection
from derivations.emit.ir import Instruction
from derivations.emit.quantities import program_of
from derivations.outcome import Failure
from derivations.own import costs
from derivations.own.costs import LIMIT, Costs, TooDear, check, compared, plain_code


@pytest.fixture(scope="module")
def margin() -> derivations.Derived:
    return derivations.derive("log(1 + exp(-y*z))", variables={"y": "{-1, 1}"}, name="margin")


def test_the_plain_program_computes_the_derived_lines(margin: derivations.Derived) -> None:
    source = margin.plain_code()
    scope: dict = {"__name__": "margin_plain"}
    exec(compile(source, "margin_plain.py", "exec"), scope)
    own = scope["pointwise_loss_gradient_hessian"]([0.5, -1.0], [1.0, -1.0])
    right = derivations.reference(margin.loss).loss_gradient_hessian([0.5, -1.0], [1.0, -1.0])
    for mine, value in zip(own, right, strict=True):
        assert mine == pytest.approx(value, rel=1e-12)
    assert scope["pointwise_loss"](-1000.0, 1.0) == float("inf")  # the plain line overflows; the stable one doesn't


def test_the_costs_of_a_margin_loss(margin: derivations.Derived) -> None:
    found = margin.costs
    assert 0 < found.plain <= found.emitted <= LIMIT * found.plain
    assert found.more["log1p"] > 0
    assert "times as much" in found.text
    check("margin", found)


def test_a_corrupted_program_is_too_dear(margin: derivations.Derived) -> None:
    code = margin._lines_of_code
    emitted, plain = program_of(code), program_of(plain_code(code, margin._unchecked))
    number = emitted.numbers["hessian"][0]
    for _ in range(40):  # forty exponentials more than there are
        number = emitted.program.add(Instruction("exp", (number,)))
    damaged = compared(replace(emitted, numbers={**emitted.numbers, "hessian": (number,)}), plain)
    assert damaged.ratio > LIMIT
    with pytest.raises(TooDear, match=r"margin: the code of loss, gradient and Hessian together costs .*: exp 195"):
        check("margin", damaged)


def test_an_exception_is_recorded_and_doesnt_outlive_its_reason() -> None:
    dear, cheap = Costs(100.0, 10.0, {"power": 90.0}), Costs(20.0, 10.0, {})
    check("made_up", dear, {"made_up": "why"})
    check("made_up", cheap, {})
    with pytest.raises(TooDear, match="power 90"):
        check("made_up", dear, {})
    with pytest.raises(TooDear, match="within the limit"):
        check("made_up", cheap, {"made_up": "why"})
    assert all(len(reason) > 20 and name in collection.names() for name, reason in costs.DEAR.items())


def test_generate_refuses_a_loss_that_is_too_dear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costs, "LIMIT", 1.0)
    with pytest.raises(Failure, match=r"poisson: .* costs .* what it adds"):
        monkeypatch.setattr(derivations.Derived, "costs", Costs(100.0, 10.0, {"exp": 90.0}))
        collection.make("poisson")
