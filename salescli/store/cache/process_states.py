"""The states of the files of a book's processes: what its deals came to depends on them."""

from __future__ import annotations

from salescli.store.book import Book
from salescli.store.files.fingerprint import looked_into


def process_states(book: Book) -> dict[str, dict[str, list[int]]]:
    """Return the states of each process's files, the one in force and its past revisions.

    Names that differ in case only are one: on some file systems they lead to one file.
    """
    processes: dict[str, dict[str, list[int]]] = {}
    for folder, is_past in ((book.processes, False), (book.processes / "past", True)):
        try:
            files = sorted(folder.glob("[!.]*.toml"))
        except OSError:
            continue
        for path in files:
            name, state = path.stem, looked_into(str(path))
            process = name.rpartition(".")[0] if is_past else name
            file = f"past/{name}" if is_past else name
            processes.setdefault(process.casefold(), {})[file] = list(state)
    return processes
