"""What git says when it refuses, and one sentence of ours for it.

Git may speak the user's language: what
can't be told from its words is told from the state of the repository (see `commit`).
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import os_error_text
from salescli.store.files.free_space import is_full
from salescli.store.git.refusing_hook import hook_refusal
from salescli.store.git.run import available
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import word

NO_GIT = "there is no git on this machine: install it from https://git-scm.com"

_FREE = "free some space, then repeat the command"
FULL = f"no space is left on the disk: {_FREE}"
REFETCH = "git fetch --refetch --no-filter"  # makes a partial clone a whole one

# The file that keeps other gits out, in whatever language git names it.
_LOCK = lazy_re(r"""([^'"«»„“”:\n]*(?:index|HEAD|packed-refs|config|refs/[^'"\n]+)\.lock)""")

_SETTINGS_LOCKED = lazy_re(r"could not lock config file (.*): File exists")

_IF_NONE = "if none runs, delete it"

_WHO = (
    'git does not know who you are: type git config --global user.name "Your Name" '
    "and git config --global user.email you@example.com"
)

# What git says when it gives up, and what we say: {0} is what the pattern caught.
_REASONS = (
    (
        lazy_re(r"^fatal: not a git repository", re.MULTILINE),
        "the book is not a git repository: type git init in it",
    ),
    (lazy_re(r"cannot use bare repository"), "the book lies in git's own folder: move it out"),
    (
        lazy_re(r"safe\.directory (.*)"),
        "it belongs to another user: to trust it, git config --global --add safe.directory {0}",
    ),
    (
        lazy_re(r"tell me who you are|empty ident name|no (?:email|name) was given"),
        _WHO,
    ),
    (
        lazy_re(r"^fatal: cannot do a partial commit during a (.*?)\.?$", re.MULTILINE),
        "a {0} is in progress: finish it, then commit the file",
    ),
    (
        lazy_re(r"^The following paths are ignored .*\n(.*)", re.MULTILINE),
        "git ignores {0}: take it out of .gitignore",
    ),
    (
        lazy_re(r"(?:clean|smudge) filter '?([^'\n]+?)'? failed"),
        "the filter {0} failed that git runs on the files: see git config --get-regexp filter",
    ),
    (
        lazy_re(r"^(?:error|fatal): (.*(?:failed to sign|signing|public key).*)", re.MULTILINE),
        "git could not sign the commit: {0}",
    ),
    (
        lazy_re(r"from promisor remote|transport '.*' not allowed"),
        f"this is a partial clone, which lacks a part of its history: {REFETCH}",
    ),
    (
        lazy_re(r"No space left on device|Out of diskspace"),
        FULL,
    ),
    (
        lazy_re(
            r"(?s)\A(?!.*(?:Permission denied|Read-only))"
            r".*(?:couldn't write|unable to write|failed to write|write error|cannot write)"
        ),
        f"git could not write to the disk, which may be full: {_FREE}",
    ),
    (
        lazy_re(r"^fatal: (.*) is a pipe$", re.MULTILINE),
        "{0} is no file, and git would wait for it: delete it",
    ),
    (
        lazy_re(r"^fatal: (.*) is far too large$", re.MULTILINE),
        "{0} is so large that git would read it for minutes: shorten it",
    ),
    (lazy_re(r"^fatal: (.* can't be read: .*)", re.MULTILINE), "{0}"),
    (lazy_re(r"^fatal: (.*is outside repository.*)", re.MULTILINE), "git said: {0}"),
)

# What git says when the other end is not to be had, and what we say.
_UNREACHABLE = (
    (
        lazy_re(r"Could not resolve host|Network is unreachable|No route to host|timed out"),
        "{remote} can't be reached: there is no connection",
        "salescli sync   when you are online again",
    ),
    (
        lazy_re(r"Connection refused|Couldn't connect|Failed to connect|Connection (?:reset|cl)"),
        "{remote} can't be reached: it does not answer",
        "salescli sync   later",
    ),
    (
        lazy_re(
            r"Authentication failed|Permission denied|could not read (?:Username|Password)"
            r"|terminal prompts disabled|Host key verification|error: 40[13]|Access denied"
        ),
        "{remote} denies us access",
        "see what git says: git fetch {remote}",
    ),
    (
        lazy_re(r"does not appear to be a git repository|not found|does not exist"),
        "there is no repository at {url}",
        "git remote set-url {remote} URL",
    ),
)
_REJECTED = lazy_re(r"\[remote rejected\].*\((.*)\)")
_COLOUR = lazy_re(r"\x1b\[[0-9;?]*[ -/]*[@-~]")


def git_failure(status: int, output: bytes, *, hook: str = "", root: Path | None = None) -> str:
    """One sentence from what git said in a folder; `hook`: which one may have refused.

    On a full disk git may say nothing, or what others would misunderstand.
    """
    if reason := known_reason(output):
        return reason
    if root is not None and is_full_for_git(root):
        return FULL
    if status < 0:
        return f"git was killed (signal {-status}): salescli doctor   shows what it left behind"
    last = last_line(output)
    if hook and status == 1 and not last.startswith(("fatal:", "error:")):
        return hook_refusal(hook, last)
    return f"git said: {last}" if last else f"git failed (exit code {status})"


def is_full_for_git(root: Path) -> bool:
    """Return whether a disk is full that git writes to, or the one that what it says goes to."""
    from tempfile import gettempdir

    return is_full((root, root / ".git", gettempdir()))


def known_reason(output: bytes) -> str:
    """Return one sentence for what git said, where its words are known; else ''."""
    text = plain_output(output)
    if lock := lock_named(output):
        return f"another git is running, or one that crashed left {lock} behind: {_IF_NONE}"
    for pattern, sentence in _REASONS:
        if match := pattern.search(text):
            return sentence.format(*match.groups())
    return ""


def last_line(output: bytes) -> str:
    """Return the last line of what git said that is no hint, cut to be shown; '' for none."""
    lines = [line for line in plain_output(output).splitlines() if line.strip()]
    return next((x.strip()[:200] for x in reversed(lines) if not x.startswith("hint:")), "")


def lock_named(output: bytes) -> str:
    """Return the file by which another git keeps us out; '' where that is not what git said."""
    text = plain_output(output)
    if settings := _SETTINGS_LOCKED.search(text):
        return f"{settings[1]}.lock"
    match = _LOCK.search(text)
    if match is None or not (": File exists" in text or os.path.lexists(match[1].strip())):
        return ""
    return match[1].strip()


def plain_output(output: bytes) -> str:
    """Return what git said, without colours and other control characters."""
    plain_output = _COLOUR.sub("", output.decode("utf-8", "replace"))
    return "".join(char for char in plain_output if char == "\n" or char.isprintable())


def not_started(folder: Path, error: OSError) -> str:
    """Return why git could not be started, in one sentence."""
    if not available():
        return NO_GIT
    if not folder.is_dir():
        return f"{folder} is not a folder"
    return f"git could not be started: {os_error_text(error)}"


def sentence_error(sentence: str, about: str = "") -> SalescliError:
    """Return the error for a sentence such as `what is wrong: what to do`."""
    reason, _, fix = sentence.partition(": ")
    return SalescliError(f"{about}: {reason}" if about else reason, fix=fix)


def unreachable(output: str, remote: str, url: str) -> tuple[str, str] | None:
    """Return why the other copy can't be reached, and the fix; None for any other refusal.

    `output` is what git said, `remote` the name of the other copy and `url` its address.
    """
    for pattern, sentence, fix in _UNREACHABLE:
        if pattern.search(output):
            return sentence.format(remote=remote, url=url), fix.format(remote=word(remote))
    rejected = _REJECTED.search(output)
    return (f"{remote} refused the push: {rejected[1]}", "") if rejected else None
