"""One SAM_V command and its answer over a link. Knows the wire's accidents, not what a card is."""

import asyncio
from dataclasses import dataclass

from devices.idcards.frames import BadFrame, Command, Deframer, Reply, Status, encode_command
from devices.links.link import Link


@dataclass(frozen=True, slots=True)
class Silence:
    """No whole answer in time."""


@dataclass(frozen=True, slots=True)
class Rubbish:
    """An answer with a wrong checksum."""


Answer = Reply | Silence | Rubbish

_ALWAYS = frozenset(
    {Status.CHECKSUM, Status.LENGTH, Status.COMMAND, Status.NOT_PERMITTED, Status.UNKNOWN_COMMAND,
     Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED}
)  # fmt: skip
_OWN = {Command.FIND_CARD: frozenset({Status.FOUND, Status.NOT_FOUND}),
        Command.SELECT_CARD: frozenset({Status.OK, Status.NOT_SELECTED})}  # fmt: skip
_FOREIGN = frozenset({Status.FOUND, Status.NOT_FOUND, Status.NOT_SELECTED})
LONGEST_SMALL_ANSWER_BYTES = 256


class Exchange:
    """Asks and waits; one question at a time."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._deframer = Deframer()

    async def ask(self, command: Command, answer_s: float) -> Answer:
        """Send a command and wait for its answer; a module that takes none is silent as well. Raises LinkGoneError."""
        self._deframer.clear()
        try:
            async with asyncio.timeout(answer_s):
                await self._link.write(encode_command(command))
                return await self._answer(command)
        except TimeoutError:
            return Silence()

    async def _answer(self, command: Command) -> Reply | Rubbish:
        while True:
            for frame in self._deframer.feed(await self._link.read()):
                if isinstance(frame, BadFrame):
                    return Rubbish()
                if _may_answer(command, frame):
                    return frame


def _may_answer(command: Command, reply: Reply) -> bool:
    """Keep a late answer to the question before from being taken for this one's."""
    if reply.code in _ALWAYS:
        return True
    own = _OWN.get(command)
    if own is not None:
        return reply.code in own and len(reply.data) <= LONGEST_SMALL_ANSWER_BYTES
    if command is Command.READ_TEXT_PHOTO:
        return reply.code not in _FOREIGN and (reply.code != Status.OK or len(reply.data) > LONGEST_SMALL_ANSWER_BYTES)
    return reply.code not in _FOREIGN and len(reply.data) <= LONGEST_SMALL_ANSWER_BYTES
