"""The user's editor, run as git runs it: GIT_EDITOR, VISUAL or EDITOR, through the shell."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from salescli.commands.support.session import clock, in_terminal
from salescli.errors import SalescliError
from salescli.store.editor_files import EditorFile, held_open, left_file, new_editor_file
from salescli.store.files.atomic import os_error_text
from salescli.store.files.own_folder import OWN

_USUAL = "vi"
_BY_CTRL_C = (-signal.SIGINT, 128 + signal.SIGINT)  # of the shell itself, and of what it ran


def editor_file(
    root: Path, about: tuple[str, str], name: str, base: bytes, at: datetime
) -> EditorFile:
    """Return a new file of that name to edit, about a command's subject. Raises SalescliError."""
    try:
        return new_editor_file(root, about, name, base, at)
    except OSError as error:
        raise SalescliError(
            f"there is no place to edit in: {os_error_text(error)}",
            fix=f"make {root / OWN} a folder that you can write to, then repeat the command",
        ) from error


def saved_text(file: EditorFile) -> str:
    """Return the text that the editor left. Raises SalescliError."""
    try:
        return file.path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise SalescliError(
            f"what the editor left can't be read: {error}",
            fix="let the editor keep the file in its place, and write it as UTF-8",
        ) from error


def edit_text(
    root: Path,
    about: tuple[str, str],
    name: str,
    text: str,
    use: Callable[[str], object] = lambda _: None,
) -> str:
    """Return the text as edited in a file of that name; begun anew, or where it was left.

    Raises SalescliError; what was saved all the same stays a draft of the command, also where
    `use`, which is handed the text, raises.
    """
    left, base = left_file(root, *about), text.encode()
    resumed = left is not None and left.base == base
    file = left if left and resumed else editor_file(root, about, name, base, clock(os.environ))
    with held_open(file):
        run_editor(file.path)
        text = saved_text(file)
        use(text)
        file.drop()
    return text


def editor_command() -> str:
    """Return the command that starts the user's editor."""
    names = ("GIT_EDITOR", "VISUAL", "EDITOR")
    return next((os.environ[name] for name in names if os.environ.get(name)), _USUAL)


def run_editor(path: Path) -> None:
    """Open a file in the editor and wait for it. Ctrl-C is the editor's, as it is git's.

    Raises SalescliError when that fails, and KeyboardInterrupt where Ctrl-C ended the editor.
    """
    import subprocess

    editor = editor_command()
    if editor == _USUAL and not in_terminal():
        raise SalescliError(
            f"there is no terminal to open '{editor}' in",
            fix="set EDITOR to a command that needs none, or repeat it in a terminal",
        )
    script = f'trap : INT; {editor} "$@"'  # the shell lives on, and says how the editor ended
    with _deaf_to_ctrl_c():
        done = subprocess.run(["/bin/sh", "-c", script, editor, str(path)], check=False)
    if done.returncode in _BY_CTRL_C:
        raise KeyboardInterrupt
    if done.returncode:
        raise SalescliError(
            f"the editor '{editor}' ended with exit code {done.returncode}",
            fix="set EDITOR to the one that you use, as in: export EDITOR=nano",
        )


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    # A handler, for a signal that is ignored would be ignored by the editor, too.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
