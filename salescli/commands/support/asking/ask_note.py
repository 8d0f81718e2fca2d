"""A note, asked for: in one line, or in the editor."""

from __future__ import annotations

from functools import partial

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed.editor import editor_file, run_editor, saved_text
from salescli.domain.diff.entry_phrases import quoted
from salescli.domain.incoming.spoken_promises import spoken_promises
from salescli.errors import SalescliError, UsageError
from salescli.prompts import Asker, Hint
from salescli.store.editor_files import held_open, left_file
from salescli.text.added_words import added_sentence
from salescli.text.answer_words import is_as_shown, is_bare_none

_BESIDE_IT = "what you type takes its place; + … or also: … goes on with it, - removes it"
_PROMISES = "lines: we: or they: is a promise, done: what was kept, ? an open question"


def ask_note(
    asker: Asker,
    session: Session,
    about: tuple[str, str],
    *,
    needed: bool = False,
    before: str = "",
) -> str:
    """Return a note of one line, or as long as the editor makes it; `about` a command's deal.

    Enter leaves the note as it was `before`; `-` takes that one out, 'also: …' goes on with it.
    """

    def read(text: str) -> str:
        """Return the note that an answer comes to, by what stood before."""
        if before and text in ("", "-"):
            return "" if text else before
        if before and is_as_shown(text):
            return before
        if before and (more := added_sentence(text)):
            return f"{before}\n{arguments.clean(more)}"
        if not needed and is_bare_none(text):
            return ""
        edited = text == "e"
        text = _in_editor(asker, session, about, before) if edited else arguments.clean(text)
        if needed and not text:
            raise UsageError("a note needs its text")
        return text

    shown = quoted(before) if before else "" if needed else "none"
    also = f"{_BESIDE_IT}\n{_PROMISES}" if before else _PROMISES
    hint = Hint(
        intro=tuple(also.split("\n")),
        also=also,
        lines=True,
        preview=partial(_added_to, before) if before else None,
    )
    note = asker.ask(
        "note", "Note (e opens your editor)", read, shown=shown, hint=hint, kept=str, optional=True
    )
    return note if before else _with_promises(asker, note)


def _with_promises(asker: Asker, note: str) -> str:
    """Return a note, with what it promises in its sentences as lines of their own, if wanted."""
    lines = spoken_promises(note)
    if not lines:
        return note
    question = f"Promises: {'; '.join(lines)}. Keep them as such?"
    is_kept = asker.confirm("promises", question, default=True)
    return "\n".join((note, *lines)) if is_kept else note


def _added_to(before: str, text: str) -> str:
    """Return whether a text goes on with the note that stands, or takes its place."""
    if is_as_shown(text) or text == "e":
        return ""
    if text == "-":
        return f"removed; was: {quoted(before)}"
    return "goes on with it" if added_sentence(text) else f"in its place; was: {quoted(before)}"


def _in_editor(asker: Asker, session: Session, about: tuple[str, str], before: str) -> str:
    """Return what was saved in the editor, even if that failed after it. Raises SalescliError."""
    root = session.book.root
    file = left_file(root, *about) or editor_file(
        root, about, "note.md", before.encode(), session.now
    )
    with held_open(file):
        try:
            run_editor(file.path)
            return saved_text(file).strip()
        except SalescliError as error:
            left = file.saved
            if left is None:
                raise
            asker.say(f"  {error.message}; what was written in it is kept as the note")
            return left.decode(errors="replace").strip()
