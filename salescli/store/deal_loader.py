"""The deal files of a book, one page each, readable or not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from salescli.domain.deal import Deal
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.store.book import Book
from salescli.store.deal_names import handles_in
from salescli.store.formats.deal import read_deal
from salescli.store.process_loader import ProcessLoader, process_fault
from salescli.store.toml.reader import TomlError, read_toml


@dataclass(frozen=True, slots=True, repr=False)
class DealFile:
    """One deal file as it was read.

    `deal` is None where the file could not be read. Where the process that it names isn't in the
    book, `process` is an empty one and `judged` is false. `text` is what was read.
    """

    handle: str
    file: str
    deal: Deal | None
    process: Process
    judged: bool
    faults: tuple[Finding, ...]
    text: str = ""


def deal_handles(book: Book) -> list[str]:
    """Return the handles of all deals, in alphabetical order."""
    return handles_in(os.fspath(book.root))


def pages(book: Book, loader: ProcessLoader) -> Iterator[DealFile]:
    """Yield every deal file of the book, readable or not, in the order of their handles."""
    return (read_page(book, loader, handle) for handle in deal_handles(book))


def deal_file(handle: str) -> str:
    """Return the file of a deal, from the book's folder."""
    return f"deals/{handle}.toml"


def read_page(
    book: Book,
    loader: ProcessLoader,
    handle: str,
    enough: Callable[[Deal], bool] | None = None,
) -> DealFile:
    """Return one deal file. What can't be read becomes a fault of the page; nothing is raised.

    Of a closed deal no more may be read than is `enough` (see `read_deal`).
    """
    file = deal_file(handle)
    try:
        table, text = read_toml(os.path.join(book.root, file))  # noqa: PTH118 - called for every deal
    except TomlError as error:
        fault = replace(process_fault(error, file), deal=handle)
        return DealFile(handle, file, None, Process(""), False, (fault,))
    deal, faults = read_deal(handle, table, enough)
    process = loader.find(deal.process, deal.revision) if deal.process else None
    if isinstance(process, Process):
        return DealFile(handle, file, deal, process, True, tuple(faults), text)
    missing = (process,) if process else ()
    unknown = Process(deal.process)
    return DealFile(handle, file, deal, unknown, False, (*faults, *missing), text)
