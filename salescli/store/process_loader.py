"""The processes of a book, each read once, when a deal first names it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from salescli.domain.finding import Finding, Key
from salescli.domain.process import Process
from salescli.store.book import Book
from salescli.store.formats.process import read_process
from salescli.store.toml.reader import TomlError, parse_toml, read_toml_text

Read = tuple[Process, tuple[Finding, ...]]

_MOST = 64  # processes that are kept: the same text is read once
_read: dict[tuple[str, str], Read] = {}


class ProcessLoader:
    """The processes of a book, each read once, when a deal first names it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._read: dict[tuple[str, int | None], Read | Finding] = {}

    def names(self) -> list[str]:
        """Return the names of the processes in force in the book."""
        try:
            return sorted(path.stem for path in self._book.processes.glob("*.toml"))
        except OSError:
            return []

    def in_force(self, name: str) -> Process | None:
        """Return the process of that name that is in force; None where there is none to read."""
        read = self._open(name, None)
        return None if isinstance(read, Finding) else read[0]

    def faults(self, name: str) -> tuple[Finding, ...]:
        """Return what reading the process in force had to say about its file."""
        read = self._open(name, None)
        return (read,) if isinstance(read, Finding) else read[1]

    def find(self, name: str, revision: int) -> Process | Finding:
        """Return a revision of a process, or the finding F06 that says why there is none."""
        read = self._open(name, None)
        if isinstance(read, Finding) or read[0].revision != revision:
            past = self._open(name, revision)
            if isinstance(past, Finding):
                return self._missing(name, revision, read)
            read = past
        return read[0]

    def _open(self, name: str, revision: int | None) -> Read | Finding:
        key = (name, revision)
        if key not in self._read:
            self._read[key] = self._load(name, revision)
        return self._read[key]

    def _load(self, name: str, revision: int | None) -> Read | Finding:
        file = f"processes/{name}.toml"
        if revision is not None:
            file = f"processes/past/{name}.{revision}.toml"
        if not name or "/" in name or "\0" in name or name.startswith("."):
            return _no_process(f"'{name}' can't be the name of a process")
        path = self._book.root / file
        try:
            text = read_toml_text(path)
            process, faults = _declared(name, text, path)
        except TomlError as error:
            return process_fault(error, file)
        return process, tuple(replace(fault, file=file) for fault in faults)

    def _missing(self, name: str, revision: int, read: Read | Finding) -> Finding:
        if not isinstance(read, Finding):
            message = f"revision {revision} of the process '{name}' is not in the book"
            fix = f"it has revision {read[0].revision}: correct `revision`, or bring it back"
        elif name in self.names():
            message = f"the process '{name}' can't be read: {read.message}"
            fix = f"salescli check   shows the line in processes/{name}.toml"
        else:
            message = f"the process '{name}' is not in the book"
            fix = f"correct `process`: the book has {', '.join(self.names()) or 'none'}"
        return _no_process(message, fix, ("process",))


def _declared(name: str, text: str, path: Path) -> Read:
    """Return the process that a text declares; `path` is for the message. Raises TomlError."""
    key = (name, text)
    if key not in _read:
        process, faults = read_process(name, parse_toml(text, path))
        if len(_read) >= _MOST:
            _read.clear()
        _read[key] = process, tuple(faults)
    return _read[key]


def _no_process(message: str, fix: str = "", key: Key = ()) -> Finding:
    from salescli.domain.faults import missing_process

    return missing_process(message, fix, key)


def process_fault(error: TomlError, file: str) -> Finding:
    """Return the finding F01 or F05 that says why a file can't be read."""
    from salescli.domain.faults import invalid_toml, merge_conflict

    if error.conflict:
        fix = "salescli sync   asks which to keep; or keep what is right, and delete the marks"
        fault = merge_conflict(error.reason, fix)
    else:
        # as findings name files: from the book's folder
        fault = invalid_toml(error.reason, error.fix.replace(error.path, file))
    return replace(fault, file=file, line=error.line)
