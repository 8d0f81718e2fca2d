"""The commands for deciding how to sell, and for the editors of the files in which it is said."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app


@app.command()
def schema(
    kind: Annotated[str | None, typer.Argument(metavar="deal|process|settings")] = None,
) -> None:
    """Print JSON Schema of a kind of file, for editors that check TOML by it (taplo, tombi)."""
    from salescli.commands import schema as command

    command.schema(kind)
