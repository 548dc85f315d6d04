"""Does what the session wants done, and answers with events. The only part of the session that waits.

One effect at a time of each kind: a newer read cancels the older, a newer sentence cuts the older. A device that is
not configured answers like one that is not there.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, assert_never

from devices.contracts.card_reader import CardMedia, CardReader, NoCardInTime
from devices.contracts.health import Health
from devices.contracts.page import Page, PageSource
from devices.contracts.printer import ReceiptPrinter
from devices.contracts.results import Cancelled, DeviceGone
from devices.contracts.scanner import CodeScanner, Scanned, ScanUnusable
from devices.contracts.social_card import SocialCardReader
from devices.contracts.voice import Priority
from kiosk.catalogue import Catalogue
from kiosk.core.case_pages import token_on
from kiosk.core.clock import Clock
from kiosk.core.ids import CaseId, new_message_id
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Delivery as StoredDelivery
from kiosk.outbox import FiledCase, NewMessage, NotSaved, Outbox, Saved
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import submit
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.file_word import file_word
from kiosk.session.hearing import Telling
from kiosk.session.help_line import HelpLine
from kiosk.session.kept import DraftSafe
from kiosk.session.listen_line import Ear, ListenLine
from kiosk.session.meant import Meant
from kiosk.session.printing import SlipMaker, SlipPrinter
from kiosk.session.screens import Delivery
from kiosk.session.troubles import FilingOff
from kiosk.sync import PlatformClient, ProgressFound
from kiosk.telemetry import emit
from kiosk.wire import number_on

READ_TIMEOUT_S = 30.0
"""One read waits this long for a card; the session begins another while the resident is still there."""
CAPTURE_TIMEOUT_S = 10.0
SLOT_LOOK_S = 0.3
"""How often a reader that tells only by reading is asked whether a forgotten card was taken away."""
SCAN_TIMEOUT_S = 30.0
SCANNER_AWAY_S = 3.0
"""A scanner that is gone is asked again after this long."""


class Speaker(Protocol):
    """Says what belongs to a moment (kiosk.session.speaking)."""

    def say(self, key: str, params: dict[str, str], priority: Priority) -> None: ...

    def say_screen(self, requested: bool) -> None: ...

    def tell_of(self, what: Telling) -> None: ...

    def read_out(self, session_serial: int) -> None: ...

    def read_value(self, field_id: str) -> None: ...

    def sound_missed(self) -> None: ...

    def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Ports:
    """What an effect may need."""

    clock: Clock
    supervisor: Supervisor
    catalogue: Catalogue
    outbox: Outbox
    platform: PlatformClient | None
    """None while this machine belongs to none."""
    speaker: Speaker
    slip: SlipMaker
    reader: CardReader | None
    social_reader: SocialCardReader | None
    printer: ReceiptPrinter | None
    pages: PageSource | None
    origin: Callable[[datetime], submit.Origin | None]
    """What a message filed at a moment is sealed with; None while this machine may take nothing."""
    slip_code: Callable[[str, datetime], Awaitable[str]]
    """A number and its moment as this machine signs them; the bare number while it cannot. Soon, whatever happens."""
    forget: Callable[[], None]
    """Wipes what others hold of the session (input engine, pictures)."""
    safe: DraftSafe = field(default_factory=DraftSafe)
    """For forms whose resident was called away; its key is this process'."""
    scanner: CodeScanner | None = None
    ear: Ear | None = None
    """None where nobody can be listened to."""
    understand: Callable[[str], Meant] = lambda words: Meant()
    maintain: Callable[[object], None] = lambda act: None
    """Told what staff do at the machine."""
    measured: Callable[[str, float], None] = lambda name, at_s: None
    """Told the monotonic moment of what the figures need."""


class Performer:
    """Give it effects; it sends events. Main thread."""

    def __init__(self, ports: Ports, send: Callable[[Event], None]) -> None:
        self._ports = ports
        self._send = send
        self._reading: asyncio.Task[Any] | None = None
        self._scanning: asyncio.Task[Any] | None = None
        self._slips = SlipPrinter(
            ports.outbox, ports.printer, ports.slip, ports.clock, ports.supervisor, ports.measured, send
        )
        self._listening = ListenLine(ports.ear, ports.understand, ports.supervisor, send)
        self._help = HelpLine(ports.platform, ports.clock, ports.supervisor, send)
        ports.outbox.subscribe(self._delivery_changed)

    def __call__(self, effect: Effect) -> None:
        """Begin one effect; returns at once."""
        start = self._ports.supervisor.start
        match effect:
            case do.ReadCard():
                self._stop_reading()
                self._reading = start("read card", self._read(effect))
            case do.ReadSocialCard():
                self._stop_reading()
                if self._ports.social_reader is not None:
                    self._reading = start("read social card", self._read_social(effect, self._ports.social_reader))
            case do.ReadCode():
                self._stop_scanning()
                self._scanning = start("read code", self._scan(effect))
            case do.StopReading():
                self._stop_reading()
                self._stop_scanning()
            case do.KeepDraft(draft=draft, person=person, until_s=until_s):
                self._send(ev.DraftKept(self._ports.safe.seal(draft, person, until_s)))
            case do.LookForKept(read_serial=read_serial, person=person, kept=kept):
                self._send(ev.KeptLooked(read_serial, person, self._ports.safe.find(kept, person)))
            case do.DropKept(person=person):
                self._send(ev.KeptDropped(self._ports.safe.name_of(person)))
            case do.FileCase():
                start("file case", self._file_case(effect))
            case do.SignSlip():
                start("sign slip", self._sign_slip(effect))
            case do.PrintReceipt():
                start("print receipt", self._slips.print(effect))
            case do.StopPrinting():
                if self._ports.printer is not None:
                    self._ports.printer.cancel()
            case do.FileRating():
                start("file rating", self._file_rating(effect))
            case do.FindCases():
                start("find cases", self._find_cases(effect))
            case do.CallHelp():
                self._help.call(effect)
            case do.WithdrawHelp():
                self._help.withdraw()
            case do.CapturePage():
                start("capture page", self._capture(effect))
            case do.FileSupplement():
                start("file supplement", self._file_supplement(effect))
            case do.FileWord():
                start("file word", file_word(self._ports, effect, self._send))
            case do.Speak(key=key, params=params, priority=priority):
                self._ports.speaker.say(key, params, priority)
            case do.Listen() | do.EndListening() | do.StopListening():
                self._listening(effect)
            case do.ReadOut(session_serial=session_serial):
                self._ports.speaker.read_out(session_serial)
            case do.ReadValue(field_id=field_id):
                self._ports.speaker.read_value(field_id)
            case do.Tell(what=what):
                self._ports.speaker.tell_of(what)
            case do.SpeakScreen(requested=requested):
                self._ports.speaker.say_screen(requested)
            case do.SoundMissed():
                self._ports.speaker.sound_missed()
            case do.StopSpeaking():
                self._ports.speaker.stop()
            case do.LogSessionEnded() | do.LogReveal():
                _log_event(effect)
            case do.Maintain(act=act):
                self._ports.maintain(act)
            case do.Forget():
                self._ports.forget()
                if self._ports.pages is not None:
                    start("forget pages", self._ports.pages.forget())
            case _:
                assert_never(effect)

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    async def _read(self, effect: do.ReadCard) -> None:
        reader = self._ports.reader
        result = DeviceGone("not configured") if reader is None else await reader.read(READ_TIMEOUT_S)
        self._send(ev.CardReadEnded(effect.read_serial, result))

    async def _read_social(self, effect: do.ReadSocialCard, reader: SocialCardReader) -> None:
        while True:
            await self._empty(reader)
            match await reader.read(READ_TIMEOUT_S):
                case NoCardInTime() | DeviceGone():
                    continue
                case Cancelled():
                    return
                case result:
                    self._send(ev.SocialCardReadEnded(effect.read_serial, result))
                    return

    async def _empty(self, reader: SocialCardReader) -> None:
        """Wait until the reader was seen without a card; one that cannot tell is asked by reading, and what it reads is
        thrown away."""
        async for status in reader.watch():
            if status.health is not Health.ONLINE or status.media is CardMedia.PRESENT:
                continue
            if status.media is CardMedia.UNKNOWN:
                while not isinstance(await reader.read(0), NoCardInTime):
                    await self._ports.clock.sleep(SLOT_LOOK_S)
            return

    def _stop_scanning(self) -> None:
        if self._scanning is not None:
            self._scanning.cancel()
            self._scanning = None

    async def _scan(self, effect: do.ReadCode) -> None:
        """Wait for a code for as long as it takes; without a scanner nothing comes, and the hand still chooses."""
        scanner = self._ports.scanner
        while scanner is not None:
            match await scanner.scan(SCAN_TIMEOUT_S):
                case Scanned(text=text):
                    self._send(ev.CodeScanned(effect.session_serial, number_on(text) or token_on(text)))
                    return
                case ScanUnusable():
                    self._send(ev.CodeScanned(effect.session_serial, ""))
                    return
                case DeviceGone():
                    await self._ports.clock.sleep(SCANNER_AWAY_S)
                case Cancelled():
                    return

    async def _file_case(self, effect: do.FileCase) -> None:
        now = self._ports.clock.now()
        item = self._ports.catalogue.item(effect.draft.item_id)
        origin = self._ports.origin(now)
        if origin is None:
            self._send(ev.CaseNotFiled(effect.draft.case_id, FilingOff.OUT_OF_SERVICE.value))
            return
        filed = await self._ports.outbox.file_case(
            effect.draft.case_id,
            now,
            lambda number: submit.case_envelope(effect.draft, effect.person, item, number, effect.mode, now, origin),
        )
        self._ports.measured("case_committed", self._ports.clock.monotonic_s())
        match filed:
            case FiledCase():
                code = await self._ports.slip_code(filed.number, filed.filed_at)
                self._send(ev.CaseFiled(CaseId(filed.case_id), filed.number, filed.filed_at, code))
            case NotSaved(reason=reason):
                self._send(ev.CaseNotFiled(effect.draft.case_id, reason))
            case _:
                assert_never(filed)

    async def _sign_slip(self, effect: do.SignSlip) -> None:
        code = await self._ports.slip_code(effect.number, effect.filed_at)
        self._send(ev.SlipSigned(effect.case_id, code))

    async def _file_rating(self, effect: do.FileRating) -> None:
        now = self._ports.clock.now()
        origin = self._ports.origin(now)
        if origin is None:  # a rating goes with its case or not at all
            self._send(ev.RatingFiled(saved=False))
            return
        envelope = submit.rating_envelope(effect.case_id, effect.level, effect.reasons, now, origin)
        result = await self._ports.outbox.append(new_message_id(now), "rating", effect.case_id, envelope, now)
        self._send(ev.RatingFiled(saved=isinstance(result, Saved)))

    async def _find_cases(self, effect: do.FindCases) -> None:
        platform = self._ports.platform
        if platform is None:
            self._send(ev.CasesUnavailable(effect.session_serial, FilingOff.OUT_OF_SERVICE.value))
            return
        found = await platform.progress(submit.query_of(effect.person))
        match found:
            case ProgressFound(answer=answer):
                self._send(ev.CasesFound(effect.session_serial, tuple(answer.cases)))
            case _:
                self._send(ev.CasesUnavailable(effect.session_serial, found.cause))

    async def _capture(self, effect: do.CapturePage) -> None:
        pages = self._ports.pages
        result = None if pages is None else await pages.photograph(CAPTURE_TIMEOUT_S)
        if isinstance(result, Page):
            emit("page_judged", verdict=result.verdict.value)
            self._send(ev.PageCaptured(effect.session_serial, result))
        else:
            self._send(ev.CaptureFailed(effect.session_serial))

    async def _file_supplement(self, effect: do.FileSupplement) -> None:
        now = self._ports.clock.now()
        message_id = new_message_id(now)
        origin = self._ports.origin(now)
        if origin is None:
            self._send(ev.SupplementNotFiled(effect.session_serial, FilingOff.OUT_OF_SERVICE.value))
            return
        pages = submit.sealed_pages(effect.pages, origin.key)
        digests = {material: [hashlib.sha256(page).hexdigest() for page in each] for material, each in pages.items()}
        envelope = submit.correction_envelope(effect.case_id, effect.correction_id, effect.person, digests, now, origin)
        blobs = [
            NewMessage(new_message_id(now), "blob", effect.case_id, page, ())
            for each in pages.values()
            for page in each
        ]
        waits_for = tuple(blob.message_id for blob in blobs)
        correction = NewMessage(message_id, "correction", effect.case_id, envelope, waits_for)
        failed = await self._ports.outbox.append_all((*blobs, correction), now)
        if failed is None:
            self._send(ev.SupplementFiled(effect.session_serial, message_id))
        else:
            self._send(ev.SupplementNotFiled(effect.session_serial, failed.reason))

    def _delivery_changed(self, delivery: StoredDelivery) -> None:
        self._send(ev.DeliveryChanged(delivery.message_id, Delivery(delivery.state.value)))


def _log_event(effect: do.LogSessionEnded | do.LogReveal) -> None:
    match effect:
        case do.LogReveal(field_id=field_id):
            emit("value_revealed", field_id=field_id)
        case do.LogSessionEnded():
            emit(
                "session_ended",
                item=effect.item_id,
                mode=effect.mode.value,
                outcome=effect.outcome,
                seconds_s=round(effect.seconds_s, 1),
                over_60=effect.over_60,
            )
