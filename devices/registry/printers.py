"""Drivers of printers. `pictures` is the folder of the drawings on slips, `profile` a table of
devices/printers/profiles.toml.

    role              driver            options
    receipt_printer   escpos-tcp        host, port = 9100, pictures, profile = "generic"
                      escpos-serial     path, baud_rate = 115200, pictures, profile = "generic"
                      escpos-usb        vendor_id, product_id, pictures, profile = "generic"
                      escpos-usblp      path = "/dev/usb/lp0", pictures, profile = "generic"
    page_printer      ipp               uri (ipp:// or ipps://, of a printer or of a CUPS queue), and for ipps://
                                        certificate_sha256 or ca_file

A printer that speaks TLS mostly has a certificate of its own making. `certificate_sha256` is that certificate's
fingerprint, 64 hexadecimal digits with or without colons, read off the printer's own page of settings or from
`openssl s_client -connect PRINTER:631 </dev/null | openssl x509 -noout -fingerprint -sha256` over a cable nobody else
is on; the printer is known by it alone, whatever its name. `ca_file` is the PEM of the authority that signed it, and
then the name counts. Without either the system's authorities are asked. Nothing is taken on trust at first sight.
"""

import ssl
from collections.abc import Callable, Mapping

from devices.contracts.page_printer import PagePrinter
from devices.contracts.printer import ReceiptPrinter
from devices.links.link import OpenLink
from devices.registry.options import Reading

BITS_PER_BYTE = 10
SHA256_DIGITS_COUNT = 64


def _escpos_tcp(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import tcp_link

    return _escpos(tcp_link(options.host(), options.port(default=9100)), options)


def _escpos_serial(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import serial_link

    baud_rate = options.baud_rate()
    return _escpos(serial_link(options.path("path"), baud_rate), options, baud_rate / BITS_PER_BYTE)


def _escpos_usb(options: Reading) -> ReceiptPrinter:
    from devices.links.usb import usb_link

    return _escpos(usb_link([(options.number("vendor_id"), options.number("product_id"))]), options)


def _escpos_usblp(options: Reading) -> ReceiptPrinter:
    from devices.links.character_device import character_device_link

    return _escpos(character_device_link(options.path("path", "/dev/usb/lp0")), options)


def _escpos(open_link: OpenLink, options: Reading, wire_bytes_s: float | None = None) -> ReceiptPrinter:
    from devices.printers.escpos import EscposPrinter
    from devices.printers.profile import profiles

    profile = options.choice("profile", profiles(), "generic")
    return EscposPrinter(open_link, options.folder("pictures"), profile, wire_bytes_s=wire_bytes_s)


def _ipp(options: Reading) -> PagePrinter:
    from devices.printers.ipp import IppPrinter
    from devices.printers.ipp_client import IppClient

    uri = options.address("uri", "ipp", "ipps")
    trust = _trust(options)
    if trust is not None and not uri.startswith("ipps:"):
        options.wrong("a certificate belongs to an address that begins with ipps://")
    return IppPrinter(IppClient(uri, trust=trust))


def _trust(options: Reading) -> ssl.SSLContext | bytes | None:
    """What an ipps:// printer is known by."""
    has_fingerprint, has_authority = options.has("certificate_sha256"), options.has("ca_file")
    if has_fingerprint and has_authority:
        options.wrong("certificate_sha256 or ca_file, not both")
    authority = _authority(options) if has_authority else None
    return _fingerprint(options) if has_fingerprint else authority


def _authority(options: Reading) -> ssl.SSLContext | None:
    file = options.text("ca_file")
    try:
        return ssl.create_default_context(cafile=file) if file else None
    except OSError as error:  # ssl's own errors too
        options.wrong(f"option 'ca_file': {file}: {error}")
        return None


def _fingerprint(options: Reading) -> bytes:
    digits = options.text("certificate_sha256").replace(":", "")
    if len(digits) != SHA256_DIGITS_COUNT or not set(digits.lower()) <= set("0123456789abcdef"):
        options.wrong("option 'certificate_sha256' must be 64 hexadecimal digits")
        return b""
    return bytes.fromhex(digits)


DRIVERS: Mapping[str, Mapping[str, Callable[[Reading], ReceiptPrinter | PagePrinter]]] = {
    "receipt_printer": {
        "escpos-tcp": _escpos_tcp,
        "escpos-serial": _escpos_serial,
        "escpos-usb": _escpos_usb,
        "escpos-usblp": _escpos_usblp,
    },
    "page_printer": {"ipp": _ipp},
}
