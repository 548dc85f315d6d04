"""Every fault that an emulated machine can have: how it strikes, how it is mended, what a terminal then lacks.

A fault that the emulators' control API offers and that is neither here nor in `ELSEWHERE` fails a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from devices.contracts.readiness import Lack
from devices.emulators.document_camera import FAULTS as CAMERA_FAULTS
from devices.emulators.escpos import FAULTS as PRINTER_FAULTS
from devices.emulators.input_device import FAULTS as INPUT_FAULTS
from devices.emulators.ipp_faults import FAULTS as PAGES_FAULTS
from devices.emulators.ipp_faults import REASONS as PAGES_REASONS
from devices.emulators.loudspeaker import FAULTS as VOICE_FAULTS
from devices.emulators.microphone import FAULTS as MICROPHONE_FAULTS
from devices.emulators.samv import FAULTS as READER_FAULTS
from devices.emulators.scanner import FAULTS as SCANNER_FAULTS
from devices.emulators.ups import FAULTS as UPS_FAULTS
from devices.emulators.vpcd import FAULTS as CHIP_FAULTS

STEPS = (
    "idle",
    "guide",
    "notice",
    "identify",
    "form",
    "review",
    "saving",
    "printing",
    "leaving",
    "typing",
    "supply",
    "cases",
)
OTHER_WAYS = {"typing": {"id_card", "social_card"}, "supply": {"id_card", "camera"}, "cases": {"scanner"}}
SPOILT_ANSWER = 12
"""Of a social-security card: the name's record."""
Order = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class DeviceFault:
    """One fault: how it strikes, how it is mended, and what a terminal must then say it lacks."""

    device: str
    name: str
    strikes: tuple[Order, ...]
    mends: tuple[Order, ...]
    lacks: frozenset[Lack] = frozenset()
    """Any of these, for as long as it lasts; none for a fault that spoils one command and is over."""
    only: str = ""
    """The one step it can be met at, of what spoils a single card or picture."""
    rail: str = ""
    """What the screen's border then says, by key; of devices that are shown there."""

    @property
    def key(self) -> str:
        return f"{self.device}: {self.name}"

    @property
    def is_slow(self) -> bool:
        """It does its work all the same, and later."""
        return self.name == "slow"

    @property
    def steps(self) -> tuple[str, ...]:
        """Where it is met."""
        if self.only:
            return (self.only,)
        return tuple(step for step in STEPS if self.device in OTHER_WAYS.get(step, {self.device}))


def _lasting(device: str, name: str, strike: str, mend: str, *lacks: Lack, rail: str = "", **how: Any) -> DeviceFault:
    return DeviceFault(device, name, ((strike, how),), ((mend, {}),), frozenset(lacks), rail=rail)


def _spoilt(kind: str) -> DeviceFault:
    return DeviceFault("id_card", f"one answer {kind}", (("reader.fault", {"kind": kind}),), (("reader.heal", {}),))


def _spoilt_chip(kind: str) -> DeviceFault:
    strike = ("chip.fault", {"kind": kind, "after": SPOILT_ANSWER})
    return DeviceFault("social_card", f"one answer {kind}", (strike,), (("chip.heal", {}),), only="typing")


def _spoilt_picture(kind: str) -> DeviceFault:
    strike, mend = ("camera.fault", {"kind": kind}), ("camera.fault", {"kind": None})
    return DeviceFault("camera", kind, (strike,), (mend,), only="supply")


def _spoilt_code(kind: str) -> DeviceFault:
    mends: tuple[Order, ...] = (("scanner.fault", {"kind": None}), ("scanner.plug", {}))
    return DeviceFault("scanner", f"one code {kind}", (("scanner.fault", {"kind": kind}),), mends, only="cases")


def _slow(device: str, order: str, delay_ms: int) -> DeviceFault:
    return DeviceFault(device, "slow", ((order, {"delay_ms": delay_ms}),), ((order, {"delay_ms": 0}),))


FOR_EVER: dict[str, Any] = {"times": -1, "any_command": True}
READER = "rail.reader_fault"
FAULTS: tuple[DeviceFault, ...] = (
    *map(_spoilt, ("read_failed", "bad_checksum", "truncated", "noise", "silence", "split", "pull")),
    DeviceFault(
        "id_card", "unplugged in mid-answer", (("reader.fault", {"kind": "unplug"}),),
        (("reader.heal", {}), ("reader.plug", {})),
    ),
    _slow("id_card", "reader.delay", 400),
    _slow("receipt_printer", "printer.delay", 150),
    _slow("page_printer", "pages.delay", 500),
    _slow("voice", "voice.delay", 150),
    _slow("camera", "camera.delay", 500),
    _slow("microphone", "microphone.delay", 300),
    _slow("scanner", "scanner.delay", 500),
    _slow("power", "power.delay", 500),
    *(_slow(role, f"{role}.delay", 300) for role in ("keypad", "headphones", "help_button", "proximity")),
    _lasting("id_card", "unplugged", "reader.unplug", "reader.plug", Lack.GONE, rail=READER),
    DeviceFault(
        "id_card", "another program's", (("reader.hold", {}),), (("reader.hold", {"on": False}),),
        frozenset({Lack.BUSY}), rail=READER,
    ),
    _lasting("id_card", "silent", "reader.fault", "reader.heal", Lack.SILENT, rail=READER, kind="silence", **FOR_EVER),
    _lasting(
        "id_card", "rubbish", "reader.fault", "reader.heal", Lack.SILENT, rail=READER, kind="bad_checksum", **FOR_EVER
    ),
    _lasting(
        "receipt_printer", "no paper", "printer.paper_out", "printer.refill", Lack.NO_PAPER,
        rail="rail.receipt_no_paper",
    ),
    _lasting(
        "receipt_printer", "cover open", "printer.cover_open", "printer.cover_close", Lack.COVER_OPEN,
        rail="rail.receipt_cover",
    ),
    DeviceFault(
        "receipt_printer", "knife jammed", (("printer.jam", {}),), (("printer.jam", {"on": False}),),
        frozenset({Lack.JAMMED, Lack.BROKEN}), rail="rail.receipt_jammed",
    ),
    DeviceFault(
        "receipt_printer", "silent", (("printer.silent", {}),), (("printer.silent", {"on": False}),),
        frozenset({Lack.SILENT, Lack.GONE}), rail="rail.receipt_fault",
    ),
    DeviceFault(
        "receipt_printer", "without power", (("printer.unplug", {}),), (("printer.plug", {}),),
        frozenset({Lack.GONE}), rail="rail.receipt_fault",
    ),
    DeviceFault("receipt_printer", "connection reset", (("printer.reset", {}),), ()),
    DeviceFault("receipt_printer", "paper low", (("printer.paper_low", {}),), (("printer.paper_low", {"low": False}),)),
    DeviceFault(
        "receipt_printer", "knife jams at the next cut", (("printer.jam_next_cut", {}),),
        (("printer.jam", {"on": False}),), frozenset({Lack.JAMMED, Lack.BROKEN}), only="printing",
        rail="rail.receipt_jammed",
    ),
    DeviceFault(
        "receipt_printer", "hung", (("printer.hang", {}),), (("printer.hang", {"on": False}),),
        frozenset({Lack.SILENT, Lack.GONE}), rail="rail.receipt_fault",
    ),
    *(
        _lasting(
            "receipt_printer", f"every answer {kind}", "printer.fault", "printer.fault",
            Lack.SILENT, Lack.GONE, Lack.BROKEN, rail="rail.receipt_fault", kind=kind,
        )
        for kind in PRINTER_FAULTS
    ),
    *(
        _lasting("voice", f"every word {kind}", "voice.fault", "voice.fault", Lack.SILENT, Lack.GONE, kind=kind)
        for kind in VOICE_FAULTS
    ),
    _lasting("voice", "gone", "voice.unplug", "voice.plug", Lack.GONE),
    DeviceFault(
        "voice", "hung", (("voice.silent", {}),), (("voice.silent", {"on": False}),), frozenset({Lack.GONE})
    ),
    _lasting("camera", "gone", "camera.unplug", "camera.plug", Lack.GONE, rail="rail.camera_fault"),
    *map(_spoilt_picture, ("silent", "truncated", "error_500", "wrong_type", "not_a_picture", "black")),
    _lasting("social_card", "service gone", "chip.service_kill", "chip.service_start", Lack.SILENT),
    *map(_spoilt_chip, ("pull", "silence", "garbage", "short", "error")),
    DeviceFault(
        "social_card", "slow", (("chip.delay", {"delay_ms": 200}),), (("chip.delay", {"delay_ms": 0}),), only="typing"
    ),
    _lasting("staff_card", "service gone", "chip.service_kill", "chip.service_start", Lack.SILENT),
    _lasting("page_printer", "gone", "pages.unplug", "pages.plug", Lack.GONE, Lack.SILENT),
    *(
        DeviceFault(
            "page_printer", name, (("pages.reason", {"reason": name}),),
            (("pages.reason", {"reason": name, "on": False}),), frozenset({lack}),
        )
        for name, lack in (
            ("paper_out", Lack.NO_PAPER), ("cover_open", Lack.COVER_OPEN), ("jam", Lack.JAMMED),
            ("toner_empty", Lack.BROKEN),
        )
    ),
    DeviceFault(
        "page_printer", "paper_low", (("pages.reason", {"reason": "paper_low"}),),
        (("pages.reason", {"reason": "paper_low", "on": False}),),
    ),
    _lasting("page_printer", "without power", "pages.power_cut", "pages.plug", Lack.GONE),
    *(
        _lasting("page_printer", kind, "pages.fault", "pages.fault", Lack.SILENT, Lack.GONE, kind=kind)
        for kind in PAGES_FAULTS
    ),
    _lasting("scanner", "unplugged", "scanner.unplug", "scanner.plug", Lack.GONE),
    *map(_spoilt_code, SCANNER_FAULTS),
    _lasting("microphone", "gone", "microphone.unplug", "microphone.plug", Lack.GONE),
    _lasting("keypad", "unplugged", "keypad.unplug", "keypad.plug", Lack.GONE),
    _lasting("headphones", "unplugged", "headphones.unplug", "headphones.plug", Lack.GONE),
    _lasting("help_button", "unplugged", "help_button.unplug", "help_button.plug", Lack.GONE),
    _lasting("proximity", "unplugged", "proximity.unplug", "proximity.plug", Lack.GONE),
    *(
        DeviceFault(
            role, "silent", ((f"{role}.silent", {}),), ((f"{role}.silent", {"on": False}),), frozenset({Lack.SILENT})
        )
        for role in ("keypad", "headphones", "help_button", "proximity")
    ),
    _lasting("lights", "unplugged", "lights.unplug", "lights.plug", Lack.GONE),
    _lasting("lights", "one fell off", "lights.break", "lights.plug", Lack.GONE, slot="help"),
    _lasting("id_card", "self-test failed", "reader.state", "reader.state", Lack.BROKEN, rail=READER, code=0x60),
    _lasting("power", "gone", "power.unplug", "power.plug", Lack.GONE),
    _lasting("id_card", "not authorised", "reader.state", "reader.state", Lack.BROKEN, rail=READER, code=0x66),
    *(_lasting("power", kind, "power.fault", "power.fault", Lack.SILENT, Lack.GONE, kind=kind) for kind in UPS_FAULTS),
    _lasting("microphone", "silent", "microphone.fault", "microphone.fault", Lack.SILENT, kind="silent"),
)  # fmt: skip
MOST_TELLING = {"id_card": "identify", "receipt_printer": "printing", "social_card": "typing", "camera": "supply"}
"""Where a device is at work; the short form strikes there, and any other device while the form is filled in."""

NO_FAULTS = frozenset({
    "help", "status", "persons", "pacing", "card.put", "card.take", "reader.heal", "reader.plug", "reader.commands",
    "printer.refill", "printer.cover_close", "printer.abilities", "printer.tear", "printer.plug", "printer.receipt",
    "voice.transcript", "voice.speaking", "voice.clear", "voice.plug", "camera.paper", "camera.show", "camera.plug",
    "pages.plug", "pages.printed", "scanner.scan", "scanner.plug", "power.mains", "power.battery", "power.battery_low",
    "power.plug", "microphone.hear", "microphone.plug", "lights.plug", "keypad.press", "headphones.plug_in",
    "proximity.near", "help_button.press", "keypad.plug", "headphones.plug", "proximity.plug", "help_button.plug",
    "chip.put", "chip.put_foreign", "chip.take", "chip.heal", "chip.service_start",
})  # fmt: skip
"""Hands that make a machine go, or a resident's own; everything else of the control API is a fault."""
ELSEWHERE: Mapping[str, str] = {
    "wedge.scan": "a scanner in keyboard mode stands in the serial one's place: tests/contracts/test_wedge_scanner.py",
    "wedge.unplug": "the same",
    "wedge.plug": "the same",
    "wedge.silent": "the same",
    "wedge.delay": "the same",
    **{f"wedge.fault {kind}": "the same" for kind in INPUT_FAULTS},
    **{
        f"{role}.fault {kind}": "one touch, which no journey here waits for: tests/contracts/test_inputs.py"
        for role in ("keypad", "headphones", "help_button", "proximity")
        for kind in INPUT_FAULTS
    },
    "pages.busy": "no journey prints a page: tests/contracts/test_page_printer.py",
    **{
        f"microphone.fault {kind}": "no journey records: tests/contracts/test_microphone.py"
        for kind in MICROPHONE_FAULTS
        if kind != "silent"
    },
}
"""What no step of a journey can meet, and which suite has it."""
KINDS: Mapping[str, tuple[str, ...]] = {
    "reader.fault": READER_FAULTS, "printer.fault": PRINTER_FAULTS, "voice.fault": VOICE_FAULTS,
    "camera.fault": CAMERA_FAULTS, "pages.fault": PAGES_FAULTS, "pages.reason": tuple(PAGES_REASONS),
    "scanner.fault": SCANNER_FAULTS, "power.fault": UPS_FAULTS,
    **{f"{role}.fault": INPUT_FAULTS for role in ("keypad", "headphones", "help_button", "proximity", "wedge")},
    "microphone.fault": MICROPHONE_FAULTS, "chip.fault": CHIP_FAULTS, "reader.state": ("96", "102"),
}  # fmt: skip


def told_apart(order: str, how: Mapping[str, Any]) -> str:
    """A fault as the emulators' own lists name it: its order, and its kind where it has one."""
    kind = next((str(how[name]) for name in ("kind", "fault", "reason", "code") if name in how), "")
    return f"{order} {kind}".strip() if order in KINDS else order
