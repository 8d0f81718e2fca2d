"""What assistants propose, as cards: each is shown, and one key applies, edits or drops it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import get_terminal_size

from salescli.domain.proposal import Proposal
from salescli.prompts import Asker
from salescli.store.proposals import proposals
from salescli.views.incoming.proposal_card import proposal_card
from salescli.views.render.output import emit

_APPLY, _EDIT, _DROP, _LATER, _ALL, _QUIT = "a", "e", "x", "n", "?", "q"
_KEYS = {
    _APPLY: "apply",
    _EDIT: "edit",
    _DROP: "drop",
    _LATER: "later",
    _ALL: "all",
    _QUIT: "quit",
}
_FLAGS = {_APPLY: (), _EDIT: ("--edit",), _DROP: ("--drop",)}
_ASKING = 4  # lines that the question takes, with its keys


def ask_proposals(root: Path) -> bool:
    """Ask what becomes of each proposal; False when that is to quit.

    Raises InterruptedByUserError.
    """
    waiting = proposals(root)
    for number, proposal in enumerate(waiting, 1):
        size = get_terminal_size()
        place = number, len(waiting)
        emit(proposal_card(proposal, place, size.columns, size.lines - _ASKING))
        if not _settle(root, proposal.name, place):
            return False
    return True


def _settle(root: Path, name: str, place: tuple[int, int]) -> bool:
    """Ask until a proposal is gone or left for later; False where that was to quit.

    What was refused, or is shown anew by the command, is asked about again.
    """
    while (proposal := _named(root, name)) is not None:
        question = f"{name}: what now?"
        key = Asker({}, lambda _: None).key("key", question, _KEYS, default=_APPLY)
        if key in (_LATER, _QUIT):
            return key == _LATER
        if key == _ALL:
            emit(proposal_card(proposal, place, *get_terminal_size(), whole=True))
        else:
            _apply(root, name, *_FLAGS[key])
    return True


def _named(root: Path, name: str) -> Proposal | None:
    return next((one for one in proposals(root) if one.name == name), None)


def _apply(root: Path, name: str, *flags: str) -> None:
    """Run `apply` on a proposal as if it had been typed."""
    sys.stdout.flush()
    program = (sys.executable, "-P", "-m", "salescli", "--book", str(root))
    subprocess.run([*program, "apply", *flags, "--", name], check=False)
