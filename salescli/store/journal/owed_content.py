"""What an owed change comes to on what git has by now: others may have committed or pulled since.

A commit that is made late is built on the last one, never on what that one was when the change was
made. What was committed by hand meanwhile stands, and so does what somebody took back of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.store.git.conflict_marks import find_conflicts, resolve
from salescli.store.git.damage import damage_of
from salescli.store.git.history import History
from salescli.store.git.query import find_with_ids, git_answer
from salescli.store.git.run import MANY
from salescli.store.git.uncommitted import NO_HISTORY
from salescli.store.git.upstream import run
from salescli.store.journal.journal import FileUpdate, Journal
from salescli.store.journal.put_in_place import content_of, put_in_place
from salescli.store.toml.reader import is_toml, parse_toml

Content = bytes | None
_HEAD = "HEAD^{commit}"


@dataclass(frozen=True, slots=True)
class OwedFile:
    """One file of a change: what git has of it now, and what the commit is to give it.

    `clash`: a part of the change was changed in git too, and stays as it is there.
    """

    change: FileUpdate
    held: Content
    wanted: Content
    clash: bool = False

    @property
    def moved(self) -> bool:
        """Whether git has something else than what the change began with."""
        return not _reads_same(self.held, self.change.before)

    @property
    def recorded(self) -> bool:
        """Whether git has it so already."""
        return _reads_same(self.held, self.wanted)


def owed_files(history: History, change: Journal, own: Sequence[str] = ()) -> list[OwedFile]:
    """Return what the files of an owed change are to hold in its commit.

    `own` are commits since then that were owed themselves. Raises SalescliError.
    """
    head, held = _held(history, change.files)
    since = _commits_since(history, change, own) if change.head not in ("", head) else []
    files = []
    for file in change.files:
        now = held[file.name]
        versions = (content_in(history, file.name, commit) for commit in since)
        if any(_holds(file, version) for version in versions):
            files.append(OwedFile(file, now, now))
        else:
            files.append(_rebuilt(history.root, file, now))
    return files


def _held(history: History, files: Sequence[FileUpdate]) -> tuple[str, dict[str, Content]]:
    """Return the last commit, and what it has of these files, as git would check them out."""
    names = [_HEAD, *(history.named(file.name) for file in files)]
    raw = find_with_ids(history.root, names, about=NO_HISTORY)
    held: dict[str, Content] = {}
    for file in files:
        _, now = raw.get(history.named(file.name), ("", None))
        if not any(_reads_same(now, known) for known in (file.before, file.after)):
            now = content_in(history, file.name, "HEAD")
        held[file.name] = now
    return raw.get(_HEAD, ("", b""))[0], held


def content_in(history: History, name: str, commit: str) -> Content:
    """Return what git would check a file of a commit out as; None where it has no such file."""
    done = run(history.root, "cat-file", "--filters", history.named(name, commit))
    return None if done.returncode else done.stdout


def _commits_since(history: History, change: Journal, own: Sequence[str]) -> list[str]:
    """Return the commits of others that came to these files since a change was owed."""
    names = [file.name for file in change.files][:MANY]
    listed = git_answer(history.root, "rev-list", f"{change.head}..HEAD", "--", *names)
    return [commit for commit in listed.split() if commit not in own]


def _holds(file: FileUpdate, version: Content) -> bool:
    """Return whether a version of a file has in it what a change did to it."""
    if version is None or file.after is None:
        return version is file.after
    merged, clash = merge_change(file.name, (file.before, file.after), version)
    return not clash and merged is not None and _same_meaning(merged, version)


def _rebuilt(root: Path, file: FileUpdate, held: Content) -> OwedFile:
    wanted, clash = merge_change(file.name, (file.before, file.after), held)
    if clash and (decided := _decided(file, held, content_of(root / file.name))) is not None:
        return OwedFile(file, held, decided)
    return OwedFile(file, held, wanted, clash)


def _decided(file: FileUpdate, held: Content, working: Content) -> Content:
    """Return what a file holds where somebody has decided there on what clashes; else None."""
    if working is None or not is_sound(working):
        return None
    for side in (file.after, held):
        merged, _ = merge_change(file.name, (file.before, side), working)
        if merged is None or not _same_meaning(merged, working):
            return None
    return working


def merge_change(name: str, change: tuple[Content, Content], now: Content) -> tuple[Content, bool]:
    """Return what a change comes to in a file that holds something else by now, and a clash.

    In a clash, what the file holds now stays, and what does not clash is added to it.
    """
    before, after = change
    if _reads_same(now, before):
        return after, False
    if _reads_same(now, after):
        return now, False
    if after is None or now is None:
        return (now, True) if after is None else (after, before is not None)
    try:
        texts = [(side or b"").decode() for side in (before, after, now)]
    except UnicodeDecodeError:
        return now, True
    from salescli.store.merge.book_file import merge_book_file

    text = merge_book_file(name, texts[0], texts[1], texts[2])
    clash = bool(find_conflicts(text))
    if clash:
        text = resolve(text, lambda conflict: conflict.theirs)
    merged = text.encode()
    if name.endswith(".toml") and not is_toml(text):
        return now, True
    # Where nothing is to be added, nothing is rewritten; comments alone are something.
    is_there = _same_meaning(merged, now) and not _same_meaning(before or b"", after)
    return (now if is_there else merged), clash


def is_sound(data: bytes) -> bool:
    """Return whether a file was meant as it is: it can be read, and has no marks of a conflict."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return bool(text.strip()) and not find_conflicts(text) and is_toml(text)


def _reads_same(first: Content, second: Content) -> bool:
    """Return whether two contents are the same but for their line ends."""
    if first is None or second is None:
        return first is second
    return first == second or first.replace(b"\r\n", b"\n") == second.replace(b"\r\n", b"\n")


def _same_meaning(first: bytes, second: bytes) -> bool:
    if _reads_same(first, second):
        return True
    from salescli.store.merge.semantics import same

    texts = [data.decode("utf-8", "replace").removeprefix("\ufeff") for data in (first, second)]
    return all(map(is_toml, texts)) and same(*map(parse_toml, texts))


def follow(root: Path, files: Sequence[OwedFile]) -> None:
    """Let files hold what was committed of them, where somebody pulled or put them back meanwhile.

    What was edited by hand in them stays. Raises SalescliError, OSError.
    """
    updates = []
    for file in files:
        path = root / file.change.name
        working = content_of(path)
        after = _followed(file, working)
        if after is not None and not _reads_same(after, working) and content_of(path) == working:
            updates.append(FileUpdate(file.change.name, working, after))
    put_in_place(root, updates)


def _followed(file: OwedFile, working: Content) -> Content:
    """Return what a file is to hold that held something else when it was committed.

    None where it is left alone.
    """
    name, wanted = file.change.name, file.wanted
    is_as_held = working is not None and _reads_same(working, file.held)
    if wanted is None or not (file.moved or is_as_held):
        return None
    if is_as_held or _reads_same(working, file.change.after):
        return _with_line_ends(wanted, working or file.change.before)
    if working is None or not is_sound(working):
        return None
    for start in (file.change.before, file.change.after):
        merged, clash = merge_change(name, (start, wanted), working)
        if not clash:
            return merged
    return None


def _with_line_ends(data: bytes, like: Content) -> bytes:
    plain = data.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", b"\r\n") if like and b"\r\n" in like else plain


def owed_after_correction(history: History, changes: Sequence[Journal]) -> list[OwedFile]:
    """Return all that is owed as the files are now, where the first change was corrected in them.

    Nothing where it was not, or where a file is damaged or lacks what git has. Raises
    SalescliError.
    """
    whole: dict[str, FileUpdate] = {}
    for file in (file for change in changes for file in change.files):
        begun = whole.get(file.name, file)
        whole[file.name] = FileUpdate(file.name, begun.before, file.after)
    _, held = _held(history, list(whole.values()))
    afters = {file.name: file.after for file in changes[0].files}
    is_corrected = False
    files = []
    for name, file in whole.items():
        working = content_of(history.root / name)
        if working is not None and damage_of(working, file.after):
            return []
        if not _reads_same(held[name], file.before) and _reads_same(held[name], working):
            working = file.after  # somebody pulled over it: that is no correction
        elif name in afters and working != afters[name]:
            is_corrected = True
        files.append(_rebuilt(history.root, replace(file, after=working), held[name]))
    return files if is_corrected and not any(file.clash for file in files) else []
