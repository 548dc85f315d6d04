"""Drivers of scanners.

role              driver            options
scanner           serial-scanner    path, baud_rate = 115200
"""

from pathlib import Path

from devices.contracts.scanner import CodeScanner
from devices.registry.options import Reading


def _serial_scanner(options: Reading) -> CodeScanner:
    from devices.links.streams import serial_link
    from devices.scanners.scanner import LinkScanner

    path = options.text("path")
    return LinkScanner(serial_link(path, options.number("baud_rate", 115200)), Path(path).exists)


DRIVERS = {"scanner": {"serial-scanner": _serial_scanner}}
