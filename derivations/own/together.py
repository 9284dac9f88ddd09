"""Work that two cores do together. In: jobs, each a function. Out: what they return, when that is asked for."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Thread
from typing import Any

Job = Callable[[], Any]


class Together:
    """Jobs that this process and a copy of it work off: each is done by the one that comes to it first.

    The copy begins with the last job; here a job is done when its result is asked for, unless the copy has taken it.
    Where the system can make no copy, all are done here.

    Args:
        jobs: The functions by their names. What they return must be picklable; an error is met again here.
        alone: Make no copy.
    """

    def __init__(self, jobs: Mapping[str, Job], alone: bool = False) -> None:
        self.jobs, self.found = dict(jobs), dict[str, Any]()
        self.process: Any = None
        if alone or (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return
        with suppress(OSError):
            context = multiprocessing.get_context("fork")
            # Whoever gets a job's lock does the job, and keeps the lock.
            self.taken = {name: context.Lock() for name in jobs}
            self.receiver, sender = context.Pipe(duplex=False)
            ended, self.alive = context.Pipe(duplex=False)  # never written to: it ends with this process
            own = (self.receiver, self.alive)
            self.process = context.Process(
                target=work_off, args=(self.jobs, self.taken, sender, ended, own), daemon=True
            )
            self.process.start()
            sender.close()
            ended.close()

    def result(self, name: str) -> Any:
        """What the job of that name returns, or the error that it raises."""
        if name not in self.found:
            mine = self.process is None or self.taken[name].acquire(block=False)
            self.found[name] = self.jobs[name]() if mine else self.received(name)
        return self.found[name]

    def received(self, name: str) -> Any:
        """What the copy has found for a job; worked out here if it has ended without that."""
        while name not in self.found:
            try:
                other, succeeded, made = self.receiver.recv()
            except (EOFError, OSError):
                return self.jobs[name]()
            if succeeded:
                self.found[other] = made
            elif other == name:
                return self.jobs[name]()
        return self.found[name]


def work_off(jobs: Mapping[str, Job], taken: Mapping[str, Any], sender: Any, ended: Any, others: Sequence[Any]) -> None:
    """Do jobs, the last one first, and send what they return; a thread sends, so that a full pipe stops no work.

    Args:
        jobs: The functions by their names.
        taken: Their locks.
        sender: Where results are sent.
        ended: A pipe that ends when the first process does, however that comes about.
        others: The first process's ends of the pipes, which are its own alone.
    """
    for end in others:
        end.close()
    Thread(target=follow, args=(ended,), daemon=True).start()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)  # it ends at once; the first process alone tells of an interrupt
    with ThreadPoolExecutor(1) as post:
        for name, job in reversed(list(jobs.items())):
            if taken[name].acquire(block=False):
                made: tuple[str, bool, Any] = (name, False, None)
                with suppress(Exception):
                    made = (name, True, job())
                post.submit(send, sender, made)


def send(sender: Any, made: tuple[str, bool, Any]) -> None:
    """Send what was made, or that it couldn't be sent.

    It goes to the process of which this one is a copy, through a pipe that nobody else holds: no file and no stranger
    comes between, so the pipe's own way of writing objects will do.
    """
    try:
        sender.send(made)
    except OSError:  # the other end is closed
        raise
    except Exception:
        sender.send((made[0], False, None))


def follow(ended: Any) -> None:
    """End with the first process."""
    with suppress(OSError):
        ended.poll(None)
    os._exit(1)
