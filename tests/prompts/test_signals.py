"""Signals that end a question, as many as come: one of them ends it, and nothing complains."""

from __future__ import annotations

import gc
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


@pytest.fixture
def _unwatched():
    """No listeners to garbage collection, as hypothesis has: what is raised within them is lost."""
    listeners = gc.callbacks[:]
    gc.callbacks.clear()
    yield
    gc.callbacks.extend(listeners)


@pytest.mark.usefixtures("_quiet", "_unwatched")
def test_a_hail_of_signals_is_not_complained_of(monkeypatch):
    """A closed terminal sends more than one: of one that gets lost Python writes a traceback."""
    lost = []
    monkeypatch.setattr(
        sys,
        "unraisablehook",
        lambda raised: lost.append(repr((raised.err_msg, raised.object, raised.exc_value))),
    )
    script = f"while kill -HUP {os.getpid()} 2>/dev/null; do :; done"
    with subprocess.Popen(["/bin/sh", "-c", script]) as hail:
        ended = 0
        while ended < size(3, 500):
            try:
                with end_of_input_on_hangup(_end) as ignore_signals:
                    ignore_signals()
            except EOFError:
                ended += 1
        hail.kill()
    assert lost == []
