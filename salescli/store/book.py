"""The book: where it lies, how it is found, and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.domain.finding import Finding
from salescli.domain.settings import Settings
from salescli.store import locate_book
from salescli.store.formats.settings import read_settings
from salescli.store.locate_book import SETTINGS
from salescli.store.toml.reader import read_toml


@dataclass(frozen=True, slots=True, repr=False)
class Book:
    """A folder with settings, processes and deals."""

    root: Path
    settings: Settings
    faults: tuple[Finding, ...] = ()

    @property
    def deals(self) -> Path:
        """Return the folder of the deals."""
        return self.root / "deals"

    @property
    def processes(self) -> Path:
        """Return the folder of the processes in force."""
        return self.root / "processes"

    def deal_path(self, handle: str) -> Path:
        """Return the file of a deal."""
        return self.deals / f"{handle}.toml"


def find_book(flag: Path | None, environ: Mapping[str, str], here: Path | str) -> Path:
    """Return the folder of the book that a command means.

    Raises NotFoundError where there is none.
    """
    return Path(locate_book.find_root(str(flag or ""), environ, str(here)))


def default_book() -> Path:
    """Return where the default book lives."""
    return Path(locate_book.default_root())


def open_book(root: Path, kept_in: Path | None = None) -> Book:
    """Return the book in a folder. Raises TomlError where its settings can't be read.

    Its public holidays are kept in another book where one is named.
    """
    table, _ = read_toml(root / SETTINGS)
    settings, faults = read_settings(table)
    if settings.country or settings.region:
        from salescli.store.holidays import PublicHolidays

        public = PublicHolidays(kept_in or root, settings.country, settings.region)
        settings = replace(settings, calendar=replace(settings.calendar, public=public))
    return Book(root, settings, tuple(replace(fault, file=SETTINGS) for fault in faults))
