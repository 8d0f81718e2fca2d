"""What the tools of the server take: exact JSON Schemas, written down once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

HANDLE: Schema = {"type": "string", "minLength": 1, "maxLength": 100}
_ID: Schema = {"type": "string", "minLength": 1, "maxLength": 100}
_TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": 10_000}
_LINE: Schema = {"type": "string", "minLength": 1, "maxLength": 300}
_YES: Schema = {"type": "boolean"}
_DAY: Schema = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$",
}
_LINES: Schema = {"type": "array", "items": _LINE, "maxItems": 30}
_IDS: Schema = {"type": "array", "items": _ID, "maxItems": 30}
_PEOPLE: Schema = {"type": "array", "items": HANDLE, "maxItems": 30}
CURSOR: Schema = {"type": "string", "pattern": r"^\d{1,6}$"}


def object_of(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """Return the schema of an object with these keys and no others."""
    whole: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return {**whole, "required": list(required)} if required else whole


_NEXT: Schema = object_of(
    {"step": _ID, "what": _LINE, "on": _DAY, "with": _PEOPLE, "goal": _LINE, "agreed": _YES},
    ("on",),
)
_WHY_ENDED = {
    "reason": _ID,
    "evidence": _TEXT,
    "said_by": HANDLE,
    "revisit": _DAY,
    "note": _TEXT,
}
_NEEDED: Mapping[str, tuple[str, ...]] = {
    "schedule": ("next",),
    "cancel": ("reason",),
    "skip": ("steps", "reason"),
    "note": ("text",),
    "set": ("fields",),
    "person": ("person",),
    "lose": ("reason", "evidence"),
    "walk": ("reason", "evidence"),
}
_TAKES: Mapping[str, Mapping[str, Schema]] = {
    "log": {
        "kind": {"enum": ["call", "meeting", "email", "message", "visit"]},
        "at": _DAY,
        "steps": _IDS,
        "met": _IDS,
        "with": _PEOPLE,
        "note": _TEXT,
        "next": _NEXT,
        "also": _YES,
        "keep": _YES,
        "did": _LINES,
        "drop": _LINES,
        "done_before": _IDS,
    },
    "schedule": {"next": _NEXT, "also": _YES, "instead": _LINE},
    "cancel": {"item": _LINE, "reason": _LINE, "keep": _YES, "next": _NEXT},
    "skip": {"steps": _IDS, "reason": _LINE, "keep": _YES, "next": _NEXT},
    "note": {"text": _TEXT},
    "set": {
        "fields": {
            "type": "object",
            "propertyNames": {"pattern": r"^[a-z_]+(\.[\w-]+)?$"},
            "additionalProperties": {"type": "string", "maxLength": 1_000},
            "minProperties": 1,
            "maxProperties": 20,
        }
    },
    "person": {
        "person": HANDLE,
        **dict.fromkeys(("name", "role", "email", "phone", "title"), _LINE),
        "remove": _YES,
    },
    "win": {"evidence": _TEXT, "said_by": HANDLE},
    "lose": _WHY_ENDED,
    "walk": _WHY_ENDED,
}

CHANGE: Schema = {
    "description": (
        "What is to change in one deal: `do` is the command that does it. A day is 2026-12-04 or "
        "2026-12-04T10:00."
    ),
    "oneOf": [
        object_of(
            {"do": {"const": name}, "deal": HANDLE, **takes},
            ("do", "deal", *_NEEDED.get(name, ())),
        )
        for name, takes in _TAKES.items()
    ],
}
