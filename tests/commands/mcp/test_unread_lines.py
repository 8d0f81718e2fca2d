"""A line that is no message is answered, by the name of its request where it has one."""

from __future__ import annotations

import asyncio

import mcp_types as types
from anyio import EndOfStream
from support.table import each

from salescli.commands.mcp.unread_lines import AnsweringStream

LAST = '{"jsonrpc":"2.0","id":4,"method":"tools/list"}'
CALL = '{"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"\\ud800"}}'


class Lines:
    """The lines of a client, as the SDK reads them, and what was answered."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.answers = list(lines), []

    async def receive(self):
        if not self.lines:
            raise EndOfStream
        try:
            return types.jsonrpc_message_adapter.validate_json(self.lines.pop(0), by_name=False)
        except ValueError as error:
            return error

    async def send(self, message):
        self.answers.append(message.message)

    def read(self):
        async def talk():
            return [message async for message in AnsweringStream(self, self)]

        return asyncio.run(talk())


@each(
    "line, name, code",
    [
        (CALL % 3, 3, types.PARSE_ERROR),
        (CALL % '"a"', "a", types.PARSE_ERROR),
        (CALL % '"\\udfff"', None, types.PARSE_ERROR),
        (CALL % "null", None, types.PARSE_ERROR),
        (CALL % "true", None, types.PARSE_ERROR),
        (CALL % f'"{"x" * 1_000}"', None, types.PARSE_ERROR),
        ("{nope", None, types.PARSE_ERROR),
        ("[" * 10_000, None, types.PARSE_ERROR),
        ("[]", None, types.INVALID_REQUEST),
        ('{"a": 1}', None, types.INVALID_REQUEST),
    ],
)
def test_it_is_answered_and_the_next_one_read(line, name, code):
    lines = Lines(line, LAST)
    assert [message.id for message in lines.read()] == [4]
    (answer,) = lines.answers
    assert (answer.id, answer.error.code) == (name, code)
    assert answer.model_dump_json()


def test_an_empty_line_is_nothing():
    lines = Lines("", " ", LAST)
    assert (len(lines.read()), lines.answers) == (1, [])
