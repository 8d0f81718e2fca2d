"""The states of the files of a book's processes: what its deals came to depends on them."""

from __future__ import annotations

import time

from salescli.store.book import Book
from salescli.store.files.fingerprint import looked_into


def process_states(book: Book) -> dict[str, dict[str, list[int]]]:
    """Return the states of each process's files, the one in force and its past revisions.

    Names that differ in case only are one: on some file systems they lead to one file.
    """
    processes: dict[str, dict[str, list[int]]] = {}
    for folder, is_past in ((book.processes, False), (book.processes / "past", True)):
        try:
            files = sorted(folder.iterdir())
        except FileNotFoundError:
            continue
        except OSError:  # it may be read though, and change unseen: no two looks are the same
            processes[""] = {str(folder): [time.time_ns()]}
            continue
        for path in [file for file in files if file.match("[!.]*.toml")]:
            name, state = path.stem, looked_into(str(path))
            process = name.rpartition(".")[0] if is_past else name
            file = f"past/{name}" if is_past else name
            processes.setdefault(process.casefold(), {})[file] = list(state)
    return processes
