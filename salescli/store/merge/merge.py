"""The merge of two versions of a deal: by meaning where it can be, else as git merges text.

Text in, text out; the result is the same whichever side is ours, but for the order in which a
conflict names the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from salescli.store.git.conflict_marks import Conflict, find_conflicts
from salescli.store.merge.block import NotByMeaningError
from salescli.store.merge.deal import Version, merge_deal
from salescli.store.merge.opening import as_early, before_all

_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged text. In a conflict it has git's marks, and is no TOML until it is resolved.

    `by_meaning` is false where git's own merge of text had to do.
    """

    text: str
    conflicts: tuple[Conflict, ...] = ()
    by_meaning: bool = True


def merge_texts(base: str, ours: str, theirs: str) -> Merged:
    """Return what two versions of a deal's file come to, and the conflicts in it.

    Log entries are merged as a set in order of time, everything else key by key. Raises
    SalescliError where only git could merge them, and git can't be run.
    """
    if theirs in (ours, base):
        return Merged(ours, tuple(find_conflicts(ours)))
    if ours == base:
        return Merged(theirs, tuple(find_conflicts(theirs)))
    swapped = theirs < ours
    first, second = (theirs, ours) if swapped else (ours, theirs)
    try:
        plain = _plain(base), *as_early(*map(_plain, (base, first, second)))
        versions = [Version(text) for text in plain]
        text = merge_deal(*versions, swapped=swapped)
        if all(before_all(side) == side for side in plain[1:]) and "<<<<<<<" not in text:
            text = before_all(text)
    except NotByMeaningError:
        from salescli.store.merge.text_merge import merge_text

        text = merge_text(base, ours, theirs)
        return Merged(text, tuple(find_conflicts(text)), by_meaning=False)
    text = _dressed(text, base, first, second)
    return Merged(text, tuple(find_conflicts(text)))


def _plain(text: str) -> str:
    """Return a text without its byte-order mark; every line ends in a line feed."""
    text = text.removeprefix(_MARK).replace("\r\n", "\n")
    return text if text.endswith("\n") or not text else f"{text}\n"


def _dressed(text: str, base: str, first: str, second: str) -> str:
    """Return the text with the line ends and the byte-order mark of the side that changed them."""
    mark, crlf, open_end = (
        mine if mine != was else other
        for was, mine, other in zip(_dress(base), _dress(first), _dress(second), strict=True)
    )
    if open_end:
        text = text.removesuffix("\n")
    if crlf:
        text = text.replace("\n", "\r\n")
    return _MARK + text if mark else text


def _dress(text: str) -> tuple[bool, bool, bool]:
    return text.startswith(_MARK), "\r\n" in text, bool(text) and not text.endswith("\n")
