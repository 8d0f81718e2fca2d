"""A plan as Markdown, for a mail or a shared page. All that it says is text, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from salescli.domain.buyer_plan import BuyerPlan
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless
from salescli.text.wording import day_text
from salescli.views.plan.phrases import COLUMNS, as_of, buyer_terms, cells, done_text, title

_MARKUP = lazy_re(r"[\\`*_\[\]|~#$<>&]|(?<=:)//|(?<=www)\.|@|!(?=\[)|^ *([-+=]|[0-9]+[.)])")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "//": "/\\/", ".": "\\.", "@": "&#64;"}


def plan_markdown(plan: BuyerPlan) -> str:
    """Return the whole file."""
    return "\n".join(_lines(plan)) + "\n"


def literally(text: str) -> str:
    """Return a text that Markdown shows as it is: on one line, nothing in it marks up or links."""
    return _MARKUP.sub(_literal, harmless(text))


def _literal(match: re.Match[str]) -> str:
    text = match[0]
    return _ENTITIES.get(text) or f"{text[:-1]}\\{text[-1]}"


def _lines(plan: BuyerPlan) -> Iterator[str]:
    yield f"# Plan: {literally(title(plan.deal))}"
    yield ""
    yield f"{as_of(plan.today)}."
    yield ""
    for name, texts in buyer_terms(plan):
        yield f"- **{name}:** {'; '.join(map(literally, texts))}"
    if plan.rows:
        yield from ("", "## To come", "")
        yield _row(COLUMNS)
        yield _row("---" for _ in COLUMNS)
        yield from (_row(map(literally, cells(plan, row))) for row in plan.rows)
    if plan.done:
        yield from ("", "## Done", "")
        yield from (f"- {day_text(done.on)}: {literally(done_text(done))}" for done in plan.done)


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(texts)} |"
