"""The public holidays of a country or a region of it, by the year.

The `holidays` library knows them, but takes longer to load than all of a command: so each year is
asked for once and kept in a small file under .salescli/holidays/. That is a cache and nothing
else: a file in doubt is ignored and written anew, and the folder may be deleted at any time.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.cache_file import read_cache
from salescli.store.files.fingerprint import holidays_made

YEARS = range(1991, 2101)  # the library is of no use outside of them for most countries


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """The public holidays that the book in `root` goes by: called with a year, it gives them."""

    root: Path
    country: str
    region: str = ""

    def __call__(self, year: int) -> frozenset[date]:
        """Return the public holidays of a year; none where the country isn't known.

        Never raises.
        """
        return _days(self, year) if year in YEARS else frozenset()

    def path(self, year: int) -> Path:
        """Return the file that the holidays of a year are kept in."""
        name = "-".join(filter(None, (self.country, self.region, str(year))))
        return self.root / ".salescli" / "holidays" / f"{name}.txt"


@lru_cache(maxsize=512)
def _days(public: PublicHolidays, year: int) -> frozenset[date]:
    known = _read(public, year)
    if known is not None:
        return known
    days = ask_library(public.country, public.region, year)
    if days is None:
        return frozenset()
    lines = (_head(public, year, len(days)), *(day.isoformat() for day in sorted(days)), "")
    path = public.path(year)
    with suppress(OSError, SalescliError):  # a book that can't be written to can be read
        path.parent.parent.mkdir(mode=0o700, exist_ok=True)
        path.parent.mkdir(exist_ok=True)
        from salescli.store.files.atomic import write_whole

        write_whole(path, "\n".join(lines).encode(), public.root)
    return days


def _read(public: PublicHolidays, year: int) -> frozenset[date] | None:
    """Return what is kept of a year; None where there is nothing, or nothing whole."""
    try:
        head, *lines = read_cache(str(public.path(year))).decode().splitlines()
        days = frozenset(map(date.fromisoformat, lines))
    except (OSError, ValueError):
        return None
    whole = head == _head(public, year, len(days)) and all(day.year == year for day in days)
    return days if whole else None


def _head(public: PublicHolidays, year: int, count: int) -> str:
    made = "-".join(map(str, holidays_made()))
    return f"salescli holidays 1: {count} in {public.country}/{public.region} in {year} by {made}"


def ask_library(country: str, region: str, year: int) -> frozenset[date] | None:
    """Return the public holidays of a year from the library; None where it knows of none."""
    import holidays

    try:
        days = holidays.country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        return None
    return frozenset(day for day in days if day.year == year)


def holiday_fault(public: object, year: int) -> str:
    """Why a calendar is without public holidays, though it should have some; else nothing.

    The library is asked only where nothing is kept of the year.
    """
    if not isinstance(public, PublicHolidays) or year not in YEARS:
        return ""
    if _read(public, year) is not None or _days(public, year):
        return ""
    return unknown(public.country, public.region)


def unknown(country: str, region: str) -> str:
    """Return which of a country and a region the library doesn't know; '' if it knows both."""
    import holidays

    countries = holidays.list_supported_countries(include_aliases=False)
    if not country:
        return f"the region '{region}' has no country"
    if country not in countries:
        return f"no public holidays are known for the country '{country}'"
    regions = countries[country]
    if not region or region in regions:
        return ""
    known = f"known are {', '.join(regions)}" if regions else "none is known"
    return f"'{region}' is no region of {country} with public holidays of its own: {known}"
