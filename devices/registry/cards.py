"""Drivers of card readers.

role              driver            options
id_card           samv-serial       path, baud_rate = 115200
social_card       pcsc              reader (the pattern of its name in PC/SC, such as "*Contact*"), socket
                  sscard-library    path (of the SSCardDriver library), interface = "auto" (contact, contactless)
staff_card        pcsc              reader, socket

`socket` is another PC/SC service than the system's, one for the whole terminal. What needs pyscard (extra `chipcards`)
says so where it is missing.
"""

from collections.abc import Callable

from devices.contracts.card_reader import CardReader
from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.smart_card import SmartCardReader
from devices.contracts.social_card import SocialCardReader
from devices.registry.options import BadDeviceConfigError, Reading


def _samv_serial(options: Reading) -> CardReader:
    from devices.idcards.samv import SamvReader
    from devices.links.streams import serial_link

    return SamvReader(serial_link(options.text("path"), options.number("baud_rate", 115200)))


def _pcsc_social(options: Reading) -> SocialCardReader:
    _choose_pcsc(options)
    from devices.chipcards.social import PcscSocialCardReader

    return PcscSocialCardReader(options.text("reader"))


def _pcsc_staff(options: Reading) -> SmartCardReader:
    _choose_pcsc(options)
    from devices.chipcards.staff import PcscSmartCardReader

    return PcscSmartCardReader(options.text("reader"))


def _choose_pcsc(options: Reading) -> None:
    try:
        from devices.chipcards.pcsc import choose_service
    except ImportError as error:
        raise BadDeviceConfigError(f"pcsc: pyscard or libpcsclite is missing (extra chipcards): {error}") from error
    socket_path = options.folder("socket")
    if socket_path is not None:
        try:
            choose_service(str(socket_path))
        except ValueError as error:
            raise BadDeviceConfigError(f"pcsc: {error}") from error


def _sscard_library(options: Reading) -> SocialCardReader:
    from devices.chipcards.library import INTERFACES, LibrarySocialCardReader, library_link

    interface = options.choice("interface", INTERFACES, "auto")
    return LibrarySocialCardReader(library_link(options.text("path")), interface)


DRIVERS: dict[str, dict[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    "id_card": {"samv-serial": _samv_serial},
    "social_card": {"pcsc": _pcsc_social, "sscard-library": _sscard_library},
    "staff_card": {"pcsc": _pcsc_staff},
}
