"""The deal that a command is about, replayed, and whether it is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from salescli.domain.deal import Deal, Person
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.errors import UsageError
from salescli.store.deal_loader import DealFile
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text


@dataclass(frozen=True, slots=True, repr=False)
class Subject:
    """The deal that a command is about, with its process and where it stands."""

    deal: Deal
    process: Process
    judged: bool
    standing: Standing
    faults: tuple[Finding, ...] = ()


def subject_of(page: DealFile, deal: Deal) -> Subject:
    """Return the deal of a page that could be read, replayed."""
    return Subject(deal, page.process, page.judged, replay(deal, page.process), page.faults)


def must_be_open(about: Subject) -> None:
    """Raise UsageError where a deal is closed."""
    ending = about.standing.ending
    if ending is not None:
        handle = about.deal.handle
        raise UsageError(
            f"{handle} was {ending.result} on {day_text(day_of(ending.at))}",
            fix=f"{command('reopen', handle)}   takes it up again",
        )


def must_be_closed(about: Subject) -> None:
    """Raise UsageError where a deal is open."""
    if about.standing.is_open:
        handle = about.deal.handle
        raise UsageError(f"{handle} is open", fix=command("show", handle))


def replace_people(about: Subject, people: Mapping[str, Person]) -> Subject:
    """Return the same subject, with people who are only now being named."""
    return replace(about, deal=replace(about.deal, people=dict(people)))
