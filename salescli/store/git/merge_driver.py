"""The merge driver's place in git: the attribute and the setting that make git ask us.

A clone brings `.gitattributes` with it, but never the setting; without it git merges deals as
plain text.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from shutil import which

from salescli.store.files.atomic import WriteError, os_error_text, write_whole
from salescli.store.files.read import read_file
from salescli.store.git.refusals import git_failure, not_started
from salescli.store.git.run import run_git, setting_values

ATTRIBUTES = "deals/*.toml merge=salescli\n"
NO_ATTRIBUTE = ".gitattributes does not name the merge driver for deals"

_NAME = ("merge.salescli.name", "deals, merged by meaning")
_DRIVER = "merge.salescli.driver"

# Git's own merge of text, as a driver: whatever comes of it, it never says that all is well.
AS_TEXT = "git merge-file -q --diff3 -L ours -L base -L theirs %A %O %B; exit 1"

# Where our part died before it wrote, the marks of a conflict are missing.
_ELSE = f" && exit 0; grep -q '^<<<<<<< ' %A && exit 1; {AS_TEXT}"


def driver_state(folder: Path) -> str:
    """Return what is wrong with the merge driver in a book's repository; '' for nothing."""
    try:
        if not _attribute_holds(folder):
            return NO_ATTRIBUTE
        command = _setting(folder)
    except OSError as error:
        return not_started(folder, error)
    if not command:
        return "the merge driver is not installed in this clone"
    program = _program(command)
    if not which(program):
        return f"the merge driver's program no longer exists: {program or command}"
    return ""


def install_driver(folder: Path, *, attributes: bool = True) -> str:
    """Make git ask us to merge the deals of a book; the reason if that failed, else ''.

    A `.gitattributes` that lacks the line gets it; it is written, and left to be committed,
    unless its `attributes` are left to the caller.
    """
    try:
        for name, value in (_NAME, (_DRIVER, driver_command())):
            done = run_git(folder, "config", "--local", name, value)
            if done.returncode:
                return git_failure(done.returncode, done.stderr)
        if attributes and not _attribute_holds(folder):
            path = folder / ".gitattributes"
            write_whole(path, with_line(path, ATTRIBUTES).encode(), folder)
    except WriteError as error:
        return error.message
    except UnicodeDecodeError:
        return ".gitattributes is not UTF-8"
    except OSError as error:
        return os_error_text(error) if (folder / ".git").exists() else not_started(folder, error)
    return ""


def driver_command() -> str:
    """Return the shell command that git is to run: this very Python, wherever git is started."""
    # -P: the folder that git runs us in is the owner's, no place to import modules from.
    start = [sys.executable, "-P", "-m", "salescli.commands.merge_driver"]
    quoted = shlex.join(start if sys.executable else ["salescli", "merge-driver"])
    quoted = quoted.replace("%", "%%")
    return f"{quoted} %O %A %B %P{_ELSE}"


def with_line(path: Path, line: str) -> str:
    """Return the text of a file that may be there already, with one more line.

    Raises OSError, and UnicodeDecodeError.
    """
    text = path.read_bytes().decode() if path.is_file() else ""
    end = "\r\n" if "\r\n" in text else "\n"
    if line.rstrip("\n") in text.splitlines():
        return text
    return text + (end if text and not text.endswith("\n") else "") + line.replace("\n", end)


def _attribute_holds(folder: Path) -> bool:
    if _is_last_word(folder):
        return True
    output = run_git(folder, "check-attr", "merge", "--", "deals/any.toml").stdout
    return output.endswith(b": merge: salescli\n")


def _is_last_word(folder: Path) -> bool:
    """Return whether the book's own file ends in our line, and no other has a say after it."""
    own = folder / ".gitattributes"
    nearer = (folder / "deals" / ".gitattributes", folder / ".git" / "info" / "attributes")
    if own.is_symlink() or not (folder / ".git").is_dir() or any(map(os.path.lexists, nearer)):
        return False
    if "GIT_ATTR_SOURCE" in os.environ or "attr.tree" in setting_values(folder):
        return False
    try:
        return read_file(own).rstrip().rpartition(b"\n")[2] == ATTRIBUTES.strip().encode()
    except OSError:
        return False


def _setting(folder: Path) -> str:
    return setting_values(folder).get(_DRIVER, "")


def _program(command: str) -> str:
    try:
        return shlex.split(command)[0].replace("%%", "%")
    except (ValueError, IndexError):
        return ""
