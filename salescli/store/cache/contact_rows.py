"""The people of deals as rows of plain values, as the cache keeps them, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from salescli.domain.people.contacts import Contact, DealContacts
from salescli.store.cache.row_form import Row
from salescli.store.cache.summary_rows import STATUS, form_of


def _rows(people: Iterable[Contact]) -> list[Row]:
    return [
        [
            who.handle,
            who.name,
            who.role,
            who.side,
            who.email,
            who.phone,
            who.title,
            who.met.isoformat() if who.met else None,
        ]
        for who in people
    ]


def _people(rows: Iterable[Row]) -> tuple[Contact, ...]:
    return tuple([_contact(row) for row in rows])


def _contact(row: Row) -> Contact:
    handle, name, role, side, email, phone, title, met = row
    return Contact(handle, name, role, side, email, phone, title, _moment(met) if met else None)


_moment = lru_cache(maxsize=65536)(datetime.fromisoformat)


CONTACTS = form_of("people", DealContacts, {"status": STATUS, "people": (_rows, _people)})
