"""What assistants propose, in the walk: each is shown, and one key applies, edits or drops it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from salescli.prompts import Asker
from salescli.store.proposals import proposals
from salescli.views.proposals import proposal_lines
from salescli.views.render.document import Gap
from salescli.views.render.output import emit

_APPLY, _EDIT, _DROP, _LATER, _QUIT = "a", "e", "x", "n", "q"
_KEYS = {_APPLY: "apply", _EDIT: "edit", _DROP: "drop", _LATER: "next", _QUIT: "quit"}
_FLAGS = {_APPLY: (), _EDIT: ("--edit",), _DROP: ("--drop",)}


def ask_proposals(root: Path) -> bool:
    """Ask what becomes of each proposal; False when that is to quit.

    Raises InterruptedByUserError.
    """
    passed: set[str] = set()
    while waiting := [one for one in proposals(root) if one.name not in passed]:
        proposal = waiting[0]
        emit((Gap(), *proposal_lines(proposal)))
        question = f"{proposal.name}: what now?"
        key = Asker({}, lambda _: None).key("key", question, _KEYS, default=_APPLY)
        if key == _QUIT:
            return False
        if key == _LATER or not _apply(root, proposal.name, *_FLAGS[key]):
            passed.add(proposal.name)
    return True


def _apply(root: Path, name: str, *flags: str) -> bool:
    """Run `apply` on a proposal as if it had been typed; whether it went well."""
    sys.stdout.flush()
    line = [
        sys.executable,
        "-P",
        "-m",
        "salescli",
        "--book",
        str(root),
        "apply",
        *flags,
        "--",
        name,
    ]
    return subprocess.run(line, check=False).returncode == 0
