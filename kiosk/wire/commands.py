"""What the platform wants a terminal to do, and what came of it; both ride on the heartbeat.

    answer ──Command, signed by the platform's own key──► terminal ─► done once, kept on its disk
    next beat ──CommandDone──► platform, which then stops asking

A terminal says that it hears commands by having `Heartbeat.commands`; one of before is sent none, since it would refuse
the whole answer for a field that it does not know.
"""

from datetime import datetime
from typing import Annotated

import msgspec

from kiosk.wire.messages import Id
from kiosk.wire.parties import Wire
from kiosk.wire.terminals_words import SignatureText, StateWord

MOST_COMMANDS = 16
Detail = Annotated[str, msgspec.Meta(max_length=200)]


class Command(Wire, frozen=True):
    """One act. A word and no enumeration: what a terminal does not know it answers with `unknown`."""

    command_id: Id
    act: StateWord
    given_at: datetime
    signature: SignatureText

    def signed_bytes(self, terminal_id: str) -> bytes:
        """What the signature covers: the machine it is for, too."""
        return b"bianmin command/1\0" + msgspec.json.encode((terminal_id, self.command_id, self.act, self.given_at))


class CommandDone(Wire, frozen=True):
    """What came of one."""

    command_id: Id
    outcome: StateWord
    """`done`, or why not."""
    detail: Detail = ""
    """Codes for a technician, such as which device lacks what; nothing of a resident."""


class CommandsBeat(Wire, frozen=True):
    """This terminal hears commands."""

    done: Annotated[list[CommandDone], msgspec.Meta(max_length=MOST_COMMANDS)] = msgspec.field(default_factory=list)
    """Of those that the last answer asked for."""
    is_locked: bool = False
    """It takes no new case because a command said so."""
