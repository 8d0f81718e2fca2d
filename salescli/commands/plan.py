"""`plan`: the mutual action plan of a deal, as we see it on the screen; a file for the buyer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.output_file import write_output
from salescli.commands.support.session import Session, me, open_session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.domain.action_plan import Plan, make_plan
from salescli.domain.buyer_plan import BuyerPlan, make_buyer_plan
from salescli.domain.deal import Deal, Person
from salescli.errors import UsageError
from salescli.flags.deals.plan import PlanFlags
from salescli.store.git.identity import identity
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text
from salescli.views.facts import envelope
from salescli.views.plan.phrases import step_text
from salescli.views.plan.screen import passed_rows, plan_facts, plan_screen
from salescli.views.render.output import emit, warn


@dataclass(frozen=True, slots=True)
class _Planned:
    """The plan of a deal as we see it, and as it is sent to the buyer."""

    own: Plan
    shared: BuyerPlan
    subject: Subject
    session: Session


def plan(flags: PlanFlags) -> None:
    """Show the plan of a deal, or write the buyer's one to a file. Raises SalescliError.

    Where no format is named it goes by the name of the file.
    """
    to, form = flags.output, "json" if flags.as_json else flags.form
    form = arguments.known(
        "format", [form or _by_name(to)], FORMATS, f"formats: {', '.join(FORMATS)}"
    )[0]
    session = open_session(flags.book, flags.today)
    about = open_subject(session, flags.deal)
    handle = about.deal.handle
    if not about.judged:
        raise UsageError(
            f"nothing can be planned: the process of {handle} is not in the book",
            fix=command("check", handle),
        )
    shown = form == "text" and to is None
    if flags.as_is and (shown or form == "json"):
        raise UsageError(
            "--as-is is for the plan that is sent: the screen shows the close as it is agreed",
            fix=command("plan", handle, flags="-o plan.html --as-is"),
        )
    made = _planned(about, session, as_is=flags.as_is)
    if shown:
        emit(plan_screen(made.own, made.shared))
        return
    write_output(iter((FORMATS[form](made),)), to, lambda: f"The plan of {handle}")
    if form != "json":
        _warn(made)


def _planned(about: Subject, session: Session, *, as_is: bool) -> _Planned:
    deal = _with_owner(about.deal, session)
    facts = deal, about.process, about.standing, session.today, session.book.settings.calendar
    return _Planned(make_plan(*facts), make_buyer_plan(*facts, as_is=as_is), about, session)


def _with_owner(deal: Deal, session: Session) -> Deal:
    """Return the deal with the name of its owner, where that is whoever asks."""
    name = identity(session.book.root).name if deal.owner == me(session) else ""
    if name in ("", deal.owner) or deal.owner in deal.people:
        return deal
    return replace(deal, people={**deal.people, deal.owner: Person(deal.owner, name)})


def _warn(made: _Planned) -> None:
    """Say what whoever sends the plan should know, and the buyer should not read."""
    handle, agreed, close = made.own.deal.handle, made.own.deal.close, made.shared.close
    shows = command("plan", handle)
    if made.shared.is_proposed and agreed is not None:
        warn(
            f"what is left can't be done by {day_text(agreed)}: it proposes a close on "
            f"{day_text(close)}\n  {shows}   shows what would make it fit"
            f"\n  {command('plan', handle, flags='--as-is')}   with -o, keeps the agreed close"
        )
    elif not made.own.fits:
        warn(f"the plan does not fit\n  {shows}   shows what would make it fit")
    for row in passed_rows(made.own):
        warn(
            f"{step_text(row)} was due, and nobody logged that it took place"
            f"\n  {command('log', handle, row.step.id)}"
        )


def _by_name(to: Path | None) -> str:
    return _SUFFIXES.get(to.suffix.lower(), "text") if to is not None else "text"


_SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".ics": "ics", ".json": "json"}


def _text(made: _Planned) -> str:
    from salescli.views.plan.text import plan_text
    from salescli.views.render.plain import lines

    return "".join(f"{line}\n" for line in lines(plan_text(made.shared)))


def _markdown(made: _Planned) -> str:
    from salescli.views.plan.markdown import plan_markdown

    return plan_markdown(made.shared)


def _html(made: _Planned) -> str:
    from salescli.views.plan.html import plan_html

    return plan_html(made.shared)


def _ics(made: _Planned) -> str:
    from salescli.commands.support.reading.organizer import ChangeCount, known_organizer
    from salescli.exchange.calendar.feed import numbered
    from salescli.exchange.calendar.icalendar_file import calendar_lines
    from salescli.views.plan.calendar_events import plan_events

    handle = made.subject.deal.handle
    changes = ChangeCount(made.session, handle).of(handle)
    sender = known_organizer(made.session)
    planned = plan_events(made.shared, made.subject.standing)
    return "".join(calendar_lines(numbered(event, changes, sender) for event in planned))


def _json(made: _Planned) -> str:
    from salescli.views.render.json_fields import with_chosen_fields
    from salescli.views.render.json_text import json_lines

    facts = plan_facts(made.own, made.shared)
    return "".join(json_lines(with_chosen_fields(envelope(made.session.today, "plans", [facts]))))


FORMATS: Mapping[str, Callable[[_Planned], str]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "ics": _ics,
    "json": _json,
}
