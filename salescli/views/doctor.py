"""The screen of `doctor`: one line for everything that was looked at, and what to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from salescli.text.wording import count
from salescli.views.render.document import Block, Document, Gap, Heading, Span, Style, TextLine

State = Literal["ok", "look", "broken"]

_SIGNS: dict[State, tuple[str, Style]] = {
    "ok": ("+", "good"),
    "look": ("?", "warning"),
    "broken": ("!", "error"),
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that was looked at: its state, what that means, and what to type."""

    name: str
    state: State
    says: str
    fix: str = ""


def doctor_screen(
    book: Sequence[Diagnostic], set_up: Sequence[Diagnostic], fixed: Sequence[str]
) -> Document:
    """Return what was fixed, then the book and the set-up, then how much of it needs a hand."""
    blocks: list[Block] = [TextLine((Span("fixed", "good"), f": {text}"), hang=4) for text in fixed]
    blocks += [Gap()] if fixed else []
    for title, looks in (("Book", book), ("Set-up", set_up)):
        blocks.append(Heading(title))
        for look in looks:
            blocks += _lines(look)
        blocks.append(Gap())
    return (*blocks, TextLine((_summary([*book, *set_up]),)))


def _lines(look: Diagnostic) -> list[Block]:
    sign, style = _SIGNS[look.state]
    spans = (
        Span(f"{sign} {look.state:<6}", style),
        f"  {look.name}: {look.says}",
    )
    fix: list[Block] = [TextLine((Span(look.fix, "command"),), indent=10)] if look.fix else []
    return [TextLine(spans, hang=10), *fix]


def _summary(looks: Sequence[Diagnostic]) -> str:
    broken = sum(look.state == "broken" for look in looks)
    unsure = sum(look.state == "look" for look in looks)
    if not broken and not unsure:
        return "All is well."
    parts = [f"{broken} broken"] if broken else ["Nothing is broken"]
    parts += [f"{count(unsure, 'thing')} to look at"] if unsure else []
    return f"{'; '.join(parts)}."


def diagnostic_facts(look: Diagnostic, area: str) -> dict[str, str]:
    """Return one thing that was looked at, as JSON has it."""
    return {
        "name": look.name,
        "area": area,
        "state": look.state,
        "says": look.says,
        "fix": look.fix,
    }
