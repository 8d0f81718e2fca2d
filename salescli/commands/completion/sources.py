"""What the words of a kind are, for completion: steps, people, reasons, dates and the rest.

No more is read than the deal that was named and its process. Deals themselves are completed
without any of this.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from salescli.commands.completion.shell_scripts import Answer
from salescli.domain.process import Process
from salescli.domain.settings import Settings
from salescli.flags.support.declaration import CompletionRequest
from salescli.store.book import Book, find_book
from salescli.store.deal_loader import DealFile, deal_handles, read_page
from salescli.store.locate_book import current_folder
from salescli.store.process_loader import ProcessLoader


def _flag(request: CompletionRequest) -> Path | None:
    """Return the folder that `--book` names."""
    named = request.values.get("--book")
    return Path(named[-1]) if named else None


def _book(request: CompletionRequest) -> Book:
    """Return the book that is meant; its settings stay unread, since no word comes from them."""
    return Book(find_book(_flag(request), os.environ, current_folder()), Settings())


def _shelf(request: CompletionRequest) -> ProcessLoader:
    """Return the processes of the book that is meant."""
    return ProcessLoader(_book(request))


def _processes(request: CompletionRequest) -> Iterable[Answer]:
    return [(name, "") for name in _shelf(request).names()]


def _page(request: CompletionRequest) -> DealFile | None:
    """Return the deal that was named before: by its handle, or the only one with a part of it."""
    book = _book(request)
    name = request.values.get("DEAL", [""])[0]
    known = deal_handles(book)
    found = [name] if name in known else [one for one in known if name and name in one]
    return read_page(book, ProcessLoader(book), found[0]) if len(found) == 1 else None


def _process(request: CompletionRequest) -> Process:
    """Return the process of the deal that was named, else the one that was named itself."""
    page = _page(request)
    if page is not None:
        return page.process
    named = next((request.values[key][0] for key in _PROCESS if key in request.values), "")
    return _shelf(request).in_force(named) or Process("")


def _steps(request: CompletionRequest) -> Iterable[Answer]:
    given = request.values.get(request.param, [])
    return [(one.id, one.title) for one in _process(request).steps if one.id not in given]


def _outcomes(request: CompletionRequest) -> Iterable[Answer]:
    held, given = request.values.get("STEP", []), request.values.get(request.param, [])
    every = [(step.id, one) for step in _process(request).steps for one in step.outcomes]
    own = [(step, one) for step, one in every if step in held]
    return [(one.id, one.text) for _, one in own or every if one.id not in given]


def _people(request: CompletionRequest) -> Iterable[Answer]:
    page, given = _page(request), request.values.get(request.param, [])
    people = page.deal.people if page and page.deal else {}
    return [(handle, one.name) for handle, one in people.items() if handle not in given]


def _roles(request: CompletionRequest) -> Iterable[Answer]:
    return [(one.id, one.title) for one in _process(request).roles]


def _reasons(request: CompletionRequest) -> Iterable[Answer]:
    """Reasons for a loss, or disqualifying facts: whatever the flag or the command is about."""
    is_loss = request.param == "--lost" or (
        request.param == "--reason" and request.command == "lose"
    )
    process = _process(request)
    return [(one.id, one.text) for one in (process.loss if is_loss else process.disqualify)]


def _stages(request: CompletionRequest) -> Iterable[Answer]:
    loader = _shelf(request)
    found = [process for name in loader.names() if (process := loader.in_force(name))]
    return {stage.id: (stage.id, stage.title) for one in found for stage in one.stages}.values()


def _of_deals(request: CompletionRequest) -> Iterable[Answer]:
    """Owners or tags, as the open deals have them."""
    from salescli.commands.support.reading.load_deals import load_summaries
    from salescli.commands.support.session import open_session

    deals = load_summaries(open_session(_flag(request))).summaries
    if request.kind == "TAG":
        return [(tag, "") for tag in sorted({tag for one in deals for tag in one.tags})]
    return [(owner, "") for owner in sorted({one.owner for one in deals})]


def _kinds(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.deal import ENCOUNTERS

    return [(kind, "") for kind in ENCOUNTERS]


def _statuses(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.standing import Status

    return [(str(status), "") for status in Status]


def _codes(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.checks import all_rules

    return [(code, str(rule.severity)) for code, rule in all_rules().items()]


def _dates(request: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.time.date_grammar import GRAMMAR

    return _phrases(request, GRAMMAR)


def _periods(request: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.time.period_grammar import PERIODS

    return _phrases(request, PERIODS)


def _phrases(request: CompletionRequest, rows: Iterable[tuple[str, str]]) -> Iterator[Answer]:
    """Yield the phrases without numbers, with their meaning; one of each form until one types."""
    for phrases, meaning in rows:
        words = [text for text in phrases.split(", ") if not any(map(str.isdigit, text))]
        yield from ((text, meaning) for text in (words if request.typed else words[:1]))


def _orders(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.domain.list_filters import SORTS

    return [(name, "") for name in SORTS]


def _columns(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.views.lists.list_columns import COLUMNS

    return [(name, shown.column.title) for name, shown in COLUMNS.items()]


_PROCESS = ("--process", "PROCESS", "NAME")  # what names a process


def _topics(_: CompletionRequest) -> Iterable[Answer]:
    from salescli.commands.help.pages import load_pages

    return [(page.name, page.summary) for page in load_pages()]


SOURCES: Mapping[str, Callable[[CompletionRequest], Iterable[Answer]]] = {
    "NAME": _processes,
    "PROCESS": _processes,
    "STEP": _steps,
    "OUTCOME": _outcomes,
    "PERSON": _people,
    "ROLE": _roles,
    "ID": _reasons,
    "REASON": _reasons,
    "STAGE": _stages,
    "OWNER": _of_deals,
    "TAG": _of_deals,
    "KIND": _kinds,
    "STATUS": _statuses,
    "CODE": _codes,
    "CODES": _codes,
    "ORDER": _orders,
    "COLUMNS": _columns,
    "DATE": _dates,
    "PERIOD": _periods,
    "TOPIC": _topics,
}
