"""The file formats as JSON Schema, for editors, put together from the shapes that the readers use.

Editors check a TOML file by a schema as if it were JSON: a date or a time is a string in its ISO
form to them. taplo, the engine of most, reads a schema of any later draft by the rules of draft 7;
so only what means the same in both is used here, and nothing is referred to by `$ref`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from salescli.store.formats import deal, schema_descriptions, settings, values
from salescli.store.formats import process as processes
from salescli.store.formats.schema_forms import Fragment, form
from salescli.store.formats.values import Reader, Shape

_LEAST = {"string": "minLength", "array": "minItems"}
_ANYTHING: Fragment = {"type": "object", "additionalProperties": True}


def deal_schema() -> Fragment:
    """Return the schema of a deal's file."""
    following = _table(deal.NEXT, schema_descriptions.NEXT, ("on",))
    following["anyOf"] = [_filled(following, (name,)) for name in ("step", "what")]
    change = {"type": "array", "minItems": 2, "maxItems": 2}
    inner = {"next": following, "change": _each(change)}
    entry = _table(deal.ENTRY, schema_descriptions.ENTRY, ("at", "kind"), inner)
    person = _table(deal.PERSON, schema_descriptions.PERSON)
    inner = {"custom": _ANYTHING, "people": _each(person), "log": entry | _needed(entry)}
    header = _table(deal.HEADER, schema_descriptions.HEADER, ("process",), inner)
    header["properties"]["process"]["minLength"] = 1
    return _document("A deal of salescli", "One deal: header, people and log.", header)


def process_schema() -> Fragment:
    """Return the schema of a process's file."""
    words = schema_descriptions
    outcome = _table(processes.OUTCOME, words.OUTCOME, ("id",))
    reason = _table(processes.REASON, words.REASON, ("id",))
    inner = {
        "fits": _table(processes.FITTING, words.FITTING),
        "stage": _table(processes.STAGE, words.STAGE, ("id",)),
        "role": _table(processes.ROLE, words.ROLE, ("id",)),
        "step": _table(processes.STEP, words.STEP, ("id",), {"outcome": outcome}),
        "ask": _table(processes.ASK, words.ASK, ("step",)),
        "disqualify": reason,
        "loss": reason,
    }
    process = _table(processes.PROCESS, words.PROCESS, (), inner)
    return _document(
        "A process of salescli", "The stages and steps that deals of one kind follow.", process
    )


def settings_schema() -> Fragment:
    """Return the schema of salescli.toml."""
    words = schema_descriptions
    inner = {
        "calendar": _table(settings.CALENDAR, words.CALENDAR),
        "git": _table(settings.GIT, words.GIT),
        "check": _table(settings.CHECK, words.CHECK),
        "files": _table(settings.FILES, words.FILES),
        "capture": _table(settings.CAPTURE, words.CAPTURE),
        "agent": _table(settings.AGENT, words.AGENT),
    }
    book = _table(settings.SETTINGS, words.SETTINGS, (), inner)
    return _document("The settings of salescli", "The settings of a whole book of deals.", book)


SCHEMAS: Mapping[str, Callable[[], Fragment]] = {
    "deal": deal_schema,
    "process": process_schema,
    "settings": settings_schema,
}


def _document(title: str, description: str, table: Fragment) -> Fragment:
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": title, "description": description} | table


def _table(
    shape: Shape,
    words: Mapping[str, str],
    required: Sequence[str] = (),
    inner: Mapping[str, Fragment] | None = None,
) -> Fragment:
    """Return the schema of a table that a shape reads.

    `words` describe its keys, `inner` are the tables within it.
    """
    properties = {
        name: _key(words[name], reader, (inner or {}).get(name))
        for name, (_, reader) in shape.items()
    }
    table: Fragment = {"type": "object", "properties": properties, "additionalProperties": False}
    return table | ({"required": list(required)} if required else {})


def _key(words: str, reader: Reader, inner: Fragment | None) -> Fragment:
    if inner is None:
        taken = form(reader)
    else:
        many: Fragment = {"type": "array", "items": inner}
        taken = many if reader is values.tables else inner
        if reader is values.table_or_tables:
            taken = {"anyOf": [inner, many | {"minItems": 1}]}
    says = f"{words} {taken['description']}" if "description" in taken else words
    return taken | {"description": says}


def _each(fragment: Fragment) -> Fragment:
    """Return a table whose keys are the owner's to choose."""
    return {"type": "object", "additionalProperties": fragment}


def _needed(entry: Fragment) -> Fragment:
    """Return what an entry of a kind can't do without, as a chain of conditions.

    taplo offers no keys beside `allOf`. Each link allows all keys in so many words, as tombi misses
    them otherwise.
    """
    chain: Fragment = {}
    for kind, needed in deal.NEEDED.items():
        of_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        link = {"if": of_kind | _ANYTHING, "then": _all_of(entry, needed)}
        chain = link | ({"else": chain | _ANYTHING} if chain else {})
    return chain


def _all_of(entry: Fragment, needed: Collection[tuple[str, ...]]) -> Fragment:
    """Return what makes sure that of each of these groups of keys one at least is filled."""
    if all(len(names) == 1 for names in needed):
        return _filled(entry, [name for (name,) in needed])
    (names,) = needed
    return {"anyOf": [_filled(entry, (name,)) for name in names]} | _ANYTHING


def _filled(table: Fragment, names: Collection[str]) -> Fragment:
    """Return the condition that keys of a table are there, and not empty texts or lists."""
    kinds = {name: table["properties"][name].get("type", "") for name in names}
    filled = {
        name: {"type": kind, _LEAST[kind]: 1} for name, kind in kinds.items() if kind in _LEAST
    }
    return {"properties": filled, "required": list(names)} | _ANYTHING
