"""Days in words in the cells of a table: 'Ende Q1', 'Mitte Februar', read as at any prompt."""

from __future__ import annotations

from collections.abc import Callable

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed.header_values import typed_value
from salescli.domain.deal_fields import COLUMNS
from salescli.domain.time.moment import When
from salescli.errors import SalescliError
from salescli.exchange.csv.known_exports import HELD

_HAS_BEEN = ("opened", "closed", "closed_won", "closed_lost", "contacted")


def spoken_days(session: Session) -> Callable[[str, str], When]:
    """Return what reads a day in words for a field of a row; it raises ValueError."""

    def read(text: str, field: str) -> When:
        try:
            if field in _HAS_BEEN or field.startswith(HELD):
                return arguments.when_past(text, session)
            if field in COLUMNS:
                day: When = typed_value(field, text, session)
                return day
            return arguments.read_when(text, session)
        except SalescliError as error:
            raise ValueError(error.message) from None

    return read
