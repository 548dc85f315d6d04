"""Drivers by the name a configuration gives them. A driver's module is imported when it is asked for, not before: an A4
printer's libraries cost nothing on a terminal that has none.

    role              driver            options
    id_card           samv-serial       path, baud_rate = 115200
    receipt_printer   escpos-tcp        host, port = 9100, pictures, buffer_bytes = 4096
                      escpos-serial     path, baud_rate = 115200, pictures, buffer_bytes = 4096
    voice             espeak            (the machine's own sound device)
                      espeak-network    host, port
    camera            http-snapshot     url

`pictures` is the folder of the drawings on slips.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, overload

from devices.contracts.camera import FrameSource
from devices.contracts.card_reader import CardReader
from devices.contracts.printer import ReceiptPrinter
from devices.contracts.voice import Voice

Options = Mapping[str, str | int | float | bool]
Device = CardReader | ReceiptPrinter | Voice | FrameSource


class BadDeviceConfigError(ValueError):
    """A driver nobody knows, an option it has not, or one that is missing; the text says which."""


class _Reading:
    """Takes options one by one, and knows which were not asked for."""

    def __init__(self, driver: str, options: Options) -> None:
        self._driver = driver
        self._left = dict(options)

    def text(self, name: str) -> str:
        value = self._left.pop(name, None)
        if not isinstance(value, str) or not value:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be a text")
        return value

    def number(self, name: str, default: int | None = None) -> int:
        value = self._left.pop(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value <= 0:
            raise BadDeviceConfigError(f"{self._driver}: option {name!r} must be a whole number above 0")
        return value

    def folder(self, name: str) -> Path | None:
        return Path(self.text(name)) if name in self._left else None

    def done(self) -> None:
        if self._left:
            raise BadDeviceConfigError(f"{self._driver}: unknown option {', '.join(sorted(self._left))}")


def _samv_serial(options: _Reading) -> CardReader:
    from devices.idcards.samv import SamvReader
    from devices.links.streams import serial_link

    return SamvReader(serial_link(options.text("path"), options.number("baud_rate", 115200)))


def _escpos_tcp(options: _Reading) -> ReceiptPrinter:
    from devices.links.streams import tcp_link

    return _escpos(tcp_link(options.text("host"), options.number("port", 9100)), options)


def _escpos_serial(options: _Reading) -> ReceiptPrinter:
    from devices.links.streams import serial_link

    return _escpos(serial_link(options.text("path"), options.number("baud_rate", 115200)), options)


def _escpos(open_link: Any, options: _Reading) -> ReceiptPrinter:
    from devices.printers.escpos import EscposPrinter
    from devices.printers.parts import PrinterProfile

    profile = PrinterProfile(buffer_bytes=options.number("buffer_bytes", 4096))
    return EscposPrinter(open_link, options.folder("pictures"), profile)


def _espeak(options: _Reading) -> Voice:
    from devices.links.process import process_link
    from devices.voice.sinks import LinkSink
    from devices.voice.speaker import Speaker

    helper = Path(__file__).with_name("voice") / "sound_device.py"
    return Speaker(LinkSink(process_link((sys.executable, "-I", str(helper)))))


def _espeak_network(options: _Reading) -> Voice:
    from devices.links.streams import tcp_link
    from devices.voice.sinks import LinkSink
    from devices.voice.speaker import Speaker

    return Speaker(LinkSink(tcp_link(options.text("host"), options.number("port"))))


def _http_snapshot(options: _Reading) -> FrameSource:
    from devices.cameras.http_answer import parse_address
    from devices.cameras.snapshot import SnapshotCamera
    from devices.links.streams import tcp_link

    address = parse_address(options.text("url"))
    return SnapshotCamera(address, tcp_link(address.host, address.port))


Role = Literal["id_card", "receipt_printer", "voice", "camera"]

DRIVERS: dict[str, dict[str, Callable[[_Reading], Device]]] = {
    "id_card": {"samv-serial": _samv_serial},
    "receipt_printer": {"escpos-tcp": _escpos_tcp, "escpos-serial": _escpos_serial},
    "voice": {"espeak": _espeak, "espeak-network": _espeak_network},
    "camera": {"http-snapshot": _http_snapshot},
}


@overload
def create_device(role: Literal["id_card"], driver: str, options: Options) -> CardReader: ...
@overload
def create_device(role: Literal["receipt_printer"], driver: str, options: Options) -> ReceiptPrinter: ...
@overload
def create_device(role: Literal["voice"], driver: str, options: Options) -> Voice: ...
@overload
def create_device(role: Literal["camera"], driver: str, options: Options) -> FrameSource: ...
def create_device(role: Role, driver: str, options: Options) -> Any:
    """A driver for a role, not yet running; its `run` opens the wire. Raises BadDeviceConfigError."""
    factory = DRIVERS[role].get(driver)
    if factory is None:
        raise BadDeviceConfigError(f"{role}: no driver {driver!r}; there are {', '.join(sorted(DRIVERS[role]))}")
    reading = _Reading(driver, options)
    device = factory(reading)
    reading.done()
    return device
