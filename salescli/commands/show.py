"""`show`: one deal's standing."""

from __future__ import annotations

from salescli.commands.support.as_of import session_as_of, session_at
from salescli.commands.support.find_deal import subject
from salescli.commands.support.load_deals import findings, summary_of
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.review import review, week_end
from salescli.domain.standing import Requirement
from salescli.domain.verdicts import verdicts
from salescli.flags.day.show import ShowFlags
from salescli.store.finding_lines import locate_findings
from salescli.views.facts import deal_facts, envelope, finding_facts
from salescli.views.findings import finding_lines
from salescli.views.render.document import Gap, Heading
from salescli.views.render.output import emit, emit_json
from salescli.views.show import ShownDeal, show_screen


def show(flags: ShowFlags) -> None:
    """Show one deal, as it is or as it stood `at` a day. Raises SalescliError."""
    with session_at(flags.book, flags.today, flags.at, flags.deal) as session:
        emit(session_as_of(session) if flags.at and not flags.as_json else ())
        _show(session, flags.deal, as_json=flags.as_json)


def _show(session: Session, name: str, *, as_json: bool) -> None:
    about = subject(session, name)
    found = locate_findings(session.book, findings(session, about))
    requirements = verdicts(about.standing, about.process)
    if as_json:
        facts = deal_facts(about.deal, about.process, about.standing, found)
        facts["requirements"] = [_requirement(one) for one in requirements]
        facts["details"] = [finding_facts(one) for one in found]
        emit_json(envelope(session.today, "deals", [facts]))
        return
    lines = [line for one in found for line in finding_lines(one)]
    after = (Gap(), Heading("Findings"), *lines) if lines else ()
    emit((*show_screen(_sheet(session, about, requirements)), *after))


def _sheet(session: Session, about: Subject, requirements: tuple[Requirement, ...]) -> ShownDeal:
    one = None
    if about.standing.is_open:
        until = week_end(session.today, session.book.settings.calendar)
        one = review(summary_of(about), session.today, until)
    return ShownDeal(
        about.deal, about.process, about.judged, about.standing, requirements, one, session.today
    )


def _requirement(requirement: Requirement) -> dict[str, object]:
    return {
        "rule": requirement.rule,
        "step": requirement.step,
        "other": requirement.other,
        "verdict": requirement.verdict,
        "holds": requirement.holds,
    }
