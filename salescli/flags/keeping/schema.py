"""Print the JSON Schema of a file format, for editors."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command


@dataclass(frozen=True, slots=True)
class SchemaFlags:
    """The flags of `schema`, as they were typed."""

    kind: Annotated[str | None, Argument("deal|process|settings", "Which kind of file.")] = None


COMMAND = Command("salescli.commands.schema:schema", SchemaFlags, ("schema deal", "schema process"))
