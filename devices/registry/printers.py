"""Drivers of printers. `pictures` is the folder of the drawings on slips.

role              driver            options
receipt_printer   escpos-tcp        host, port = 9100, pictures, buffer_bytes = 4096
                  escpos-serial     path, baud_rate = 115200, pictures, buffer_bytes = 4096
"""

from devices.contracts.printer import ReceiptPrinter
from devices.links.link import OpenLink
from devices.registry.options import Reading


def _escpos_tcp(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import tcp_link

    return _escpos(tcp_link(options.text("host"), options.number("port", 9100)), options)


def _escpos_serial(options: Reading) -> ReceiptPrinter:
    from devices.links.streams import serial_link

    return _escpos(serial_link(options.text("path"), options.number("baud_rate", 115200)), options)


def _escpos(open_link: OpenLink, options: Reading) -> ReceiptPrinter:
    from devices.printers.escpos import EscposPrinter
    from devices.printers.parts import PrinterProfile

    profile = PrinterProfile(buffer_bytes=options.number("buffer_bytes", 4096))
    return EscposPrinter(open_link, options.folder("pictures"), profile)


DRIVERS = {"receipt_printer": {"escpos-tcp": _escpos_tcp, "escpos-serial": _escpos_serial}}
