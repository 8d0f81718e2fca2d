"""The commands for deciding how to sell, and for the editors of the files in which it is said."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app


@app.command()
def schema(
    kind: Annotated[str | None, typer.Argument(metavar="deal|process|settings")] = None,
) -> None:
    """Print the JSON Schema of a file format, for editors."""
    from salescli.commands import schema as command

    command.schema(kind)
