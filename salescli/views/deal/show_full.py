"""The screens of `show --full` and `show --log`: all that is known of a deal; its whole log."""

from __future__ import annotations

from datetime import date

from salescli.domain.advice import missing_before_ask
from salescli.domain.agenda import turns
from salescli.domain.deal import Deal
from salescli.domain.deal_fields import FIELDS
from salescli.text.safe_text import harmless_lines
from salescli.text.wording import count, day_text, echo
from salescli.views.agenda import item_text
from salescli.views.deal.deal_head import own_texts, title_line
from salescli.views.deal.encounters import encounter_lines, turn_lines
from salescli.views.deal.requirements import requirement_lines
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.findings import finding_lines
from salescli.views.phrases import money, people_text, step_title
from salescli.views.render.document import (
    Block,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Style,
    Table,
    TextLine,
)

_REACH = 24  # cells for phone and mail, of which neither is ever cut


def full_screen(sheet: ShownDeal, *, log: bool = False) -> Document:
    """Return all that is known of a deal; with its whole `log` in place of the last entries."""
    return (
        *_head(sheet),
        *_people(sheet),
        *_stages(sheet),
        *_requirements(sheet),
        *_before_ask(sheet),
        *_next(sheet),
        *(_log(sheet) if log else _last(sheet)),
        *_own(sheet),
        *_how(sheet),
        *_findings(sheet),
    )


def log_screen(sheet: ShownDeal) -> Document:
    """Return the whole log of a deal, the newest entry first."""
    return (title_line(sheet.deal), *_log(sheet))


def _head(sheet: ShownDeal) -> list[Block]:
    deal, standing = sheet.deal, sheet.standing
    ending = standing.ending
    status = f"{standing.status} on {day_text(ending.at)}" if ending else str(standing.status)
    facts = [
        money(deal.value, deal.currency),
        f"expected close {echo(deal.close, sheet.today)}" if deal.close and not ending else "",
        *(field_text(deal, key, sheet.today) for key in FIELDS),
    ]
    named = sheet.process.name or "no process"
    process = f"{sheet.process.title or named}, revision {deal.revision}"
    if not sheet.judged:
        process = f"the process '{named}' (revision {deal.revision}) is not in the book"
    title = deal.title if deal.title not in ("", deal.company) else ""
    lines: list[Block] = [Heading(deal.handle, " · ".join(filter(None, (deal.company, title))))]
    lines.append(TextLine((f"{status} · {process}",)))
    lines.append(TextLine((" · ".join(filter(None, facts)),)))
    if ending and (ending.reason or ending.evidence):
        source = f" (said by {ending.said_by})" if ending.said_by else ""
        lines.append(
            TextLine((f"{' · '.join(filter(None, (ending.reason, ending.evidence)))}{source}",))
        )
    return lines


def field_text(deal: Deal, key: str, today: date) -> str:
    """Return a field of the header as the screen has it; '' where it is empty or not shown."""
    value, form = getattr(deal, key), FIELDS[key].shown
    if not (value and form):
        return ""
    if isinstance(value, date):
        return form.format(echo(value, today))
    return form.format(", ".join(value) if isinstance(value, tuple) else value)


def _people(sheet: ShownDeal) -> list[Block]:
    people = sheet.deal.people.values()
    if not people:
        return []
    met = {who for entry in sheet.standing.log if entry.is_encounter for who in entry.people}
    rows = tuple(
        (
            person.handle,
            person.name,
            sheet.process.role_name(person.role),
            "" if person.handle in met else "not met yet",
            " ".join(filter(None, (person.phone.replace(" ", "\u00a0"), person.email))),
        )
        for person in people
    )
    reach = Column(grow=True, least=_REACH, wrap=True)
    columns = (Column(), Column(grow=True, wrap=True), Column(), Column(), reach)
    return [Gap(), Heading("People"), Table(columns, rows, indent=2)]


def _stages(sheet: ShownDeal) -> list[Block]:
    stages = sheet.process.stages
    if not stages:
        return []
    spans: list[Span | str] = []
    for stage in stages:
        current = stage.id == sheet.standing.stage
        finished = not current and _is_finished(sheet, stage.id)
        mark, style = ("✓ ", "good") if finished else ("", "faint")
        if current and sheet.standing.is_open:
            mark, style = "▶ ", "strong"
        spans += [" > "] if spans else []
        spans.append(Span(f"{mark}{stage.title or stage.id}", style))  # type: ignore[arg-type]
    lines: list[Block] = [Gap(), TextLine(tuple(spans), indent=2, hang=2)]
    here = sheet.standing.stage
    buyer = next((stage.buyer for stage in stages if stage.id == here and stage.buyer), "")
    if buyer and sheet.standing.is_open:
        lines.append(TextLine((Span(f"The buyer now: {buyer}.", "faint"),), indent=2, hang=2))
    if sheet.standing.gaps and sheet.standing.is_open:
        titles = ", ".join(step_title(sheet.process, step) for step in sheet.standing.gaps)
        lines.append(TextLine((Span(f"Not done in earlier stages: {titles}.", "faint"),), 2, 2))
    return lines


def _is_finished(sheet: ShownDeal, stage: str) -> bool:
    steps = [step for step in sheet.process.steps if step.stage == stage and step.required]
    return all(step.id in sheet.standing.finished for step in steps)


def _next(sheet: ShownDeal) -> list[Block]:
    review = sheet.review
    if review is None:
        return []
    step = sheet.standing.next
    style: Style = "error" if step is None or step.day < sheet.today else "strong"
    head = "nothing is scheduled"
    if step is not None:
        present = f" · {people_text(sheet.deal, step.people)}" if step.people else ""
        head = f"{review.about.what}{present} · {review.when}"
    lines: list[Block] = [Gap(), Heading("Next"), TextLine((Span(head, style),), indent=2, hang=4)]
    purpose = review.about.due.purpose if review.about.due else ""
    texts = [review.why, f"goal: {purpose}" if purpose else ""]
    lines += [
        TextLine((f"{text[:1].upper()}{text[1:]}.",), indent=2, hang=4) for text in texts if text
    ]
    for item in sheet.standing.agenda[1:]:
        text = item_text(sheet.deal, sheet.process, item.next, sheet.today)
        lines.append(TextLine((f"Then: {text}",), indent=2, hang=4))
    return lines


def _before_ask(sheet: ShownDeal) -> list[Block]:
    steps, roles = missing_before_ask(sheet.standing, sheet.process)
    was_asked = sheet.process.ask is not None and sheet.standing.held(sheet.process.ask.step)
    if not sheet.standing.is_open or was_asked or not (steps or roles):
        return []
    names = [step.title or step.id for step in steps] + [f"meeting {role}" for role in roles]
    text = f"{count(len(names), 'thing')} to do: {', '.join(names)}."
    return [Gap(), Heading("Before asking for the business"), TextLine((text,), indent=2, hang=2)]


def _requirements(sheet: ShownDeal) -> list[Block]:
    lines = requirement_lines(sheet.process, sheet.standing, sheet.requirements)
    if not lines:
        return []
    return [Gap(), Heading("Requirements"), *lines]


def _last(sheet: ShownDeal) -> list[Block]:
    entries = [entry for entry in sheet.standing.log if entry.kind not in ("open", "schedule")]
    lines = [
        line
        for entry in entries[-5:][::-1]
        for line in encounter_lines(entry, sheet.process, sheet.today)
    ]
    return [Gap(), Heading("Last entries"), *lines] if lines else []


def _log(sheet: ShownDeal) -> list[Block]:
    lines: list[Block] = [Gap(), Heading("Log", count(len(sheet.standing.log), "entry", "entries"))]
    for turn in reversed(list(turns(sheet.standing.log))):
        lines += turn_lines(turn, sheet.process, sheet.today)
    return lines


def _own(sheet: ShownDeal) -> list[Block]:
    """Return the owner's own fields, and what an import kept, each in all of its lines."""
    lines: list[Block] = []
    for key, text in own_texts(sheet.deal, imported=True):
        first, *rest = harmless_lines(text) or [""]
        lines.append(TextLine((Span(key, "faint"), f"  {first}"), indent=2, hang=4))
        lines += [TextLine((line,), indent=4) for line in rest]
    return [Gap(), Heading("Your own fields"), *lines] if lines else []


def _findings(sheet: ShownDeal) -> list[Block]:
    lines = [line for one in sheet.findings for line in finding_lines(one)]
    return [Gap(), Heading("Findings"), *lines] if lines else []


def _how(sheet: ShownDeal) -> list[Block]:
    due = sheet.review.about.due if sheet.review else None
    step = sheet.process.step(due.step) if due else None
    if step is None or not step.how.strip():
        return []
    takes = f", {step.takes.spoken()}" if step.takes else ""
    lines = [TextLine((text,), indent=2, hang=4) for text in step.how.strip().splitlines()]
    return [Gap(), Heading(f"How: {step.title or step.id}{takes}", step.buyer), *lines]
