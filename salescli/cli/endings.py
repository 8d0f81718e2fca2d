"""The commands that end a deal, or take it up again."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DEALS, examples


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'win lindvik --evidence "Signed" --said-by astrid --no-follow-on',
        "win pinegrove --follow-on --next kickoff --on mon",
    ),
)
def win(
    deal: flags.Deal,
    evidence: flags.Evidence = "",
    said_by: flags.SaidBy = "",
    follow_on: Annotated[
        bool | None,
        typer.Option("--follow-on/--no-follow-on", help="Open the deal that follows."),
    ] = None,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    book: flags.Book = None,
) -> None:
    """Close a deal that was won, and open the one that follows."""
    from salescli.commands import close
    from salescli.commands.support.next_step_flags import NextFlags

    given = close.EndFlags("won", evidence=evidence, said_by=said_by)
    then = NextFlags(step, what, on, tuple(next_with or ()), goal, agreed)
    close.win(book, deal, given, follow_on, then)


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'lose tarrow --reason no-decision --evidence "They stay with paper"',
    ),
)
def lose(
    deal: flags.Deal,
    reason: flags.Reason = "",
    evidence: flags.Evidence = "",
    said_by: flags.SaidBy = "",
    book: flags.Book = None,
) -> None:
    """Close a deal that was lost, with the reason and the evidence."""
    from salescli.commands import close

    close.end(book, deal, close.EndFlags("lost", reason, evidence, said_by))


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'walk tessaly --reason no-access --evidence "No word in eight weeks"',
    ),
)
def walk(
    deal: flags.Deal,
    reason: flags.Reason = "",
    evidence: flags.Evidence = "",
    said_by: flags.SaidBy = "",
    book: flags.Book = None,
) -> None:
    """Close a deal that we walk away from: disqualified."""
    from salescli.commands import close

    close.end(book, deal, close.EndFlags("disqualified", reason, evidence, said_by))


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'reopen callowmark -m "The budget is back" --what "Call Bo" --on mon',
    ),
)
def reopen(
    deal: flags.Deal,
    text: flags.Text = "",
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    book: flags.Book = None,
) -> None:
    """Take a closed deal up again, with its next step."""
    from salescli.commands import close
    from salescli.commands.support.next_step_flags import NextFlags

    then = NextFlags(step, what, on, tuple(next_with or ()), goal, agreed)
    close.reopen(book, deal, text, then)
