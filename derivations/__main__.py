"""``python -m derivations``: the command line, which an interrupt ends quietly even while it is being imported."""

import signal
import sys


def main() -> None:
    """The entry point."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # nothing is to be cleaned up yet
    try:
        from .cli import main as run

        signal.signal(signal.SIGINT, before)
        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
