"""Does what the session wants done, and answers with events. The only part of the session that waits.

One effect at a time of each kind: a newer read cancels the older, a newer sentence cuts the older. A device that is
not configured answers like one that is not there.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, assert_never

from devices.contracts.card_reader import CardReader
from devices.contracts.microphone import AudioSource
from devices.contracts.page import Page, PageSource
from devices.contracts.printer import ReceiptPrinter
from devices.contracts.scanner import CodeScanner
from devices.contracts.social_card import SocialCardReader
from devices.contracts.voice import Priority
from kiosk.catalogue import Catalogue, Words
from kiosk.core.clock import Clock
from kiosk.core.tasks import Supervisor
from kiosk.outbox import Delivery as StoredDelivery
from kiosk.outbox import Outbox
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session import submit
from kiosk.session.effects import Effect
from kiosk.session.event_log import log_event
from kiosk.session.events import Event
from kiosk.session.filing import file_case, file_rating, file_supplement, file_word, sign_slip
from kiosk.session.hearing import Telling
from kiosk.session.help_line import HelpLine
from kiosk.session.kept import DraftSafe
from kiosk.session.listen_line import Ear, ListenLine
from kiosk.session.meant import Meant
from kiosk.session.printing import GuideMaker, SlipMaker, SlipPrinter, print_guide
from kiosk.session.reading_line import ReadingLine
from kiosk.session.record_line import RecordLine
from kiosk.session.screens import Delivery
from kiosk.session.troubles import FilingOff
from kiosk.sync import PlatformClient, ProgressFound
from kiosk.telemetry import emit

CAPTURE_TIMEOUT_S = 10.0


class Speaker(Protocol):
    """Says what belongs to a moment (kiosk.session.speaking)."""

    def say(self, key: str, params: Mapping[str, str | Words], priority: Priority) -> None: ...

    def say_screen(self, requested: bool) -> None: ...

    def tell_of(self, what: Telling) -> None: ...

    def read_out(self, session_serial: int) -> None: ...

    def read_value(self, field_id: str) -> None: ...

    def sound_missed(self) -> None: ...

    def hush(self) -> None: ...

    def aside(self, key: str, params: Mapping[str, str | Words]) -> None: ...

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
    guide: GuideMaker
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
    microphone: AudioSource | None = None
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
        self._reading = ReadingLine(ports, send)
        self._slips = SlipPrinter(
            ports.outbox, ports.printer, ports.slip, ports.clock, ports.supervisor, ports.measured, send
        )
        self._listening = ListenLine(ports.ear, ports.understand, ports.supervisor, send)
        self._recording = RecordLine(ports.microphone, ports.supervisor, send)
        self._help = HelpLine(ports.platform, ports.clock, ports.supervisor, send)
        ports.outbox.subscribe(self._delivery_changed)

    def __call__(self, effect: Effect) -> None:
        """Begin one effect; returns at once."""
        start = self._ports.supervisor.start
        match effect:
            case do.ReadCard() | do.ReadSocialCard() | do.ReadCode() | do.StopReading():
                self._reading(effect)
            case do.KeepDraft(draft=draft, person=person, until_s=until_s):
                self._send(ev.DraftKept(self._ports.safe.seal(draft, person, until_s)))
            case do.LookForKept(read_serial=read_serial, person=person, kept=kept):
                self._send(ev.KeptLooked(read_serial, person, self._ports.safe.find(kept, person)))
            case do.DropKept(person=person):
                self._send(ev.KeptDropped(self._ports.safe.name_of(person)))
            case do.FileCase():
                start("file case", file_case(self._ports, effect, self._send))
            case do.SignSlip():
                start("sign slip", sign_slip(self._ports, effect, self._send))
            case do.PrintReceipt():
                start("print receipt", self._slips.print(effect))
            case do.PrintGuide():
                start("print guide", print_guide(self._ports.printer, self._ports.guide, effect, self._send))
            case do.StopPrinting():
                if self._ports.printer is not None:
                    self._ports.printer.cancel()
            case do.FileRating():
                start("file rating", file_rating(self._ports, effect, self._send))
            case do.FindCases():
                start("find cases", self._find_cases(effect))
            case do.CallHelp():
                self._help.call(effect)
            case do.WithdrawHelp():
                self._help.withdraw()
            case do.CapturePage():
                start("capture page", self._capture(effect))
            case do.FileSupplement():
                start("file supplement", file_supplement(self._ports, effect, self._send))
            case do.FileWord():
                start("file word", file_word(self._ports, effect, self._send))
            case do.Speak(key=key, params=params, priority=priority):
                self._ports.speaker.say(key, params, priority)
            case do.Listen() | do.EndListening() | do.StopListening():
                self._listening(effect)
            case do.Record() | do.EndRecording() | do.StopRecording():
                self._recording(effect)
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
            case do.Hush():
                self._ports.speaker.hush()
            case do.Aside(key=key, params=params):
                self._ports.speaker.aside(key, params)
            case do.LogSessionEnded() | do.LogReveal() | do.LogOwnAloud():
                log_event(effect)
            case do.Maintain(act=act):
                self._ports.maintain(act)
            case do.Forget():
                self._ports.forget()
                if self._ports.pages is not None:
                    start("forget pages", self._ports.pages.forget())
            case _:
                assert_never(effect)

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

    def _delivery_changed(self, delivery: StoredDelivery) -> None:
        self._send(ev.DeliveryChanged(delivery.message_id, Delivery(delivery.state.value)))
