"""What ties captured encounters to deals as rows of plain values, as the cache keeps it."""

from __future__ import annotations

from salescli.domain.incoming.links import DealLinks
from salescli.store.cache.summary_rows import AGENDA, MOMENT, PEOPLE, STATUS, TEXTS, form_of

LINKS = form_of(
    "links",
    DealLinks,
    {
        "status": STATUS,
        "people": PEOPLE,
        "refs": TEXTS,
        "agenda": AGENDA,
        "names": TEXTS,
        "last_at": MOMENT,
    },
)
