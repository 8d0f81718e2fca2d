"""A real CalDAV server (Radicale) in this process, a real vdirsyncer, and a phone that changes it.

The server is one for a module, its storage a scratch folder. The phone speaks plain HTTP.
"""

from __future__ import annotations

import http.client
import importlib
import os
import re
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server
from xml.etree.ElementTree import fromstring

from icalendar import Calendar

from support.forked_command import run_forked

QUERY = """<c:calendar-query xmlns:c="urn:ietf:params:xml:ns:caldav" xmlns:d="DAV:">
<d:prop><d:getetag/><c:calendar-data/></d:prop>
<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT"/></c:comp-filter></c:filter>
</c:calendar-query>"""
DATA = "{urn:ietf:params:xml:ns:caldav}calendar-data"
HREF = "{DAV:}href"
CONFIGURATION = re.compile(r"(?<=^```ini\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
VDIRSYNCER = "import vdirsyncer.cli; vdirsyncer.cli.app()"


class _Handler(WSGIRequestHandler):
    """Silent, and without waiting for the client's last acknowledgement."""

    disable_nagle_algorithm = True

    def log_message(self, *_arguments) -> None:
        """Say nothing: a test that passes is silent."""


class Server:
    """A CalDAV server, asked by HTTP as the user `ada`."""

    def __init__(self, port: int) -> None:
        self.port = port

    def ask(self, method: str, path: str, body: str | bytes = "", **headers: str):
        """Send a request; the status of its answer, and the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        named["Authorization"] = f"Basic {b64encode(b'ada:secret').decode()}"
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        said = answer.status, answer.read().decode()
        connection.close()
        return said


@contextmanager
def caldav_server(folder: Path) -> Iterator[Server]:
    """Run a server on a free port of this machine."""
    from radicale.app import Application
    from radicale.config import load

    configuration = load()
    configuration.update(
        {
            "storage": {"filesystem_folder": str(folder), "_filesystem_fsync": "False"},
            "auth": {"type": "none"},
            "logging": {"level": "critical"},
        },
        "test",
        privileged=True,
    )
    server = make_server("127.0.0.1", 0, Application(configuration), handler_class=_Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class OnServer:
    """A collection of events on a server."""

    def __init__(self, server: Server, name: str) -> None:
        self.server, self.path = server, f"/ada/{name}/"

    def all(self) -> dict[str, str]:
        """Return the text of each event, by its path."""
        kind = "application/xml"
        status, said = self.server.ask("REPORT", self.path, QUERY, Depth="1", Content_Type=kind)
        assert status == 207, said
        answers = list(fromstring(said))  # noqa: S314 - our own server's
        return {one.find(HREF).text: data.text for one in answers for data in one.iter(DATA)}

    def put(self, path: str, data: bytes) -> None:
        """Write an event."""
        place = path if path.startswith("/") else f"{self.path}{path}"
        status, said = self.server.ask("PUT", place, data, Content_Type="text/calendar")
        assert status in (201, 204), said

    def delete(self, path: str) -> None:
        """Delete an event."""
        status, said = self.server.ask("DELETE", path)
        assert status == 200, said


class InFolder:
    """The same in a folder of files, as a sync leaves it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def all(self) -> dict[str, str]:
        """Return the text of each event, by the name of its file."""
        return {path.name: path.read_bytes().decode() for path in self.folder.glob("*.ics")}

    def put(self, path: str, data: bytes) -> None:
        """Write an event."""
        (self.folder / path).write_bytes(data)

    def delete(self, path: str) -> None:
        """Delete an event."""
        (self.folder / path).unlink()


class Phone:
    """A calendar program that knows nothing of salescli."""

    def __init__(self, events: OnServer | InFolder) -> None:
        self._events = events

    def events(self) -> dict[str, tuple[str, Calendar]]:
        """Return the path and the calendar of each event, by its UID."""
        read = {path: Calendar.from_ical(text) for path, text in self._events.all().items()}
        return {str(one.walk("VEVENT")[0]["UID"]): (path, one) for path, one in read.items()}

    def find(self, words: str) -> tuple[str, Calendar]:
        """Return the path and the calendar of the event whose summary has these words."""
        (found,) = [one for one in self.events().values() if words in shown(one[1])["SUMMARY"]]
        return found

    def show(self, words: str) -> dict:
        """Return what the event with these words in its summary says."""
        return shown(self.find(words)[1])

    def move(self, words: str, start, end) -> None:
        """Move the event to other times, as a phone does: in its own zone, its number one more."""
        path, calendar = self.find(words)
        (event,) = calendar.walk("VEVENT")
        for name, value in (("DTSTART", start), ("DTEND", end)):
            event.pop(name)
            event.add(name.lower(), value)
        event["SEQUENCE"] = int(event["SEQUENCE"]) + 1
        self._events.put(path, calendar.to_ical())

    def answer(self, words: str, answer: str) -> None:
        """Note in the event what its guest answered, as a server does with a reply."""
        path, calendar = self.find(words)
        (event,) = calendar.walk("VEVENT")
        event["ATTENDEE"].params["PARTSTAT"] = answer
        self._events.put(path, calendar.to_ical())

    def delete(self, words: str) -> None:
        """Delete the event."""
        self._events.delete(self.find(words)[0])

    def add(self, text: str) -> None:
        """Add an event of its own."""
        uid = str(Calendar.from_ical(text).walk("VEVENT")[0]["UID"])
        self._events.put(f"{uid}.ics", text.replace("\n", "\r\n").encode())


def shown(calendar: Calendar) -> dict:
    """Return what the event of a calendar says."""
    (event,) = calendar.walk("VEVENT")
    return {
        "SUMMARY": str(event["SUMMARY"]),
        "DTSTART": event.decoded("DTSTART"),
        "DTEND": event.decoded("DTEND"),
        "STATUS": str(event.get("STATUS", "")),
        "SEQUENCE": int(event.get("SEQUENCE", 0)),
    }


class Vdirsyncer:
    """A folder and a collection on the server, kept the same by the guide's own configuration."""

    def __init__(self, server: Server, folder: Path, scratch: Path, name: str) -> None:
        self._environment = {**os.environ, "VDIRSYNCER_CONFIG": str(scratch / "config")}
        text = CONFIGURATION.findall((files("salescli") / "help/calendar.md").read_text())[0]
        ours = {
            "~/.local/share/vdirsyncer/": f"{scratch}/status/",
            '["sales", "sales", "sales"]': f'["sales", "{folder.name}", "{name}"]',
            "~/.calendars/": f"{folder.parent}/",
            "https://dav.example.com/": f"http://127.0.0.1:{server.port}/ada/",
            'password.fetch = ["command", "pass", "dav.example.com"]': 'password = "secret"',
        }
        for theirs, mine in ours.items():
            assert text.count(theirs) == 1
            text = text.replace(theirs, mine)
        (scratch / "config").write_text(text)
        self._run("discover", "sales")

    def sync(self) -> str:
        """Bring both sides in step; where both changed, the server wins."""
        return self._run("sync")

    def _run(self, *words: str) -> str:
        importlib.import_module("vdirsyncer.cli")  # once, for all the forks
        done = run_forked(["-c", VDIRSYNCER, *words], "y\n" * 4, env=self._environment, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stderr
