"""Show what is wrong with the book or the set-up."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Command, Flag
from salescli.flags.support.shared import Book, Json


@dataclass(frozen=True, slots=True)
class DoctorFlags:
    """The flags of `doctor`, as they were typed."""

    fix: Annotated[bool, Flag("--fix", "", "Fix what can be fixed safely.")] = False
    book: Book = None
    as_json: Json = False


COMMAND = Command("salescli.commands.doctor.doctor:doctor", DoctorFlags, ("doctor", "doctor --fix"))
