"""The commands of a day: opening deals, encounters, next steps, notes."""

from __future__ import annotations

from typing import Annotated

import typer

from salescli.cli import app, flags
from salescli.cli.sections import DAY, DEALS, examples


@app.command(
    rich_help_panel=DAY,
    epilog=examples(
        'add Acme --process small-business --next discovery --on "tue 10:00"',
        'add Bolt --process enterprise --value 48k --what "Call Ann" --on 3d',
    ),
)
def add(
    company: Annotated[
        list[str] | None, typer.Argument(metavar="COMPANY...", help="Who might buy.")
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What is to be sold.")] = "",
    process: Annotated[
        str | None, typer.Option(metavar="NAME", help="The process that it follows.")
    ] = None,
    value: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="What it is worth: 48000, 48k.")
    ] = None,
    currency: Annotated[str, typer.Option(metavar="CURRENCY", help="That of the value: EUR.")] = "",
    close: Annotated[
        str | None, typer.Option(metavar="DATE", help="When you expect it to close.")
    ] = None,
    owner: Annotated[str, typer.Option(metavar="OWNER", help="Whose deal it is.")] = "",
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where it came from: referral.")] = "",
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="A tag (repeatable).")
    ] = None,
    competitor: Annotated[
        list[str] | None, typer.Option(metavar="TEXT", help="Whom you are up against (repeatable).")
    ] = None,
    follows: Annotated[
        str, typer.Option(metavar="DEAL", help="The deal that this one grew out of.")
    ] = "",
    employees: Annotated[
        int | None, typer.Option(min=0, max=10**9, metavar="N", help="How many people work there.")
    ] = None,
    industry: Annotated[str, typer.Option(metavar="TEXT", help="Their industry.")] = "",
    country: Annotated[str, typer.Option(metavar="TEXT", help="Their country.")] = "",
    kind: Annotated[str, typer.Option(metavar="TEXT", help="What kind of deal it is.")] = "",
    person: flags.People = None,
    handle: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The name of its file.")
    ] = None,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    book: flags.Book = None,
) -> None:
    """Open a deal in the process that fits, with its next step."""
    from salescli.commands import add as command
    from salescli.commands.support.new_deal import AddFlags
    from salescli.commands.support.next_step_flags import NextFlags

    given = AddFlags(
        company=" ".join(company or ()),
        title=title,
        handle=handle,
        process=process,
        value=value,
        currency=currency,
        close=close,
        owner=owner,
        source=source,
        tags=tuple(tag or ()),
        competitors=tuple(competitor or ()),
        follows=follows,
        employees=employees,
        industry=industry,
        country=country,
        kind=kind,
        persons=tuple(person or ()),
        following=NextFlags(step, what, on, tuple(next_with or ()), goal, agreed),
    )
    command.add(book, given)


@app.command(
    rich_help_panel=DAY,
    epilog=examples(
        'log lindvik midpoint-review -m "Works" --next closing-call --on mon',
        'log ardent --kind email -m "Two clauses" --what "Call Felix" --on fri',
        'log tarrow --lost no-decision --evidence "They stay with paper"',
    ),
)
def log(
    deal: flags.DealAsked = None,
    steps: Annotated[
        list[str] | None, typer.Argument(metavar="[STEP]...", help="The steps held, in this order.")
    ] = None,
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="call, meeting, email, message or visit.")
    ] = "call",
    at: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it was, if not just now.")
    ] = None,
    met: Annotated[
        list[str] | None, typer.Option(metavar="OUTCOME", help="An outcome (repeatable).")
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PERSON", help="Who was there (repeatable)."),
    ] = None,
    person: flags.People = None,
    flag: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A disqualifying fact that came up.")
    ] = None,
    note: flags.Text = "",
    edit: flags.Edit = False,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    keep: flags.Keep = False,
    did: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", help="A next step in words that it was (repeatable)."),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM", help="A next step that is called off (repeatable)."),
    ] = None,
    won: Annotated[bool, typer.Option("--won", help="It ended with a yes.")] = False,
    lost: Annotated[str | None, typer.Option(metavar="REASON", help="It ended with a no.")] = None,
    walk: Annotated[str | None, typer.Option(metavar="REASON", help="We walked away.")] = None,
    evidence: flags.Evidence = "",
    said_by: flags.SaidBy = "",
    book: flags.Book = None,
) -> None:
    """Log an encounter and, always, a next step or an ending."""
    from salescli.commands import log as command
    from salescli.commands.support.next_step_flags import NextFlags

    given = command.LogFlags(
        steps=tuple(steps or ()),
        kind=kind,
        at=at,
        met=tuple(met or ()),
        people=tuple(with_ or ()),
        persons=tuple(person or ()),
        facts=tuple(flag or ()),
        note=note,
        edit=edit,
        did=tuple(did or ()),
        drop=tuple(drop or ()),
        keep=keep,
        following=NextFlags(step, what, on, tuple(next_with or ()), goal, agreed),
        end=command.end_flags(won, lost, walk, evidence, said_by),
    )
    command.log(book, deal, given)


@app.command(
    rich_help_panel=DAY,
    epilog=examples(
        'schedule lindvik --on "fri 10:00"',
        "schedule tarrow --next trial-start --on mon --with nell --agreed",
        'schedule umberfield --what "Ring the kitchen" --on tomorrow',
    ),
)
def schedule(
    deal: flags.Deal,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PERSON", help="Who will be there (repeatable)."),
    ] = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    also: flags.Also = False,
    instead: flags.Instead = None,
    book: flags.Book = None,
) -> None:
    """Set a next step of a deal, or move one."""
    from salescli.commands import schedule as command
    from salescli.commands.support.next_step_flags import NextFlags

    following = NextFlags(step, what, on, tuple(with_ or ()), goal, agreed)
    command.schedule(book, deal, following, command.Place(also, instead))


@app.command()
def cancel(
    deal: flags.Deal,
    item: Annotated[
        str, typer.Option("--next", metavar="ITEM", help="Which one, where there are several.")
    ] = "",
    reason: Annotated[str, typer.Option("--reason", "-m", metavar="TEXT", help="Why.")] = "",
    keep: flags.Keep = False,
    step: Annotated[
        str | None, typer.Option("--then", metavar="STEP", help="What happens instead: a step.")
    ] = None,
    what: flags.What = "",
    on: flags.On = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="PERSON", help="Who will be there (repeatable)."),
    ] = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    book: flags.Book = None,
) -> None:
    """Call a next step off, with the reason, and say what comes next."""
    from salescli.commands import cancel as command
    from salescli.commands.support.next_step_flags import NextFlags

    following = NextFlags(step, what, on, tuple(with_ or ()), goal, agreed)
    command.cancel(book, deal, command.CancelFlags(item, reason, keep, following))


@app.command(
    rich_help_panel=DAY,
    epilog=examples(
        'note corvane "Plant 2 rang: the scanner arrived"',
    ),
)
def note(
    deal: flags.Deal,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[TEXT]...", help="The note.")
    ] = None,
    text: flags.Text = "",
    edit: flags.Edit = False,
    flag: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A disqualifying fact that came up.")
    ] = None,
    book: flags.Book = None,
) -> None:
    """Keep a note on a deal."""
    from salescli.commands import note as command

    command.note(book, deal, command.NoteFlags(tuple(words or ()), text, edit), tuple(flag or ()))


@app.command(
    rich_help_panel=DEALS,
    epilog=examples(
        'skip tarrow midpoint-review -m "They ran the trial on their own"',
    ),
)
def skip(
    deal: flags.Deal,
    steps: Annotated[list[str] | None, typer.Argument(metavar="STEP...", help="The steps.")] = None,
    reason: Annotated[str, typer.Option("-m", "--reason", metavar="TEXT", help="Why.")] = "",
    keep: flags.Keep = False,
    step: flags.NextStep = None,
    what: flags.What = "",
    on: flags.On = None,
    next_with: flags.NextWith = None,
    goal: flags.Goal = "",
    agreed: flags.Agreed = False,
    book: flags.Book = None,
) -> None:
    """Set a step aside on the record, with the reason."""
    from salescli.commands import skip as command
    from salescli.commands.support.next_step_flags import NextFlags

    following = NextFlags(step, what, on, tuple(next_with or ()), goal, agreed)
    command.skip(book, deal, tuple(steps or ()), reason, command.After(keep, following))
