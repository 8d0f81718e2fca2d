"""Serve the book to an assistant: it reads and proposes.

Needs the extra: pip install 'salescli[mcp]'.
"""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book


@dataclass(frozen=True, slots=True)
class McpFlags:
    """The flags of `mcp`, as they were typed."""

    write: Annotated[
        bool, Flag("--write", "", "It applies what [agent] apply in the settings lists.")
    ] = False
    book: Book = None


COMMAND = Command("salescli.commands.mcp.mcp:mcp", McpFlags, ("mcp",))
