"""Git's own merge of text, for what can't be merged by meaning. It never says that all is well."""

from __future__ import annotations

from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.scratch import scratch
from salescli.store.git.line_ends import with_crlf
from salescli.store.git.run import run_git
from salescli.store.toml.reader import TomlError, parse_toml

_FIX = "look whether git works: git --version"
_MOST_CONFLICTS = 127  # what git merge-file gives for that many or more; above, it failed


def merge_text(base: str, ours: str, theirs: str) -> str:
    """Return the two versions as git merges them, with its marks around what they have in conflict.

    Lines that git puts together without a conflict may not mean what both sides meant: where
    the result can be read, both versions stand in one conflict, whole. Where it can't, it says
    so itself. Raises SalescliError.
    """
    text = text_of_git(base, ours, theirs, apart=True)
    try:
        parse_toml(text.removeprefix("\ufeff"))
    except TomlError:
        return text
    return whole_conflict(ours, theirs)


def whole_conflict(ours: str, theirs: str) -> str:
    """Return two texts as the two sides of one conflict."""
    return f"<<<<<<< ours\n{_ended(ours)}=======\n{_ended(theirs)}>>>>>>> theirs\n"


def text_of_git(base: str, ours: str, theirs: str, *, apart: bool) -> str:
    """Return what git makes of two versions of a text; `apart` as for `merge_files`.

    Line ends are those of the side that changed them, and no conflict. Raises SalescliError where
    git can't be run.
    """
    was, here, there = ("\r\n" in text for text in (base, ours, theirs))
    crlf = here if here != was else there
    base, ours, theirs = (text.replace("\r\n", "\n") for text in (base, ours, theirs))
    with scratch() as folder:
        paths = [folder / version for version in ("base", "ours", "theirs")]
        for path, text in zip(paths, (base, ours, theirs), strict=True):
            path.write_bytes(text.encode())
        if not merge_files(*paths, apart=apart):
            raise SalescliError("git could not merge the two versions", fix=_FIX)
        merged = paths[1].read_bytes()
        return (with_crlf(merged) if crlf else merged).decode()


def merge_files(base: Path, ours: Path, theirs: Path, *, apart: bool = True) -> bool:
    """Merge two files into that of ours, as git merges text; whether git could be run.

    Lines that were added at one place stay `apart`, even where some of them are the same: git
    would take two entries for one that differs in some lines.
    """
    style = ("--diff3",) if apart else ()
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    paths = [str(path.absolute()) for path in (ours, base, theirs)]
    try:
        done = run_git(ours.parent, "merge-file", "-q", *style, *labels, *paths)
    except OSError:
        return False
    return done.returncode <= _MOST_CONFLICTS


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n"
