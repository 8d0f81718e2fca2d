"""The commands about processes: the templates and their revisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.lazy import Group
from salescli.cli.sections import DECIDING, examples

_app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    help="The processes that deals follow, and their revisions.",
)
app.add_typer(_app, name="process", rich_help_panel=DECIDING)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The process's name.")]


@_app.command(
    "list",
    epilog=examples(
        "process list",
    ),
)
def list_(book: flags.Book = None, as_json: flags.Json = False) -> None:
    """List the processes, and for whom each one is."""
    from salescli.commands.process import show as process

    process.list_(book, as_json=as_json)


@_app.command(
    epilog=examples(
        "process show enterprise",
    ),
)
def show(
    name: Name,
    revision: Annotated[int | None, typer.Option(metavar="N", help="Not the one in force.")] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show all of a process: stages, steps, outcomes, roles, and how."""
    from salescli.commands.process import show as process

    process.show(book, name, revision, as_json=as_json)


@_app.command(
    epilog=examples(
        "process new resellers --from channel",
    ),
)
def new(
    name: Name,
    origin: Annotated[str, typer.Option("--from", metavar="NAME", help="The one to begin with.")],
    book: flags.Book = None,
) -> None:
    """Make a process of your own from another one."""
    from salescli.commands.process import revise as command

    command.new(book, name, origin)


@_app.command(
    epilog=examples(
        "process check",
        "process check enterprise",
    ),
)
def check(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Only these; else all of them.")
    ] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show all that is wrong with a process."""
    from salescli.commands.process import show as process

    raise typer.Exit(process.check(book, tuple(names or ()), as_json=as_json))


@_app.command(
    epilog=examples(
        "process revise enterprise",
        "process revise enterprise --file next.toml",
    ),
)
def revise(
    name: Name,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Its text, in place of the editor.")
    ] = None,
    book: flags.Book = None,
) -> None:
    """Make the next revision in your editor; the one in force is kept."""
    from salescli.commands.process import revise as command

    command.revise(book, name, file)


@_app.command(
    epilog=examples(
        "process adopt enterprise --yes",
        "process adopt enterprise ardent --yes",
    ),
)
def adopt(
    name: Name,
    deals: Annotated[
        list[str] | None, typer.Argument(metavar="[DEAL]...", help="Only these; else all of them.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    book: flags.Book = None,
) -> None:
    """Let open deals follow the revision in force."""
    from salescli.commands.process import adopt as command

    command.adopt(book, name, tuple(deals or ()), yes=yes)


@_app.command(
    epilog=examples(
        "process diff enterprise",
        "process diff enterprise 1 --json",
    ),
)
def diff(
    name: Name,
    old: Annotated[
        int | None, typer.Argument(metavar="[OLD]", help="A revision; else the one before.")
    ] = None,
    revision: Annotated[
        int | None, typer.Argument(metavar="[NEW]", help="A later one; else that in force.")
    ] = None,
    book: flags.Book = None,
    as_json: flags.Json = False,
) -> None:
    """Show what changed from one revision to another."""
    from salescli.commands.process import show as process

    process.diff(book, name, old, revision, as_json=as_json)
