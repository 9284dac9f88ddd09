"""Jobs that two processes share give what they would give in one."""

import os
import subprocess
import sys
import time
from collections.abc import Callable

import pytest

from derivations.own.file import read
from derivations.own.result import Derived
from derivations.own.together import Together
from tests.commands import ROOT


@pytest.fixture(params=(1, 2), ids=("one core", "two cores"))
def cores(request, monkeypatch) -> int:
    """How many cores the machine seems to have."""
    monkeypatch.setattr(os, "cpu_count", lambda: request.param)
    return int(request.param)


def numbered(job: Callable[[int], object], count: int = 20) -> dict[str, Callable[[], object]]:
    return {str(n): lambda n=n: job(n) for n in range(count)}


def test_each_result_is_that_of_its_job(cores):
    work = Together(numbered(lambda n: n * n))
    assert [work.result(str(n)) for n in range(20)] == [n * n for n in range(20)]


def test_a_job_is_done_once_by_one_of_the_two(cores, tmp_path):
    def job(n: int) -> int:
        with (tmp_path / str(n)).open("x"):  # a second time fails, and the error is met here
            time.sleep(0.1)
            return os.getpid()

    work = Together(numbered(job))
    doers = {work.result(str(n)) for n in range(20)}
    assert len(list(tmp_path.iterdir())) == 20
    assert os.getpid() in doers if cores == 1 else doers - {os.getpid()}


def test_a_result_may_be_larger_than_a_pipe(cores):
    work = Together(numbered(lambda n: bytes(n * 10**6), 4))
    assert [len(work.result(str(n))) for n in range(4)] == [0, 10**6, 2 * 10**6, 3 * 10**6]


def test_an_error_is_raised_where_the_result_is_asked_for(cores):
    def fails(n: int) -> int:
        if n == 2:
            raise ValueError("no such convention")
        return n

    work = Together(numbered(fails, 4))
    with pytest.raises(ValueError, match="no such convention"):
        work.result("2")
    assert [work.result(n) for n in "310"] == [3, 1, 0]


def test_what_cannot_be_sent_is_worked_out_here(cores):
    (made,) = Together({"function": lambda: [lambda: 42]}).result("function")
    assert made() == 42


def test_a_worker_that_dies_is_no_loss(cores):
    here = os.getpid()

    def dies_elsewhere(n: int) -> str:
        if os.getpid() != here:
            os._exit(1)
        return "done here"

    work = Together(numbered(dies_elsewhere, 3))
    assert {work.result(n) for n in "012"} == {"done here"}


@pytest.mark.parametrize("name", ("poisson", "class_weighted_cross_entropy"))
def test_a_loss_that_two_cores_work_on_is_derived_the_same(name, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    loss = read(ROOT / f"docs/examples/{name}.toml")
    shared, alone = Derived(loss, cores=2), Derived(loss)
    assert shared.verify().publishable
    assert shared.files() == alone.files()
    assert shared.chain == alone.chain
    again = Derived(loss, chain=alone.chain, cores=2)
    assert again.files() == alone.files() and again.chain == alone.chain


def test_an_interrupt_is_told_once():
    script = (
        "import os, signal, sys, time; from derivations.own.together import Together\n"
        "work = Together({'first': lambda: 1, 'second': lambda: time.sleep(60)})\n"
        "time.sleep(1)\n"
        "os.killpg(0, signal.SIGINT)\n"
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=50, start_new_session=True)
    assert done.stderr.count("KeyboardInterrupt") == 1


def test_a_copy_ends_with_the_first_process():
    script = (
        "import os, time; from derivations.own.together import Together\n"
        "work = Together({'first': lambda: 1, 'second': lambda: time.sleep(600)})\n"
        "print(work.process.pid, flush=True)\n"
        "time.sleep(0.5)\n"
        "os.abort()"
    )
    # What it prints is read until nobody holds its output any more: a copy that lives on would hold it.
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode < 0 and done.stdout.strip().isdigit()
