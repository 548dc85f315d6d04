"""Messages that no terminal could bring: out of its export, handed in by an operator, taken as if it had sent them.

    file of the export ─► opened, if it was sealed on its way out ─► page: its digest      ─► kept under it
                                                                     else: an envelope     ─► intake, under its own id

The terminal's signature is missing: the operator vouches for where the file comes from, and the log names them. All
else holds as for the terminal: its prefix, its area, each message once for ever.
"""

import logging

import msgspec

from kiosk.platform.blobs import put_blob
from kiosk.platform.enrolment import find_terminal
from kiosk.platform.fleet_wire import ExportedMessage
from kiosk.platform.intake import take
from kiosk.platform.keyring import open_page, opening_keys
from kiosk.platform.problems import Refusal, refusal
from kiosk.platform.reception import Reception
from kiosk.platform.terminals import Caller
from kiosk.wire import Envelope, decode

BY_HAND = 0
"""The enrolment of what no machine was told of: its watermark must not count what it has no acknowledgement for."""
_log = logging.getLogger(__name__)


async def take_exported(reception: Reception, terminal_id: str, message: ExportedMessage) -> bool | Refusal:
    """Take one message; True if it was not here before. A refusal has changed nothing."""
    async with reception.database.read() as db:
        row = await find_terminal(db, terminal_id)
        keys = await opening_keys(db)
    if row is None:
        return refusal(404, "not-found", "There is no such terminal.")
    content = open_page(keys, message.data) if message.sealed_here else message.data
    if isinstance(content, Refusal):
        return content
    caller = Caller(terminal_id, row.division_code, row.number_prefix, key_id="", enrolment=BY_HAND)
    is_new = await _taken(reception, caller, message, content)
    if is_new is True:
        fields = {"terminal_id": terminal_id, "message_id": message.message_id, "by": reception.settings.staff_name}
        _log.warning("exported_message_taken", extra={"fields": fields})
    return is_new


async def _taken(reception: Reception, caller: Caller, message: ExportedMessage, content: bytes) -> bool | Refusal:
    if message.kind == "blob":
        return await put_blob(reception, message.digest, content)
    try:
        envelope = decode(content, Envelope)
    except (msgspec.MsgspecError, UnicodeError):
        return refusal(422, "invalid-body", "The file is not the message its manifest names.")
    if (envelope.kind, envelope.digest) != (message.kind, message.digest):
        return refusal(422, "digest-mismatch", "The file is not the message its manifest names.")
    taken = await take(reception, caller, message.message_id, envelope)
    return taken if isinstance(taken, Refusal) else taken.first
