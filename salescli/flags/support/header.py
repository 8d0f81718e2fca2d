"""The flags of a deal's header, which follow from its fields."""

from collections.abc import Mapping
from typing import Any

from salescli.domain.deal_fields import FIELDS, FLAGS, LISTS, Kind
from salescli.flags.support.declaration import Flag

_LARGEST = 10**9


def header_flags() -> Mapping[str, tuple[Any, Flag]]:
    """Return the type and the flag of each field of the header that has one, by its key."""
    return {key: _flag(key, name) for key, name in FLAGS.items()}


def _flag(key: str, name: str) -> tuple[Any, Flag]:
    field = FIELDS[key]
    if field.kind is Kind.WHOLE:
        return int, Flag(name, field.takes, field.help, least=0, most=_LARGEST)
    return (tuple[str, ...] if field.kind in LISTS else str), Flag(name, field.takes, field.help)
