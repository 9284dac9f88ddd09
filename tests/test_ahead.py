"""Work that another core does meanwhile gives what it would give here."""

import os

import pytest

from derivations.own.ahead import Ahead
from derivations.own.file import read
from derivations.own.result import Derived
from tests.commands import ROOT


def test_the_result_is_that_of_the_function():
    assert Ahead(lambda: 6 * 7).result() == 42


def test_it_is_another_process_where_there_is_a_second_core(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    assert Ahead(os.getpid).result() != os.getpid()
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert Ahead(os.getpid).result() == os.getpid()


@pytest.mark.parametrize("cores", (1, 2))
def test_an_error_is_raised_where_the_result_is_asked_for(monkeypatch, cores):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)

    def fails() -> None:
        raise ValueError("no such convention")

    ahead = Ahead(fails)
    with pytest.raises(ValueError, match="no such convention"):
        ahead.result()


def test_a_worker_that_dies_is_no_loss(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    here = os.getpid()

    def dies_elsewhere() -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done here"

    assert Ahead(dies_elsewhere).result() == "done here"


def test_the_other_conventions_are_the_same(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    loss = read(ROOT / "docs/examples/poisson.toml")
    early, late = Derived(loss, ahead=True), Derived(loss)
    assert early.to_markdown() == late.to_markdown()
    assert early.chain == late.chain
    assert early._ahead is not None and late._ahead is None
