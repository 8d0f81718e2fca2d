"""What is decided only now about an encounter that took place before what is in the log.

The encounter goes into its place. What it calls off that was scheduled after it, and what comes
next where later entries leave nothing of that, would be said in vain there: it is decided now, and
stands in an entry of now, beside the encounter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import after_entries, item_name
from salescli.domain.deal import Entry
from salescli.domain.standing import AgendaItem


def with_late_decisions(
    encounter: Entry, named: Iterable[AgendaItem], about: Subject, session: Session
) -> list[Entry]:
    """Return an encounter, and after it what of it has to be decided now.

    `named` are the items of the agenda that it calls off, or that it was.
    """
    if all(entry.at <= encounter.at for entry in about.deal.log):
        return [encounter]
    after = after_entries(about, [encounter], session)
    agenda = after.standing.agenda
    standing = {(item.next, item.entry.at) for item in agenda}
    left = [item for item in named if (item.next, item.entry.at) in standing]
    drop = tuple(dict.fromkeys(item_name(item, agenda) for item in left))
    decided = Entry(session.now, "schedule", by=encounter.by, drop=drop)
    entries = [encounter, decided] if drop else [encounter]
    stays = [item.next for item in after_entries(about, entries, session).standing.agenda]
    if any(following not in stays for following in encounter.nexts):
        return [encounter, replace(decided, nexts=encounter.nexts)]
    return entries
