"""`mcp`: serve the book to an assistant over standard input and output."""

from __future__ import annotations

import os
from importlib.util import find_spec

from salescli.commands.support.session import open_session
from salescli.errors import SalescliError
from salescli.flags.keeping.mcp import McpFlags
from salescli.views.render.output import warn


def mcp(flags: McpFlags) -> None:
    """Serve until the client ends it. Raises SalescliError where the SDK isn't installed.

    A book that can't be opened is served too: each call says why, until it can be.
    """
    if find_spec("mcp") is None:
        raise SalescliError(
            "the protocol's library isn't installed",
            fix="pip install 'salescli[mcp]'   or: pipx inject salescli mcp",
        )
    if flags.book is not None:
        os.environ["SALESCLI_BOOK"] = str(flags.book.absolute())
    try:
        os.environ["SALESCLI_BOOK"] = str(open_session(flags.book).book.root)
    except SalescliError as error:
        warn(f"{error.message}: each call is refused until that is fixed")
    import asyncio

    from salescli.commands.mcp.server import serve

    asyncio.run(serve(_listed if flags.write else frozenset))


def _listed() -> frozenset[str]:
    """Return what the settings let an assistant apply, as they are now; nothing if unreadable."""
    try:
        return open_session(None).book.settings.agent_apply
    except SalescliError:
        return frozenset()
