"""The tables in a zip, read in memory and nowhere written: what would fill it is refused."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from salescli.commands.importing.table_file import TOO_LARGE
from salescli.errors import UsageError
from salescli.exchange.xlsx.package import is_workbook

_MOST_MEMBERS = 1_000
_MOST_RATIO = 200  # times that a file may be larger than what it is packed in
_DENSE = 1024 * 1024  # bytes from which on that counts
_FIX = "unpack it, and name the folder"


def is_archive(data: bytes) -> bool:
    """Return whether a file is a zip with files in it, and no workbook."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and not is_workbook(data)


def zip_members(
    path: Path, data: bytes, suffixes: Collection[str]
) -> Iterator[tuple[str, bytes | str]]:
    """Yield the name of each file in a zip with its content, or the reason why it is passed over.

    Raises UsageError where the zip can't be read, or is one that would fill the memory.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > _MOST_MEMBERS:
                raise UsageError(f"{path} has {len(members):,} files, too many", fix=_FIX)
            yield from _read(path, archive, members, suffixes)
    except (BadZipFile, NotImplementedError, EOFError, ValueError, OSError, zlib.error) as error:
        raise UsageError(f"{path} can't be unpacked: {error}", fix=_FIX) from None
    except struct.error:
        raise UsageError(f"{path} can't be unpacked: it is damaged", fix=_FIX) from None


def _read(
    path: Path, archive: ZipFile, members: list[ZipInfo], suffixes: Collection[str]
) -> Iterator[tuple[str, bytes | str]]:
    room = TOO_LARGE
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if "__MACOSX" in name.parts or name.name.startswith("."):
            continue
        if name.suffix.lower() not in suffixes:
            is_zip = name.suffix.lower() == ".zip"
            yield member.filename, "it is a zip in a zip" if is_zip else "it is no table"
            continue
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield member.filename, "it is packed in a way that is not read"
            continue
        if member.flag_bits & 1:
            raise UsageError(f"{path} has a password", fix=_FIX)
        content = _content(path, archive, member, room)
        room -= len(content)
        yield member.filename, content


def _content(path: Path, archive: ZipFile, member: ZipInfo, room: int) -> bytes:
    """Return what a file holds, of which its own size is not believed."""
    most = min(room, max(_MOST_RATIO * member.compress_size, _DENSE))
    with archive.open(member) as opened:
        content = opened.read(most + 1)
    if len(content) > most:
        raise UsageError(f"{path} holds more than can be a table: {member.filename}", fix=_FIX)
    return content
