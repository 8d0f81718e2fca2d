"""A server that forks the installed command, so that a run costs no start of Python.

It loads the entry point of the `salescli` program by its name, as the program itself does, and all
modules of the package; each request is then a fork that runs the entry point as `__main__` would.
What is run is the same; only the time in which nothing is written yet is gone, so that a kill at
a random moment nearly always hits work. Spoken to by `running`, one JSON line a request:

    {"args": […], "cwd": …, "env": {…}, "out": FILE, "err": FILE}  ->  {"pid": …}
    {"wait": PID}                                                       ->  {"status": …}

The child leads a process group of its own. Who is orphaned by a kill is reaped here.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import pkgutil
import signal
import sys
import time
import traceback
from contextlib import suppress
from importlib.metadata import entry_points
from typing import Any

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER
_LAZY = (  # what commands import only where they need it
    *("subprocess", "tempfile", "shutil", "pathlib", "csv", "json", "tomli", "tomli_w", "tomlkit"),
    *("rich.console", "holidays", "typer.testing", "zoneinfo", "uuid", "concurrent.futures"),
)


def load() -> Any:
    """Return the function that the `salescli` program calls, everything imported."""
    (script,) = entry_points(group="console_scripts", name="salescli")
    main = script.load()
    package = importlib.import_module(script.module.partition(".")[0])
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    for name in _LAZY:
        with suppress(ImportError):
            importlib.import_module(name)
    return main


def run(main: Any, request: dict[str, Any]) -> int:
    """Run the command of a request in this process; its exit code."""
    os.setpgid(0, 0)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    for name, target in (("out", 1), ("err", 2)):
        descriptor = os.open(request[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(descriptor, target)
        os.close(descriptor)
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.dup2(descriptor, 0)
    os.environ.clear()
    os.environ.update(request["env"])
    time.tzset()
    os.chdir(request["cwd"])
    sys.argv = ["salescli", *request["args"]]
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = main()
    except SystemExit as ended:
        code = ended.code
    except KeyboardInterrupt:
        code = 130
    except BaseException:  # noqa: BLE001 - Python would print it and end with 1
        traceback.print_exc()
        code = 1
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    atexit._run_exitfuncs()
    return code if isinstance(code, int) else int(code is not None)


def serve(main: Any) -> None:
    """Answer requests until the input ends."""
    reaped: dict[int, int] = {}
    with os.fdopen(os.dup(0)) as requests, os.fdopen(os.dup(1), "w") as answers:
        for line in requests:
            request = json.loads(line)
            if "wait" in request:
                while request["wait"] not in reaped:
                    pid, status = os.waitpid(-1, 0)
                    reaped[pid] = status
                answer = {"status": os.waitstatus_to_exitcode(reaped.pop(request["wait"]))}
            else:
                pid = os.fork()
                if pid == 0:
                    for stream in (requests, answers):
                        os.close(stream.fileno())
                    os._exit(run(main, request) & 0xFF)
                reaped.pop(pid, None)  # an orphan's number, given out again
                answer = {"pid": pid}
            answers.write(f"{json.dumps(answer)}\n")
            answers.flush()


def begin() -> None:
    """Be the server, until the input ends."""
    ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C at the harness is not for us
    entry = load()
    gc.freeze()
    serve(entry)
