"""Words behind a command's deal: a name of several words, steps, a day: 'log optik braun demo'."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.errors import NotFoundError, SalescliError
from salescli.text.matching import folded, meant

_LONGEST_DAY = 6  # words

Understood = Callable[[Sequence[str], Subject, Session], bool]


def subject_and_words(
    session: Session, name: str, words: Sequence[str], understood: Understood
) -> tuple[Subject, tuple[str, ...]]:
    """Return the deal that a name means, and the words behind it that say something else.

    Where the words are not `understood` of the deal, or there is none, the first of them belong to
    its name, if that means one deal. Raises SalescliError for the name as it was typed.
    """
    error: SalescliError | None = None
    about = None
    try:
        about = subject(session, name)
    except NotFoundError as unknown:
        error = unknown
    if about is not None and (not words or understood(words, about, session)):
        return about, tuple(words)
    for end in range(len(words), 0, -1):
        try:
            longer = subject(session, " ".join((name, *words[:end])))
        except NotFoundError:
            continue
        is_same = about is None or longer.deal.handle == about.deal.handle
        if is_same or end == len(words) or understood(words[end:], longer, session):
            return longer, tuple(words[end:])
    if about is None:
        raise error or NotFoundError(f"there is no deal '{name}'")
    return about, tuple(words)


def subject_and_text(
    session: Session, name: str, words: Sequence[str]
) -> tuple[Subject, tuple[str, ...]]:
    """Return the deal that a name means, and the words behind the longest name of it.

    A word that has blanks in it was quoted, and is no part of a name; nor is a letter or a sign.
    Raises SalescliError.
    """
    ends = (place for place, word in enumerate(words) if " " in word or len(folded(word)) < 2)
    bare = next(ends, len(words))
    about, rest = subject_and_words(session, name, words[:bare], lambda *_: False)
    return about, (*rest, *words[bare:])


def steps_and_day(
    words: Sequence[str], about: Subject, session: Session
) -> tuple[tuple[str, ...], str]:
    """Return the words that are no day, and the past day at their end as it can be typed again.

    A step that a word means goes before a day. Raises UsageError for a day ahead.
    """
    titles = {step.id: step.title for step in about.process.steps}
    for start in range(max(len(words) - _LONGEST_DAY, 0), len(words)):
        day = " ".join(words[start:])
        if meant(day, titles) or day.isdigit():
            continue
        try:
            at = arguments.moment_past(day, session)
        except arguments.NoDateError:
            continue
        return tuple(words[:start]), arguments.written(at)
    return tuple(words), ""
