"""The courses of all deals of a book, through their index."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.reading.read_anew import Wanted
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.finding import Finding
from salescli.insight.trajectory import Trajectory, trajectory_of
from salescli.store.cache.trajectory_rows import COURSES


def read_courses(
    session: Session, also: Iterable[Wanted[Any]] = ()
) -> tuple[list[Trajectory], tuple[Finding, ...]]:
    """Return the course of every deal of the book, and why some can't be read.

    What comes next wants `also` of each, as `through_cache` takes it.
    """
    courses: list[Trajectory] = []
    unreadable: list[Finding] = []
    for found in through_cache(session, COURSES, _course, closed=True, also=also, in_order=False):
        if isinstance(found, tuple):
            unreadable += found
        elif not isinstance(found, bool):
            courses.append(found)
    courses.sort(key=attrgetter("deal"))
    return courses, tuple(sorted(unreadable, key=attrgetter("deal")))


def _course(about: Subject) -> Trajectory:
    return trajectory_of(about.deal, about.process, about.standing)
