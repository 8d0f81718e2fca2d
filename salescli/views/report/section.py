"""A section of a report: a table with its figures, before anything is known of screen or page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from salescli.views.render.document import Column, Span
from salescli.views.render.figures import Bar, Figure

Field: TypeAlias = str | Span | Bar


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What one part of the report says; `about` defines in plain words what is counted."""

    name: str
    title: str
    note: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    says: tuple[str, ...] = ()
    about: str = ""
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report: its title, what it is about, and its sections."""

    title: str
    subtitle: str
    sections: tuple[ReportSection, ...]
    unreadable: tuple[str, ...] = ()


def right(title: str = "", *, grow: bool = False, least: int = 4) -> Column:
    """Return a column of numbers."""
    return Column(title, align="right", grow=grow, least=least)
