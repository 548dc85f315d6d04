"""Commits what a resident says of their case to the outbox, and tells the session whether it is there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.core.ids import new_message_id
from kiosk.outbox import NotSaved, Saved
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import submit
from kiosk.session.events import Event
from kiosk.session.troubles import FilingOff

if TYPE_CHECKING:
    from kiosk.session.performer import Ports


async def file_word(ports: Ports, effect: do.FileWord, send: Callable[[Event], None]) -> None:
    """Seal and commit it; answered by `WordFiled` or `WordNotFiled`."""
    now = ports.clock.now()
    message_id, origin = new_message_id(now), ports.origin(now)
    if origin is None:
        send(ev.WordNotFiled(effect.session_serial, FilingOff.OUT_OF_SERVICE.value))
        return
    envelope = submit.word_envelope(effect.case_id, effect.act, effect.text, effect.person, now, origin)
    match await ports.outbox.append(message_id, "word", effect.case_id, envelope, now):
        case Saved():
            send(ev.WordFiled(effect.session_serial, message_id))
        case NotSaved(reason=reason):
            send(ev.WordNotFiled(effect.session_serial, reason))
