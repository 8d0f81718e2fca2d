"""What JSON has of a deal, as rows of plain values: the text, and when it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salescli.store.cache.summary_rows import MOMENT, form_of

FACTS = "facts"  # the name of their files


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """A deal as JSON text. `day`, `since` and `made_from` are as those of `KeptFindings`."""

    day: str
    since: datetime | None
    made_from: str
    text: str


def _text_of(row: list[str]) -> str:
    (text,) = row
    return text


# In a list of its own, since what many deals have in common is held once: this nobody has.
_TEXT = (lambda text: [text], _text_of)
FACT_ROWS = form_of("facts", KeptFacts, {"since": MOMENT, "text": _TEXT})
