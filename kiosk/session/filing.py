"""Commits what a resident hands over to the outbox, and tells the session whether it is there.

Sealed to the platform first; while this machine may take nothing, nothing is kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, assert_never

from kiosk.core.ids import CaseId, new_message_id
from kiosk.outbox import FiledCase, NewMessage, NotSaved, Saved
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import submit
from kiosk.session.drafts import ScannedPage
from kiosk.session.events import Event
from kiosk.session.troubles import FilingOff

if TYPE_CHECKING:
    from kiosk.session.performer import Ports


def enclosed(
    case_id: str, pages: tuple[ScannedPage, ...], origin: submit.Origin, now: datetime
) -> tuple[tuple[NewMessage, ...], dict[str, list[str]]]:
    """Sealed pages, each a message of its own, and their digests by material, in the order in which they were taken."""
    sealed = submit.sealed_pages(pages, origin.key)
    digests = {material: [hashlib.sha256(page).hexdigest() for page in each] for material, each in sealed.items()}
    blobs = (NewMessage(new_message_id(now), "blob", case_id, page, ()) for each in sealed.values() for page in each)
    return tuple(blobs), digests


async def file_case(ports: Ports, effect: do.FileCase, send: Callable[[Event], None]) -> None:
    """Commit a case; answered by `CaseFiled` or `CaseNotFiled`."""
    now = ports.clock.now()
    item = ports.catalogue.item(effect.draft.item_id)
    origin = ports.origin(now)
    if origin is None:
        send(ev.CaseNotFiled(effect.draft.case_id, FilingOff.OUT_OF_SERVICE.value))
        return
    draft = effect.draft
    blobs, digests = enclosed(draft.case_id, submit.goes_with(draft), origin, now)
    filed = await ports.outbox.file_case(
        draft.case_id,
        now,
        lambda number: submit.case_envelope(effect, item, number, now, origin, digests),
        blobs,
    )
    ports.measured("case_committed", ports.clock.monotonic_s())
    match filed:
        case FiledCase():
            code = await ports.slip_code(filed.number, filed.filed_at)
            send(ev.CaseFiled(CaseId(filed.case_id), filed.number, filed.filed_at, code))
        case NotSaved(reason=reason):
            send(ev.CaseNotFiled(effect.draft.case_id, reason))
        case _:
            assert_never(filed)


async def sign_slip(ports: Ports, effect: do.SignSlip, send: Callable[[Event], None]) -> None:
    """Another slip's code; answered by `SlipSigned`."""
    code = await ports.slip_code(effect.number, effect.filed_at)
    send(ev.SlipSigned(effect.case_id, code))


async def file_rating(ports: Ports, effect: do.FileRating, send: Callable[[Event], None]) -> None:
    """Commit a rating; answered by `RatingFiled`."""
    now = ports.clock.now()
    origin = ports.origin(now)
    if origin is None:  # a rating goes with its case or not at all
        send(ev.RatingFiled(saved=False))
        return
    envelope = submit.rating_envelope(effect.case_id, effect.level, effect.reasons, now, origin)
    result = await ports.outbox.append(new_message_id(now), "rating", effect.case_id, envelope, now)
    send(ev.RatingFiled(saved=isinstance(result, Saved)))


async def file_supplement(ports: Ports, effect: do.FileSupplement, send: Callable[[Event], None]) -> None:
    """Commit pages and what they answer in one piece; answered by `SupplementFiled` or `SupplementNotFiled`."""
    now = ports.clock.now()
    message_id = new_message_id(now)
    origin = ports.origin(now)
    if origin is None:
        send(ev.SupplementNotFiled(effect.session_serial, FilingOff.OUT_OF_SERVICE.value))
        return
    blobs, digests = enclosed(effect.case_id, effect.pages, origin, now)
    envelope = submit.correction_envelope(effect.case_id, effect.correction_id, effect.person, digests, now, origin)
    waits_for = tuple(blob.message_id for blob in blobs)
    correction = NewMessage(message_id, "correction", effect.case_id, envelope, waits_for)
    failed = await ports.outbox.append_all((*blobs, correction), now)
    if failed is None:
        send(ev.SupplementFiled(effect.session_serial, message_id))
    else:
        send(ev.SupplementNotFiled(effect.session_serial, failed.reason))


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
