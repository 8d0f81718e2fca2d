"""`learn`: what the closed deals of a process teach, and its next revision made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from salescli.commands.learn.apply import apply_proposals, obstacles
from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.reading.process_choice import choose_process
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import Session, open_session, open_to_write
from salescli.commands.support.typed.period_flags import past_period
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.time.period import Period
from salescli.errors import UsageError
from salescli.flags.deciding.learn import LearnFlags
from salescli.insight.learn.evidence import Evidence, evidence
from salescli.insight.learn.learn import Lessons, learn_from
from salescli.insight.learn.proposals import not_yet, process_proposals
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_loader import read_page
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.learn.facts import learn_facts
from salescli.views.learn.screen import learn_screen
from salescli.views.render.output import emit, emit_json


def learn(flags: LearnFlags) -> None:
    """Show what the closed deals of a process say; with `apply` write the proposals chosen.

    Raises SalescliError.
    """
    chosen, apply, as_json = flags.proposals, flags.apply, flags.as_json
    if apply and as_json:
        raise UsageError("--apply and --json don't go together", fix="leave one of them out")
    session = (open_to_write if apply else open_session)(flags.book)
    period = past_period(flags.since, flags.until, session)
    closed, unreadable = _closed_deals(session)
    process = choose_process(session, flags.process or _usual(session, closed))
    if chosen and not apply:
        fix = command("learn", process.name, flags=f"--apply {' '.join(chosen)}")
        raise UsageError("proposals are named, and nothing is to be done with them", fix=fix)
    handles = closed.get(process.name, [])
    lessons, left_out = _lessons(session, process, handles, period, unreadable)
    found, hints = process_proposals(lessons), not_yet(lessons)
    in_the_way = obstacles(session, process, found)
    if as_json:
        facts = learn_facts(
            *(session.today, lessons, found),
            in_the_way=in_the_way,
            hints=hints,
            left_out=left_out,
        )
        emit_json(facts)
    elif apply:
        apply_proposals(session, lessons, found, in_the_way, chosen)
    else:
        emit(learn_screen(lessons, found, in_the_way, hints, left_out))


def _closed_deals(session: Session) -> tuple[dict[str, list[str]], int]:
    """Return the handles of the closed deals by their process, and how many deals can't be read."""
    closed: dict[str, list[str]] = {}
    unreadable = 0
    for found in through_cache(session, SUMMARIES, summary_of, closed=True, in_order=False):
        if isinstance(found, tuple):
            unreadable += 1
        elif not isinstance(found, bool) and not found.is_open:
            closed.setdefault(found.process, []).append(found.handle)
    return {name: sorted(closed[name]) for name in sorted(closed)}, unreadable


def _usual(session: Session, closed: Mapping[str, Sequence[str]]) -> str:
    """Return the process that is meant where none is named: the only one that has closed deals.

    Else the one of the settings. Raises UsageError.
    """
    counts = {name: len(deals) for name, deals in closed.items()}
    own = [name for name in session.loader.names() if name in counts]
    usual = session.book.settings.process
    if len(own) == 1 or usual:
        return own[0] if len(own) == 1 else usual
    if not own:
        raise UsageError(
            "no process has closed deals to learn from yet",
            fix="salescli win DEAL, lose DEAL or walk DEAL closes one",
        )
    listed = ", ".join(f"{name} ({count(counts[name], 'closed deal')})" for name in own)
    raise UsageError(f"say which process: {listed}", fix=command("learn", own[0]))


def _lessons(
    session: Session, process: Process, closed: Iterable[str], period: Period, unreadable: int
) -> tuple[Lessons, list[str]]:
    """Return the lessons for a process, and in sentences which deals are not among them."""
    calendar = session.book.settings.calendar
    deals: list[Evidence] = []
    left_out = Counter({"whose file can't be read (salescli check)": unreadable})
    for handle in closed:
        page = read_page(session.book, session.loader, handle)
        if page.deal is None:
            left_out["whose file can't be read (salescli check)"] += 1
        elif not page.judged:
            left_out["under a revision that is not in the book (salescli check)"] += 1
        else:
            standing = replay(page.deal, page.process)
            one = evidence(page.deal, page.process, standing, process, calendar)
            if one is not None and period.has(one.closed):
                deals.append(one)
            else:
                left_out["closed on other days"] += 1
    lessons = learn_from(process, deals)
    sentences = [f"Left out: {count(left_out[why], 'deal')} {why}." for why in sorted(+left_out)]
    if lessons.imported:
        says = "with steps that were imported: done, but not known when"
        sentences.append(f"Among them: {count(lessons.imported, 'deal')} {says}.")
    return lessons, sentences
