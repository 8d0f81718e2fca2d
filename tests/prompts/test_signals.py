"""Signals that end a question, as many as come: one of them ends it, and nothing complains."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from types import FrameType

import pytest
from support.effort import size

from salescli.prompts.signals import end_of_input_on_hangup

ENDING = (signal.SIGHUP, signal.SIGTERM)


def _end() -> None:
    raise EOFError


@pytest.fixture
def _quiet():
    """Signals that end nobody while no question is there."""

    def nothing(_number: int, _frame: FrameType | None) -> None:
        pass

    before = {number: signal.signal(number, nothing) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("_quiet")
def test_the_handlers_are_what_they_were():
    before = [signal.getsignal(number) for number in (*ENDING, signal.SIGINT)]
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with end_of_input_on_hangup(_end) as ignore_signals:
        ignore_signals()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    with pytest.raises(EOFError), end_of_input_on_hangup(_end):
        os.kill(os.getpid(), signal.SIGTERM)
    assert [signal.getsignal(number) for number in (*ENDING, signal.SIGINT)] == before
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == mask


HAIL = """
import os, signal, subprocess, sys
from salescli.prompts.signals import end_of_input_on_hangup

def end():
    raise EOFError

lost = []
sys.unraisablehook = lambda raised: lost.append(repr(raised.exc_value))
for number in (signal.SIGHUP, signal.SIGTERM):
    signal.signal(number, lambda number, frame: None)
script = f"while kill -HUP {os.getpid()} 2>/dev/null; do :; done"
with subprocess.Popen(["/bin/sh", "-c", script]) as hail:
    ended = 0
    while ended < int(sys.argv[1]):
        try:
            with end_of_input_on_hangup(end) as ignore_signals:
                ignore_signals()
        except EOFError:
            ended += 1
    hail.kill()
print(lost)
"""


def test_a_hail_of_signals_is_not_complained_of():
    """A closed terminal sends more than one: of one that gets lost Python writes a traceback.

    In a process of its own, as a command is: a thread more, as the tests' workers have, takes
    signals that the first one holds back.
    """
    line = [sys.executable, "-c", HAIL, str(size(3, 500))]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "")
