"""The merge of any file of a book: a deal and a list by meaning, another file as text."""

from __future__ import annotations

from salescli.store.formats.dismissed import DISMISSED, merged_refs
from salescli.store.git.conflict_marks import find_conflicts
from salescli.store.merge.merge import merge_texts
from salescli.store.merge.text_merge import text_of_git, whole_conflict
from salescli.store.toml.reader import is_toml


def merge_book_file(name: str, base: str, ours: str, theirs: str) -> str:
    """Return what two versions of a file come to, with marks around what is in conflict.

    `name` leads from the book's folder; '' stands for a file outside it. Raises SalescliError
    where git would have to merge them, and can't be run.
    """
    if name.startswith("deals/") and name.endswith(".toml"):
        return merge_texts(base, ours, theirs).text
    if name == DISMISSED and all(map(is_toml, (base, ours, theirs))):
        return merged_refs(base, ours, theirs)
    text = text_of_git(base, ours, theirs, apart=False)
    if name.endswith(".toml") and not find_conflicts(text) and not is_toml(text):
        return whole_conflict(ours, theirs)
    return text
