"""Work that another core does meanwhile. In: a function. Out: what it returns, when that is asked for."""

from __future__ import annotations

import multiprocessing
import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class Ahead(Generic[Made]):
    """A function's result, worked out by a copy of this process if the system can make one, else when it is asked for.

    Args:
        work: The function. What it returns must be picklable; an error is met again by doing the work here.
    """

    def __init__(self, work: Callable[[], Made]) -> None:
        self.work = work
        self.process: Any = None
        if (os.cpu_count() or 1) < 2 or "fork" not in multiprocessing.get_all_start_methods():
            return
        with suppress(OSError):
            context = multiprocessing.get_context("fork")
            self.receiver, sender = context.Pipe(duplex=False)
            self.process = context.Process(target=send, args=(work, sender), daemon=True)
            self.process.start()
            sender.close()

    def result(self) -> Made:
        """What the function returns, or the error that it raises."""
        if self.process is None:
            return self.work()
        try:
            found: Made = pickle.loads(self.receiver.recv_bytes())
        except (EOFError, OSError):  # it ended without a result
            return self.work()
        finally:
            self.receiver.close()
            self.process.join()
        return found


def send(work: Callable[[], Any], sender: Any) -> None:
    """Send what a function returns; nothing where it raises an error."""
    with suppress(Exception):
        sender.send_bytes(pickle.dumps(work()))
