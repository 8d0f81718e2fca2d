"""Answers that were given: given again for as long as nothing that they were made from changed.

What the daily review says, and the other commands of the short way, depends on the book's files,
the day, the zone, and where it is said; on the hour no more than that a time on the agenda or in a
log has passed. Each answer is kept with the state of all of them, and with the times
between which it holds; where any of it differs, or is in doubt, there is no answer. Light on
purpose, like `salescli/store/files/fingerprint.py`.
"""

from __future__ import annotations

import marshal
import os.path
import time
from itertools import chain

from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import State, environment_key, state_of, states
from salescli.store.files.own_folder import CAPTURED, FOLDERS, OWN, PROPOSALS, is_cut_off
from salescli.store.locate_book import INBOX, SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DEALS, ENDING = "deals", ".toml"
_FOLDERS = (("processes", ".toml"), ("processes/past", ".toml"))
_TIMES = 12  # digits of each of the two times between which an answer holds, in seconds
_LAST = 10**_TIMES - 1
_HEAD = 1 + 3 * _TIMES  # bytes: the exit code, the two times, the length of the notes
_COMPARED = 2  # version of what is only compared: later ones depend on who else holds a value
_SHELVES = 8  # answers of one command and its flags that are kept, where words were typed
_LONGEST = 24 * 1024 * 1024  # characters of an answer that is kept; it is held in memory until then
WATCHED = "calendar.folder"  # says where the calendar is, for whoever doesn't read the settings
_WAITING = (
    (f"{OWN}/drafts", ".json"),
    (f"{OWN}/{CAPTURED}", ".json"),
    (f"{OWN}/{PROPOSALS}", ".toml"),
)


class WrittenText:
    """What a command writes, held to be kept: up to a length beyond which it isn't worth it.

    `to_bytes` makes of a text what is written of it.
    """

    __slots__ = ("_left", "_parts", "_to_bytes")

    def __init__(self, to_bytes: Callable[[str], bytes]) -> None:
        self._to_bytes = to_bytes
        self._parts: list[bytes] = []
        self._left = _LONGEST

    def add(self, part: str) -> None:
        """Hold a part of it; of what gets too long nothing is held any more."""
        self._left -= len(part)
        if self._left >= 0:
            self._parts.append(self._to_bytes(part))
        else:
            self._parts.clear()

    @property
    def parts(self) -> Sequence[bytes] | None:
        """All of it, in parts; None where it is too long."""
        return self._parts if self._left >= 0 else None


class KeptOutput:
    """An answer as it was kept: its exit code, the deals' `states`, its `notes`."""

    __slots__ = ("code", "notes", "output", "states")

    def __init__(self, code: int, states: bytes, notes: bytes, output: bytes) -> None:
        self.code, self.states, self.notes, self.output = code, states, notes, output


class CachedOutput:
    """What is asked of a book, and the state of all that the answer depends on.

    `words` are the command and `flag=value`; for each set of flags one answer is kept, or a few
    where words were typed. Made before the first file is read, so that what changes meanwhile makes
    the answer void. `outlet` is where the answer is said, as far as it differs by that. `deals` are
    the states of the deals' files by handle, for the cache to go by. Where it is `about` deals that
    are named by their whole handles, no others count (`is_about_all`). `now` is the time in seconds
    since 1970, 0 where it is set by hand. `grounds` and `beside` are what an answer depends on but
    for the words and the deals; where it is not `is_settled`, no answer holds. `in_pipe`: not said
    in a terminal. `notes` are kept with the answer: what the command wants to know of it when a few
    deals changed. Raises OSError where a folder can't be listed.
    """

    def __init__(
        self,
        root: str,
        words: Sequence[str],
        environ: Mapping[str, str],
        outlet: Sequence[str | int],
        about: Sequence[str] = (),
    ) -> None:
        from salescli.store.cache.packed_states import packed_states

        self.root = root
        self.in_pipe = len(outlet) == 1
        where = "" if self.in_pipe else ".screen"  # a pipe's doesn't take a terminal's place
        self._path = os.path.join(root, OWN, f"{shelf_name(words)}{where}.answer")
        # Where the clock is set by hand it is compared to the letter.
        self.now = 0 if environ.get("SALESCLI_NOW") else int(time.time())
        self.grounds = grounds(root, environ)
        own = ("dismissed.toml", INBOX)
        folders = [{name: state_of(os.path.join(root, name)) for name in own}]
        self.is_about_all = not (about and _are_handles(about, root))
        self.deals = (
            _states(os.path.join(root, DEALS), ENDING)
            if self.is_about_all
            else {name: state_of(self.deal_path(name)) for name in about}
        )
        folders += [_states(os.path.join(root, name), end) for name, end in _WAITING]
        self._calendar = read_cache(os.path.join(root, OWN, WATCHED)).decode("utf-8", "replace")
        folders += [_states(self._calendar, ".ics")] if self._calendar else []
        looked = read_cache(os.path.join(root, OWN, FOLDERS)).decode("utf-8", "surrogateescape")
        folders += [{path: state_of(path) for path in looked.split("\n")}] if looked else []
        # A text that the editor saves now, or saved when nobody looked, may be a draft by then.
        is_open = bool(_states(os.path.join(root, _WAITING[0][0]), ".text"))
        self.is_settled = not (is_open or is_cut_off(root))
        self.beside = marshal.dumps((list(outlet), folders), _COMPARED)
        asked = marshal.dumps(list(words), _COMPARED)
        self._seen = b"%b%b%b" % (self.grounds, self.beside, asked)
        self._states = packed_states(self.deals)
        self.notes = b""
        self._kept: KeptOutput | None = None

    def answer(self) -> tuple[int, bytes] | None:
        """Return the exit code and the output that the command had; None where it has to run."""
        if not self.is_settled:
            return None
        self._kept = kept = self._read()
        if kept is None or kept.states != self._states:
            return None
        return kept.code, kept.output

    def answer_before(self) -> KeptOutput | None:
        """Return what `answer` found that holds but for deals whose files changed."""
        return self._kept

    def _read(self) -> KeptOutput | None:
        """Return what was kept, where all but the deals is as it was."""
        from salescli.store.cache.packed_states import packed_length

        data = read_cache(self._path)
        numbers, start = data[:_HEAD], _HEAD + len(self._seen)
        if not numbers.isdigit() or not data.startswith(self._seen, _HEAD):
            return None
        since, until, length = (int(numbers[at : at + _TIMES]) for at in range(1, _HEAD, _TIMES))
        if not since <= self.now < until:
            return None
        end = start + packed_length(data, start)
        states, notes = data[start:end], data[end : end + length]
        return KeptOutput(int(numbers[:1]), states, notes, data[end + length :])

    def deal_path(self, handle: str) -> str:
        """Return where the file of a deal is."""
        return os.path.join(self.root, DEALS, handle + ENDING)

    def watches(self, folder: str) -> bool:
        """Return whether it depends on that folder of a calendar ('' for none); so it does next."""
        expanded = os.path.expanduser(folder)
        if self._calendar == expanded:
            return True
        write_cache(os.path.join(self.root, OWN, WATCHED), expanded.encode("utf-8", "replace"))
        return False

    def keep(self, code: int, output: Iterable[bytes], until: float | None = None) -> None:
        """Keep the answer: an exit code of one digit, and the parts of what the command wrote.

        It holds from now `until` a time, in seconds since 1970, where there is one.
        """
        end = _LAST if until is None or not self.now else int(until)
        numbers = (_TIMES, self.now, _TIMES, end, _TIMES, len(self.notes))
        head = b"%d%0*d%0*d%0*d" % (code, *numbers)
        write_cache(self._path, chain((head, self._seen, self._states, self.notes), output))

    def changed(self, kept: KeptOutput) -> frozenset[str] | None:
        """Return the handles of deals whose files are not as they were, or are new, or gone.

        None where that can't be told.
        """
        from salescli.store.cache.packed_states import differing_files

        return differing_files(kept.states, self._states)


def grounds(root: str, environ: Mapping[str, str]) -> bytes:
    """Return what all that is said of a book's deals depends on beside their files.

    That is who asks and in which zone, the day, the settings and the processes. Raises OSError
    where a folder can't be listed: what it holds may change unseen.
    """
    day = environ.get("SALESCLI_NOW") or time.strftime("%Y-%m-%d")
    home = os.path.expanduser("~")  # a folder may be named after `~`
    files = [{SETTINGS: state_of(os.path.join(root, SETTINGS))}]
    files += [_states(os.path.join(root, name), ending) for name, ending in _FOLDERS]
    return marshal.dumps((environment_key(), root, home, day, files), _COMPARED)


def shelf_name(words: Sequence[str]) -> str:
    """Return the name of the file for what these words ask: the command, and `flag=value`."""
    return "-".join((*(word.partition("=")[0] for word in words), *_shelf(words[1:])))


def _shelf(typed: Sequence[str]) -> tuple[str, ...]:
    """Return where among few an answer lies that depends on words: the last one takes its place."""
    words = [word for word in typed if not word.endswith("=True")]
    return (str(sum("\n".join(words).encode("utf-8", "replace")) % _SHELVES),) if words else ()


def _are_handles(names: Sequence[str], root: str) -> bool:
    """Return whether there are deals of these names: to find others all deals are looked at."""
    try:
        return {name + ENDING for name in names}.issubset(os.listdir(os.path.join(root, DEALS)))
    except OSError:
        return False


def _states(folder: str, ending: str) -> dict[str, State]:
    try:
        return states(folder, ending)
    except FileNotFoundError:
        return {}
