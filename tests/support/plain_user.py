"""A process that may read and write what its user may, also where that user is root."""

from __future__ import annotations

import ctypes
import os

_DROP = 24  # PR_CAPBSET_DROP
_OVERRIDE = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
_VERSION = 0x20080522


def obey_permissions() -> None:
    """Let this process, and those that it starts, meet the permissions of files as others do."""
    if os.geteuid():
        return
    libc = ctypes.CDLL(None, use_errno=True)
    for number in _OVERRIDE:
        assert libc.prctl(_DROP, number, 0, 0, 0) == 0, os.strerror(ctypes.get_errno())
    header = (ctypes.c_uint32 * 2)(_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable, twice
    assert libc.capget(header, sets) == 0
    for place in (0, 1):
        for number in _OVERRIDE:
            sets[place] &= ~(1 << number)
    assert libc.capset(header, sets) == 0, os.strerror(ctypes.get_errno())
