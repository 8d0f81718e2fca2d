"""`report`: what the deals of the book add up to, on a screen, as JSON, or as one page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.reading.load_courses import read_courses
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, load_deals, through_cache
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.period_flags import past_period, period_of_flag
from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.domain.time.period import Period
from salescli.errors import UsageError
from salescli.flags.deciding.report import ReportFlags
from salescli.insight.report.report import Report, Scope, build_report
from salescli.insight.trajectory import Trajectory
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.files.atomic import write_whole
from salescli.text.wording import listed
from salescli.views.facts import envelope
from salescli.views.render.document import Document, Gap, Heading, TextLine
from salescli.views.render.output import can_write, emit, emit_json
from salescli.views.report.outlook import PARTS, outlook_screen
from salescli.views.report.section import ReportDocument

BEFORE, YEAR = "before", "year"
_FORMS = f"--compare {BEFORE}, --compare {YEAR} or --compare 2026-01-01..2026-03-31"


def report(flags: ReportFlags) -> int:
    """Show the report, or write it as a page; the exit code. Raises SalescliError."""
    session = open_session(flags.book, flags.today)
    parts = _parts(flags)
    if flags.week:
        return _week(session, flags)
    scope = _scope(session, flags)
    page = _page(flags.html)
    outlook = () if page or flags.as_json or parts != () else ((SUMMARIES, summary_of),)
    courses, unreadable = read_courses(session, also=outlook)
    _known_process(session, scope.process, courses)
    made = build_report(courses, scope)
    if page is not None:
        _write(_paper(session, made, unreadable), page)
    if flags.as_json:
        from salescli.views.report.facts import report_facts

        emit_json(report_facts(made, unreadable))
    elif page is not None:
        emit((TextLine((f"The report is in {page}: open it in any browser.",)),))
    else:
        emit(_shown(session, made, courses, unreadable, parts))
    return FINDINGS if unreadable else DONE


def _parts(flags: ReportFlags) -> tuple[str, ...] | None:
    """Return the parts to show: none for the first screen, None for all of them. Raises."""
    named = tuple(word for text in flags.parts for word in arguments.words(text.lower()))
    options = dict.fromkeys(PARTS, "")
    known = arguments.known("part", named, options, f"parts: {', '.join(PARTS)}") if named else ()
    if flags.full:
        return None
    if not known and (flags.since or flags.until or flags.compare):
        return ("results",)
    return tuple(known)


def _week(session: Session, flags: ReportFlags) -> int:
    """Show this week in numbers, beside the one before."""
    from salescli.insight.report.week import count_weeks, this_week, week_before
    from salescli.views.report.week import week_facts, week_screen

    read = load_deals(session)
    deals = ((about.deal, about.standing) for about in read if isinstance(about, Subject))
    weeks = count_weeks(deals, (this_week(session.today), week_before(session.today)))
    if flags.as_json:
        emit_json(envelope(session.today, "weeks", week_facts(weeks)))
    else:
        emit(week_screen(*weeks))
    return DONE


def _shown(
    session: Session,
    made: Report,
    courses: list[Trajectory],
    unreadable: tuple[Finding, ...],
    parts: tuple[str, ...] | None,
) -> Document:
    """Return the first screen, or the parts of the report that are wanted."""
    document = _paper(session, made, unreadable)
    if parts is None:
        return _screen(document)
    if parts:
        names = {name for part in parts for name in PARTS[part]}
        chosen = tuple(section for section in document.sections if section.name in names)
        if made.deals and not chosen:
            text = f"Nothing to count yet for {listed(parts)}. salescli report --full has the rest."
            return (Heading(document.title, document.subtitle), Gap(), TextLine((text,)))
        return _screen(replace(document, sections=chosen))
    from salescli.insight.report.outlook import build_outlook

    read = through_cache(session, SUMMARIES, summary_of, closed=False, in_order=False)
    outlook = build_outlook(made, courses, (one for one in read if isinstance(one, Summary)))
    return outlook_screen(outlook, document.subtitle, document.unreadable)


def _scope(session: Session, flags: ReportFlags) -> Scope:
    period = past_period(flags.since, flags.until, session)
    other = _other(flags.compare, period, session) if flags.compare is not None else None
    if other is not None and period.until is None:
        period = Period(period.since, session.today)
    return Scope(session.today, period, flags.process.strip(), other)


def _other(text: str, period: Period, session: Session) -> Period:
    """Return the period to compare with: `before`, `year`, or two days with `..` between them."""
    word = text.strip().lower()
    if period.since is None:
        raise UsageError(
            "--compare needs --since: which period is it that is compared?",
            fix=f"salescli report --since 2026-01-01 --until 2026-03-31 --compare {BEFORE}",
        )
    if word not in (BEFORE, YEAR):
        other = period_of_flag("--compare", text, session)
        if other.since is None or other.until is None:
            raise UsageError(f"--compare: '{text}' has no first day or no last one", fix=_FORMS)
        return other
    whole = Period(period.since, period.until or session.today)
    try:
        return whole.before() if word == BEFORE else whole.year_before()
    except ValueError as error:
        raise UsageError(f"--compare {word}: {error}", fix=_FORMS) from None


def _known_process(session: Session, name: str, courses: list[Trajectory]) -> None:
    options = {*session.loader.names(), *(one.process for one in courses)} - {""}
    if name:
        arguments.known("process", [name], options, f"processes: {', '.join(sorted(options))}")


def _page(path: Path | None) -> Path | None:
    """Where the page goes. Raises UsageError for a name that a page would not have."""
    if path is None:
        return None
    path = path.expanduser()
    if path.suffix.lower() not in (".html", ".htm"):
        raise UsageError(
            f"--html {path}: a page has a name that ends in .html, so that no other file is lost",
            fix=f"--html {path.with_name(path.name + '.html') if path.name else 'report.html'}",
        )
    return path.absolute()


def _write(document: ReportDocument, path: Path) -> None:
    from salescli.views.report.page import report_page

    write_whole(path, report_page(document).encode(), path.parent)


def _paper(session: Session, made: Report, unreadable: tuple[Finding, ...]) -> ReportDocument:
    from salescli.views.report.screen import report_document

    named = ((name, session.loader.in_force(name)) for name in session.loader.names())
    processes = {name: process for name, process in named if process is not None}
    return report_document(made, processes, unreadable)


def _screen(document: ReportDocument) -> Document:
    from salescli.views.render.figures import BLOCKS, PLAIN
    from salescli.views.report.screen import report_screen

    return report_screen(document, BLOCKS if can_write(BLOCKS.all) else PLAIN)
