"""What holds for all tests."""

from __future__ import annotations

import signal
from collections.abc import Generator

import pytest

# Whoever starts the tests in the background (`nohup make test &`) has them ignore what a terminal sends, and with
# them every process that they start to see how it ends.
for name in ("SIGINT", "SIGHUP"):
    number = getattr(signal, name, None)  # Windows has no terminals that hang up
    if number is not None and signal.getsignal(number) is signal.SIG_IGN:
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One worker more than there are cores: many tests wait for a process or a deadline, and another can run."""
    return (yield) + 1
