"""A real client of the protocol's SDK, and the server that it speaks to.

`connected` starts `salescli mcp` and speaks to it over pipes. `Talk` and `with_assistant` have the
same server in this process. A server over pipes and all commands are forks (see `forked_command`),
which cost no start of Python each, unless they are to be cold.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from salescli.commands.mcp import ask_salescli
from salescli.commands.mcp.server import make_server
from support.forked_command import ForkedProcess

_PASSED = ("HOME", "PATH", "SALESCLI_NOW", "TZ")


class Assistant:
    """An assistant that is connected: each call as its JSON, and whether it was refused.

    `server` is the process of its server, where that is a fork.
    """

    def __init__(self, client: Client, server: int = 0) -> None:
        self.client, self.server = client, server

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """Return the answer of a tool, which must not have been refused."""
        result = await self.client.call_tool(tool, arguments)
        text = result.content[0].text
        assert not result.is_error, text
        return {**json.loads(text), "bytes": len(text.encode())}

    async def refused(self, tool: str, **arguments: Any) -> str:
        """Return what was said to a call that must have been refused."""
        result = await self.client.call_tool(tool, arguments)
        assert result.is_error, result.content[0].text
        return str(result.content[0].text)

    async def pages(self, tool: str, **arguments: Any) -> list[dict[str, Any]]:
        """Return the items of all pages of a tool."""
        answer = await self.call(tool, **arguments)
        items = answer["items"]
        while "next_cursor" in answer:
            answer = await self.call(tool, **arguments, cursor=answer["next_cursor"])
            items += answer["items"]
        return items


def server_of(book: Path, *flags: str) -> StdioServerParameters:
    """Return how the server of a book is started."""
    return StdioServerParameters(
        command=sys.executable,
        args=["-P", "-m", "salescli", "--book", str(book), "mcp", *flags],
        env=_around(),
    )


def _around() -> dict[str, str]:
    """Return the environment of a server."""
    kept = {name: os.environ[name] for name in _PASSED if name in os.environ}
    more = {name: value for name, value in os.environ.items() if name.startswith(("COV", "GIT_"))}
    return kept | more


@asynccontextmanager
async def connected(book: Path, *flags: str, cold: bool = False) -> AsyncIterator[Assistant]:
    """Yield an assistant that is connected to a server of the book, a process of its own.

    The server, and each of its commands, is a fork, or the program itself where it is `cold`.
    """
    started: list[ForkedProcess] = []

    def fork(words: Sequence[str], **how: Any) -> ForkedProcess:
        kept = {name: how[name] for name in ("stdin", "stdout", "stderr", "env") if name in how}
        started.append(process := ForkedProcess(words[words.index("salescli") + 1 :], **kept))
        return process

    forking = SimpleNamespace(**{**vars(subprocess), "Popen": fork})
    with pytest.MonkeyPatch.context() as patch:
        if not cold:
            patch.setattr("asyncio.unix_events.subprocess", forking)
        async with Client(server_of(book, *flags)) as client:
            yield Assistant(client, started[0].pid if started else 0)


class _Command:
    """A command of the server as a fork, with what the server wants of its process."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str] | None) -> None:
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self._running = ForkedProcess(words, env=env, **pipes)
        self.kill = self._running.kill

    @property
    def returncode(self) -> int | None:
        return self._running.returncode

    async def communicate(self) -> tuple[bytes, bytes]:
        return await asyncio.to_thread(self._running.communicate)

    async def wait(self) -> int:
        return await asyncio.to_thread(self._running.wait)


@contextmanager
def forked_commands(env: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let the commands of a server in this process be forks, in an environment of their own."""

    async def start(*words: str, **_pipes: Any) -> _Command:
        return _Command(words[words.index("salescli") + 1 :], env)

    forking = SimpleNamespace(**{**vars(asyncio), "create_subprocess_exec": start})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ask_salescli, "asyncio", forking)
        yield


class Talk:
    """A connection that is open for as long as the tests of a module take; calls wait for it."""

    def __init__(self, book: Path) -> None:
        self.book = book
        self._env = {**_around(), "SALESCLI_BOOK": str(book)}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self._end = asyncio.run_coroutine_threadsafe(self._made_event(), self._loop).result()
        self._started = threading.Event()
        self._running = asyncio.run_coroutine_threadsafe(self._hold(), self._loop)
        assert self._started.wait(60)

    async def _made_event(self) -> asyncio.Event:
        return asyncio.Event()

    async def _hold(self) -> None:
        async with Client(make_server(frozenset)) as client:
            self.assistant = Assistant(client)
            self._started.set()
            await self._end.wait()

    def wait(self, answer: Coroutine[Any, Any, Any]) -> Any:
        """Return what comes of a call."""
        with forked_commands(self._env):
            return asyncio.run_coroutine_threadsafe(answer, self._loop).result(120)

    def close(self) -> None:
        """End the connection, and the server with it."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._running.result(60)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(60)
        self._loop.close()


def with_assistant(
    talk: Callable[[Assistant], Awaitable[Any]],
    may_apply: frozenset[str] = frozenset(),
    *,
    cold: bool = False,
) -> Any:
    """Return what comes of a talk with a server in this process, of the book in the environment.

    Its commands are the program itself where it is `cold`.
    """

    async def run() -> Any:
        async with Client(make_server(lambda: may_apply)) as client:
            return await talk(Assistant(client))

    with nullcontext() if cold else forked_commands():
        return asyncio.run(run())
