"""Drivers of printers. `pictures` is the folder of the drawings on slips, `profile` a table of
devices/printers/profiles.toml.

    role              driver            options
    receipt_printer   escpos-tcp        host, port = 9100, pictures, profile = "generic"
                      escpos-serial     path, baud_rate = 115200, pictures, profile = "generic"
                      escpos-usb        vendor_id, product_id, pictures, profile = "generic"
                      escpos-usblp      path = "/dev/usb/lp0", pictures, profile = "generic"
    page_printer      ipp               uri (ipp:// or ipps://, of a printer or of a CUPS queue)
"""

from collections.abc import Callable, Mapping

from devices.contracts.page_printer import PagePrinter
from devices.contracts.printer import ReceiptPrinter
from devices.links.link import OpenLink
from devices.registry.options import BadDeviceConfigError, Reading

BITS_PER_BYTE = 10


def _escpos_tcp(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import tcp_link

    return _escpos(tcp_link(options.text("host"), options.number("port", 9100)), options)


def _escpos_serial(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import serial_link

    baud_rate = options.number("baud_rate", 115200)
    return _escpos(serial_link(options.text("path"), baud_rate), options, baud_rate / BITS_PER_BYTE)


def _escpos_usb(options: Reading) -> ReceiptPrinter:
    from devices.links.usb import usb_link

    return _escpos(usb_link([(options.number("vendor_id"), options.number("product_id"))]), options)


def _escpos_usblp(options: Reading) -> ReceiptPrinter:
    from devices.links.character_device import character_device_link

    return _escpos(character_device_link(options.text("path", "/dev/usb/lp0")), options)


def _escpos(open_link: OpenLink, options: Reading, wire_bytes_s: float | None = None) -> ReceiptPrinter:
    from devices.printers.escpos import EscposPrinter
    from devices.printers.profile import profiles

    name = options.text("profile", "generic")
    if name not in profiles():
        raise BadDeviceConfigError(f"no printer profile {name!r}; there are {', '.join(profiles())}")
    return EscposPrinter(open_link, options.folder("pictures"), profiles()[name], wire_bytes_s=wire_bytes_s)


def _ipp(options: Reading) -> PagePrinter:
    from devices.printers.ipp import IppPrinter
    from devices.printers.ipp_client import IppClient

    return IppPrinter(IppClient(options.text("uri")))


DRIVERS: Mapping[str, Mapping[str, Callable[[Reading], ReceiptPrinter | PagePrinter]]] = {
    "receipt_printer": {
        "escpos-tcp": _escpos_tcp,
        "escpos-serial": _escpos_serial,
        "escpos-usb": _escpos_usb,
        "escpos-usblp": _escpos_usblp,
    },
    "page_printer": {"ipp": _ipp},
}
