"""`schema`: the file formats as JSON Schema, for editors."""

from __future__ import annotations

from salescli.errors import UsageError
from salescli.flags.keeping.schema import SchemaFlags
from salescli.store.formats.schema import SCHEMAS
from salescli.views.render.output import emit_json


def schema(flags: SchemaFlags) -> None:
    """Print the schema of one kind of file. Raises UsageError for a kind that there is not."""
    kind = flags.kind
    make = SCHEMAS.get(kind or "")
    if make is None:
        named = f"there is no schema of '{kind}'" if kind else "say which kind of file"
        every = "; ".join(f"salescli schema {name}" for name in SCHEMAS)
        raise UsageError(named, fix=f"type one of: {every}")
    emit_json(make())
