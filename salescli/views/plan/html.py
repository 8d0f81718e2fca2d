"""A plan as one HTML page for sharing: it needs nothing else, runs nothing and loads nothing.

It is dark where its reader wants it dark; on a phone each row is a card; on paper rows stay whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from salescli.domain.action_plan import PlannedRow
from salescli.domain.buyer_plan import BuyerPlan
from salescli.text.safe_text import harmless
from salescli.text.wording import day_text
from salescli.views.plan.phrases import COLUMNS, as_of, buyer_terms, cells, done_text, title

_STYLE = """
:root { color-scheme: light dark; --line: #8886; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
h1 { line-height: 1.2; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem; }
th, td { border-bottom: 1px solid var(--line); }
td, dd, li, h1 { overflow-wrap: break-word; }
td:first-child { white-space: nowrap; }
main { overflow-x: auto; }
@media (max-width: 45rem) {
  body { padding: 1rem; }
  thead { display: none; }
  tr { display: block; margin-bottom: 1rem; border: 1px solid var(--line); border-radius: .5rem; }
  td { display: grid; grid-template-columns: 7rem 1fr; border: 0; padding: .25rem .75rem; }
  td span { min-width: 0; overflow-wrap: anywhere; white-space: normal; }
  td::before { content: attr(data-name); font-weight: 600; }
  td:empty { display: none; }
}
@media print {
  @page { margin: 1.5cm; }
  body { font-size: 9pt; max-width: none; padding: 0; }
  main { overflow: visible; }
  th, td { padding: .4em .5em; overflow-wrap: anywhere; }
  td { min-width: 6.5em; }
  td:nth-child(4) { min-width: 3em; }
  tr, li { break-inside: avoid; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def plan_html(plan: BuyerPlan) -> str:
    """Return the whole page."""
    return "\n".join(_lines(plan)) + "\n"


def _text(text: str) -> str:
    return escape(harmless(text))


def _lines(plan: BuyerPlan) -> Iterator[str]:
    name = _text(f"Plan: {title(plan.deal)}")
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield '<head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{name}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><h1>{name}</h1>"
    yield f"<p>{as_of(plan.today)}.</p>"
    yield "<dl>"
    for term, texts in buyer_terms(plan):
        yield f"<dt>{term}</dt>" + "".join(f"<dd>{_text(text)}</dd>" for text in texts)
    yield "</dl>"
    yield from _to_come(plan)
    yield from _done(plan)
    yield "</body></html>"


def _to_come(plan: BuyerPlan) -> Iterator[str]:
    if not plan.rows:
        return
    yield "<h2>To come</h2>"
    yield "<main><table><thead><tr>"
    yield "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    yield "</tr></thead><tbody>"
    yield from (_row(plan, row) for row in plan.rows)
    yield "</tbody></table></main>"


def _row(plan: BuyerPlan, row: PlannedRow) -> str:
    texts = zip(COLUMNS, cells(plan, row), strict=True)
    inner = "".join(f'<td data-name="{name}">{_cell(text)}</td>' for name, text in texts)
    return f"<tr>{inner}</tr>"


def _cell(text: str) -> str:
    return f"<span>{_text(text)}</span>" if text else ""


def _done(plan: BuyerPlan) -> Iterator[str]:
    if not plan.done:
        return
    yield "<h2>Done</h2><ul>"
    for done in plan.done:
        yield f"<li>{day_text(done.on)}: {_text(done_text(done))}</li>"
    yield "</ul>"
