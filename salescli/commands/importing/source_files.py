"""The files of an import: those that are named, those of a folder, those in a zip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shlex import quote
from typing import TYPE_CHECKING

from salescli.commands.importing.table_file import PASTED, TOO_LARGE, read_content
from salescli.commands.importing.zip_members import is_archive, zip_members
from salescli.errors import UsageError
from salescli.exchange.companions.table_forms import Holds
from salescli.text.safe_text import harmless

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags

TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".json")
_MOST_FILES = 200


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: `path` is what messages call it, `holds` what it was given as.

    `is_named`: it was named itself, and not found in a folder or in a zip.
    """

    path: Path
    data: bytes
    holds: Holds | None = None
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of an import, and those that were passed over, each with the reason."""

    files: tuple[SourceFile, ...]
    passed: tuple[tuple[str, str], ...] = ()


def source_files(flags: ImportFlags) -> Sources:
    """Return the files that the flags name. Raises UsageError for one that can't be read."""
    files: list[SourceFile] = []
    passed: list[tuple[str, str]] = []
    for path, holds in _named(flags):
        for file in _opened(path, holds):
            if isinstance(file, SourceFile):
                files.append(file)
            else:
                passed.append(file)
    if sum(len(file.data) for file in files) > TOO_LARGE:
        raise UsageError(
            f"the files are larger than {TOO_LARGE // 1024**2} MB together", fix="split"
        )
    if not files:
        names = ", ".join(str(path) for path, _ in _named(flags))
        raise UsageError(f"no table is in {names}", fix=f"a table ends in {', '.join(TABLES)}")
    return Sources(tuple(files), tuple(passed))


def named_files(flags: ImportFlags) -> tuple[tuple[str, str], ...]:
    """Return the files that were typed, with the flag that each was given by ('' for none)."""
    return tuple((str(path), str(holds or "")) for path, holds in _named(flags))


def typed_files(flags: ImportFlags) -> str:
    """Return the files as they are typed behind `salescli import`."""
    return " ".join(
        f"--{given} {quote(name)}" if given else quote(name) for name, given in named_files(flags)
    )


def _named(flags: ImportFlags) -> list[tuple[Path, Holds | None]]:
    """Return the files that were typed, each once, with what each was given as."""
    given: dict[Path, Holds | None] = {}
    for texts, holds in (
        ((str(flags.file),) if flags.file != Path() else (), None),
        (flags.more, None),
        (flags.people, Holds.PEOPLE),
        (flags.companies, Holds.COMPANIES),
        (flags.activities, Holds.ACTIVITIES),
        (flags.notes, Holds.NOTES),
    ):
        given |= {Path(text): holds for text in texts}
    if not given:
        raise UsageError("name the file that is to be imported", fix="salescli import FILE.csv")
    return list(given.items())


def _opened(path: Path, holds: Holds | None) -> Iterator[SourceFile | tuple[str, str]]:
    """Yield what a path stands for: itself, or the tables in it."""
    if path != PASTED and path.is_dir():
        yield from _in_folder(path, holds)
        return
    data = read_content(path)
    if not is_archive(data):
        yield SourceFile(path, data, holds)
        return
    for name, content in zip_members(path, data, TABLES):
        if isinstance(content, bytes):
            inside = path / PurePosixPath(name.replace("\\", "/")).name
            yield SourceFile(inside, content, holds, is_named=False)
        else:
            yield harmless(name), content


def _in_folder(folder: Path, holds: Holds | None) -> Iterator[SourceFile | tuple[str, str]]:
    names = sorted(folder.iterdir())
    tables = [path for path in names if path.suffix.lower() in TABLES and path.name[0] != "."]
    if len(tables) > _MOST_FILES:
        raise UsageError(
            f"{folder} has {len(tables):,} tables, too many for one export",
            fix="name the folder of the export alone, or its files",
        )
    for path in tables:
        if path.is_symlink() or not path.is_file():
            yield path.name, "it is a link or no file"
        else:
            yield SourceFile(path, read_content(path), holds, is_named=False)
    for path in names:
        if path not in tables and path.name[0] != "." and not path.is_dir():
            yield path.name, "it is no table"
