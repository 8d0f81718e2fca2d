"""The book: where it lies, how it is found, and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from salescli.errors import NotFoundError
from salescli.model.finding import Finding
from salescli.model.settings import Settings
from salescli.store.holidays import PublicHolidays
from salescli.store.settings import read_settings
from salescli.store.toml import read_toml

SETTINGS = "salescli.toml"


@dataclass(frozen=True, slots=True)
class Book:
    """A folder with settings, processes and deals."""

    root: Path
    settings: Settings
    faults: tuple[Finding, ...] = ()

    @property
    def deals(self) -> Path:
        """The folder of the deals."""
        return self.root / "deals"

    @property
    def processes(self) -> Path:
        """The folder of the processes in force."""
        return self.root / "processes"

    def deal_path(self, handle: str) -> Path:
        """The file of a deal."""
        return self.deals / f"{handle}.toml"


def find_book(flag: Path | None, environ: Mapping[str, str], here: Path) -> Path:
    """The folder of the book that a command means. Raises NotFoundError where there is none."""
    named = flag or (Path(environ["SALESCLI_BOOK"]) if environ.get("SALESCLI_BOOK") else None)
    if named is not None:
        root = here / named.expanduser()
        if (root / SETTINGS).is_file():
            return root.resolve()
        raise NotFoundError(
            f"{named} is no book: it has no {SETTINGS}", fix=f"salescli init {named}"
        )
    here = here.resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS).is_file():
            return folder
    default = default_root()
    if (default / SETTINGS).is_file():
        return default
    raise NotFoundError(
        f"there is no book here, nor in {default}",
        fix="salescli init (a book in this folder) or salescli add COMPANY (in the default one)",
    )


def default_root() -> Path:
    """Where the default book lives: in the platform's folder for the user's data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("salescli", appauthor=False)) / "book"


def open_book(root: Path, kept_in: Path | None = None) -> Book:
    """The book in a folder. Raises TomlError where its settings can't be read.

    Its public holidays are kept in another book where one is named.
    """
    table, _ = read_toml(root / SETTINGS)
    settings, faults = read_settings(table)
    if settings.country or settings.region:
        public = PublicHolidays(kept_in or root, settings.country, settings.region)
        settings = replace(settings, calendar=replace(settings.calendar, public=public))
    return Book(root, settings, tuple(replace(fault, file=SETTINGS) for fault in faults))
