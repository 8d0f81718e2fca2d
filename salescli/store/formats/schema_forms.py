"""What each reader of a value takes, as JSON Schema has it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from salescli.domain.checks import all_rules
from salescli.domain.money.currency import IN_FILES
from salescli.domain.proposal import ENDINGS, PROPOSABLE
from salescli.domain.time.duration import UNITS
from salescli.store.formats import deal, process, settings, values
from salescli.store.formats.values import Reader

Fragment = dict[str, Any]

_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?"
_DAY: Fragment = {"type": "string", "format": "date", "pattern": f"^{_DATE}$"}
_OFFSET: Fragment = {
    "type": "string",
    "format": "date-time",
    "pattern": f"^{_DATE}[Tt ]{_TIME}([Zz]|[+-][0-9]{{2}}:[0-9]{{2}})$",
}
# tombi knows this format; for others, the pattern tells a local time from any text.
_LOCAL: Fragment = {
    "type": "string",
    "format": "date-time-local",
    "pattern": f"^{_DATE}[Tt ]{_TIME}$",
}
_TEXT: Fragment = {"type": "string"}
_TEXTS: Fragment = {"type": "array", "items": _TEXT}
_AMOUNT: Fragment = {"type": "number", "minimum": 0, "exclusiveMaximum": 10**15}
_UNQUOTED = "It is written without quotes, though editors check it as text."
_OFFSET_OR_LOCAL = f"such as 2026-11-09T14:00:00+01:00; without an offset it is local. {_UNQUOTED}"
_WORKDAY = "|".join("".join(f"[{c.upper()}{c}]" for c in name) for name in settings.DAYS)

_FORMS: Mapping[Reader, Fragment] = {
    values.text: _TEXT,
    values.currency: {"enum": ["", *IN_FILES]},
    values.texts: _TEXTS,
    values.yes: {"type": "boolean"},
    values.positive: {"type": "integer", "minimum": 1, "exclusiveMaximum": 10**9},
    values.whole: {"type": "integer", "minimum": 0, "exclusiveMaximum": 10**12},
    values.amount: _AMOUNT,
    values.day: _DAY | {"description": f"A date such as 2027-01-29. {_UNQUOTED}"},
    values.moment: {
        "anyOf": [_OFFSET, _LOCAL],
        "description": f"A date and time {_OFFSET_OR_LOCAL}",
    },
    values.when: {
        "anyOf": [_DAY, _OFFSET, _LOCAL],
        "description": f"A date, or a date and time {_OFFSET_OR_LOCAL}",
    },
    values.duration: {
        "type": "string",
        "pattern": f"^[1-9][0-9]{{0,3}}({'|'.join(UNITS)})$",
        "description": 'A duration: "30m", "3h", "5d", "2w" or "10bd" (business days).',
    },
    process.read_bounds: {
        "type": "object",
        "properties": dict.fromkeys(process.BOUNDS, _AMOUNT),
        "additionalProperties": False,
        "description": "{ from = 10, to = 50 } includes both; one of them may be left out.",
    },
    process.read_words: {"anyOf": [_TEXT, _TEXTS]},
    settings.workdays: {
        "type": "array",
        "items": {"type": "string", "pattern": f"^({_WORKDAY})"},
        "minItems": 1,
    },
    settings.holidays: {"type": "array", "items": _DAY},
    settings.read_codes: {
        "type": "array",
        "items": {"type": "string", "enum": sorted(all_rules())},
    },
    settings.applied_by_agents: {
        "type": "array",
        "items": {"type": "string", "enum": [n for n in PROPOSABLE if n not in ENDINGS]},
    },
    settings.email: {"type": "string", "pattern": f"^{settings.EMAIL}$"},
    settings.addresses: {
        "type": "array",
        "items": {"type": "string", "pattern": f"^{settings.EMAIL}$"},
    },
    settings.hours: {"type": "string", "pattern": f"^{settings.HOURS}$"},
    settings.country: {"type": "string", "pattern": f"^{settings.COUNTRY}$"},
    settings.region: {"type": "string", "pattern": f"^{settings.REGION}$"},
    settings.folder: {"type": "string", "pattern": f"^{settings.FOLDER}$"},
    settings.alarm: {"type": "string", "pattern": "^[1-9][0-9]{0,3}(m|h|d|w)$"},
    deal.reference: {"type": "string", "pattern": r"^(mid|uid|sha|crm):\S"},
    settings.schema_reference: {"type": "string", "pattern": r"^\S(.*\S)?$"},
}


def form(reader: Reader) -> Fragment:
    """Return the schema of what a reader takes.

    Raises KeyError for a reader of tables: their keys come from their own shape.
    """
    if isinstance(reader, partial):
        return {"type": "string", "enum": list(reader.args[0])}
    return _FORMS[reader]
