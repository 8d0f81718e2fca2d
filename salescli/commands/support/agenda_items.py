"""The items of a deal's agenda as commands name them: which one is meant, and what stays ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from salescli.commands.support.phrases import following_text
from salescli.commands.support.session import Session, Subject
from salescli.domain.deal import Entry
from salescli.domain.replay import replay
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.errors import NotFoundError, UsageError
from salescli.text.shell_quoting import word
from salescli.views.render.document import Block, TextLine


def after_entries(about: Subject, entries: Iterable[Entry]) -> Subject:
    """Return where the deal will stand once these are logged: what comes next follows from it."""
    deal = replace(about.deal, log=(*about.deal.log, *entries))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def find_item(text: str, about: Subject) -> AgendaItem:
    """Return the item that is named by its step, its title, its words, or part of one of them.

    Raises NotFoundError where none is, UsageError where several are.
    """
    agenda, wanted = about.standing.agenda, text.strip().casefold()
    named = [item for item in agenda if wanted in _names(item, about)]
    part = named or [item for item in agenda if any(wanted in name for name in _names(item, about))]
    if not part or not wanted:
        raise NotFoundError(
            f"nothing on the agenda of {about.deal.handle} is called '{text}'",
            fix=f"on it: {listed(agenda)}" if agenda else "nothing is scheduled",
        )
    if len(part) > 1:
        raise UsageError(f"'{text}' can be {listed(part, ' or ')}", fix="name one of them in full")
    return part[0]


def _names(item: AgendaItem, about: Subject) -> set[str]:
    following = item.next
    names = (following.step, following.what, what_text(following, about.process))
    return {name.casefold() for name in names if name}


def item_name(item: AgendaItem, agenda: Sequence[AgendaItem]) -> str:
    """Return the name by which an entry calls an item off: its step, where that names no other."""
    step, words = item.next.step, item.next.what
    alone = sum(step in (other.next.step, other.next.what) for other in agenda) == 1
    return step if step and (alone or not words) else words


def listed(items: Iterable[AgendaItem], joint: str = ", ") -> str:
    """Return the names of items, as flags take them."""
    items = list(items)
    return joint.join(word(item_name(item, items)) for item in items)


def ahead(about: Subject, session: Session) -> tuple[AgendaItem, ...]:
    """Return what is on the agenda for today or later: the only thing that can be kept."""
    return tuple(item for item in about.standing.agenda if item.next.day >= session.today)


def check_kept(about: Subject, session: Session) -> None:
    """Raise UsageError where nothing ahead stays on the agenda for `--keep` to keep."""
    if not ahead(about, session):
        raise UsageError(
            "nothing that is still ahead stays on the agenda: --keep has nothing to keep",
            fix="say what happens next, and when: --next STEP --on DATE",
        )


def agenda_lines(about: Subject, session: Session) -> list[Block]:
    """Return what comes next in a deal, and what comes after that, as replay says it."""
    lines: list[Block] = []
    for number, item in enumerate(about.standing.agenda):
        text = following_text(item.next, session, about.process)
        lines.append(TextLine((f"{'Then' if number else 'Next'}: {text}",), indent=2, hang=4))
    return lines
