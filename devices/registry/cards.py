"""Drivers of card readers.

role              driver            options
id_card           samv-serial       path, baud_rate = 115200, photo_decoder
                  samv-usb          vendor_id and product_id (else idcards/usb_ids.toml), photo_decoder
                  vendor-termb      library, port = 1001, photo_decoder
social_card       pcsc              reader (the pattern of its name in PC/SC, such as "*Contact*"), socket
                  sscard-library    path (of the SSCardDriver library), interface = "auto" (contact, contactless)
staff_card        pcsc              reader, socket

`photo_decoder` is the command of a program that makes pictures of WLT (devices/idcards/photo.py); without it there are
none.
`library` is a vendor's own (devices/idcards/termb_worker.py). `socket` is another PC/SC service than the
system's, one for the whole terminal. What needs pyscard (extra `chipcards`) says so where it is missing.
"""

from collections.abc import Callable

from devices.contracts.card_reader import CardReader
from devices.contracts.device import Device
from devices.contracts.health import DeviceStatus
from devices.contracts.smart_card import SmartCardReader
from devices.contracts.social_card import SocialCardReader
from devices.links.link import OpenLink
from devices.registry.options import BadDeviceConfigError, Reading

VENDOR_POLL_S = 1.0
"""A library can tell whether a card still lies there only by reading it once more."""


def _samv_serial(options: Reading) -> CardReader:
    from devices.links.streams import serial_link

    return _samv(serial_link(options.path("path"), options.baud_rate()), options)


def _samv_usb(options: Reading) -> CardReader:
    from devices.idcards.usb import known_usb_ids, samv_usb_link

    if options.has("vendor_id") or options.has("product_id"):
        return _samv(samv_usb_link([(options.number("vendor_id"), options.number("product_id"))]), options)
    return _samv(samv_usb_link(known_usb_ids()), options)


def _vendor_termb(options: Reading) -> CardReader:
    from devices.idcards.termb import termb_link

    return _samv(termb_link(options.text("library"), options.number("port", 1001)), options, poll_s=VENDOR_POLL_S)


def _samv(open_link: OpenLink, options: Reading, poll_s: float | None = None) -> CardReader:
    from devices.idcards.photo import PhotoDecoder
    from devices.idcards.samv import SamvReader, SamvTiming

    decoder = PhotoDecoder(options.command("photo_decoder")) if options.has("photo_decoder") else None
    return SamvReader(open_link, SamvTiming() if poll_s is None else SamvTiming(poll_s=poll_s), decoder)


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
        raise BadDeviceConfigError(f"pyscard is not installed (extra chipcards): {error}") from error
    socket_path = options.folder("socket")
    if socket_path is not None:
        try:
            choose_service(str(socket_path))
        except ValueError as error:
            options.wrong(str(error))


def _sscard_library(options: Reading) -> SocialCardReader:
    from devices.chipcards.library import INTERFACES, LibrarySocialCardReader, library_link

    interface = options.choice("interface", INTERFACES, "auto")
    return LibrarySocialCardReader(library_link(options.text("path")), interface)


DRIVERS: dict[str, dict[str, Callable[[Reading], Device[DeviceStatus]]]] = {
    "id_card": {"samv-serial": _samv_serial, "samv-usb": _samv_usb, "vendor-termb": _vendor_termb},
    "social_card": {"pcsc": _pcsc_social, "sscard-library": _sscard_library},
    "staff_card": {"pcsc": _pcsc_staff},
}
