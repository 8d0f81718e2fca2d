"""`plan`: the mutual action plan of a deal, on the screen or as a file for the buyer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.find_deal import open_subject
from salescli.commands.support.output_file import STANDARD_OUTPUT, write_output
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import Subject
from salescli.domain.action_plan import Plan, make_plan
from salescli.errors import UsageError
from salescli.flags.deals.plan import PlanFlags
from salescli.text.shell_quoting import command
from salescli.views.facts import envelope
from salescli.views.plan.screen import plan_facts, plan_screen
from salescli.views.render.output import emit, warn

Render = Callable[[Plan, Subject, Session], str]


def plan(flags: PlanFlags) -> None:
    """Show the plan of a deal, or give it out as a file. Raises SalescliError.

    Where no format is named it goes by the name of the file.
    """
    to, form = flags.output, "json" if flags.as_json else flags.form
    form = arguments.known(
        "format", [form or _by_name(to)], FORMATS, f"formats: {', '.join(FORMATS)}"
    )[0]
    session = open_session(flags.book, flags.today)
    about = open_subject(session, flags.deal)
    if not about.judged:
        raise UsageError(
            f"nothing can be planned: the process of {about.deal.handle} is not in the book",
            fix=command("check", about.deal.handle),
        )
    calendar = session.book.settings.calendar
    made = make_plan(about.deal, about.process, about.standing, session.today, calendar)
    if form == "text" and to in (None, STANDARD_OUTPUT):
        emit(plan_screen(made))
        return
    write_output(
        iter((FORMATS[form](made, about, session),)), to, lambda: f"The plan of {about.deal.handle}"
    )
    if not made.fits and form != "json":
        said = command("plan", about.deal.handle)
        warn(f"the plan does not fit\n  {said}   shows what would make it fit")


def _by_name(to: Path | None) -> str:
    return _SUFFIXES.get(to.suffix.lower(), "text") if to is not None else "text"


_SUFFIXES = {".md": "markdown", ".html": "html", ".htm": "html", ".ics": "ics", ".json": "json"}


def _text(made: Plan, _about: Subject, _session: Session) -> str:
    from salescli.views.render.plain import lines

    return "".join(f"{line}\n" for line in lines(plan_screen(made)))


def _markdown(made: Plan, _about: Subject, _session: Session) -> str:
    from salescli.views.plan.markdown import plan_markdown

    return plan_markdown(made)


def _html(made: Plan, _about: Subject, _session: Session) -> str:
    from salescli.views.plan.html import plan_html

    return plan_html(made)


def _ics(made: Plan, about: Subject, session: Session) -> str:
    from salescli.commands.support.organizer import ChangeCount, known_organizer
    from salescli.exchange.calendar.feed import numbered
    from salescli.exchange.calendar.icalendar_file import calendar_lines
    from salescli.views.plan.calendar_events import plan_events

    changes = ChangeCount(session, about.deal.handle).of(about.deal.handle)
    sender = known_organizer(session)
    events = (numbered(event, changes, sender) for event in plan_events(made, about.standing))
    return "".join(calendar_lines(events))


def _json(made: Plan, _about: Subject, session: Session) -> str:
    from salescli.views.render.json_text import json_text

    return json_text(envelope(session.today, "plans", [plan_facts(made)])) + "\n"


FORMATS: Mapping[str, Render] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "ics": _ics,
    "json": _json,
}
