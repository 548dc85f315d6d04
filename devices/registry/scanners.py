"""Drivers of scanners.

role              driver            options
scanner           serial-scanner    path, baud_rate = 115200
                  wedge-scanner     path (of a keyboard that is grabbed: see `inputs`)
                  wedge-in-window   (a keyboard that may not be grabbed)
"""

from devices.contracts.scanner import CodeScanner
from devices.registry.inputs import input_link
from devices.registry.options import Reading


def _serial_scanner(options: Reading) -> CodeScanner:
    from devices.links.streams import seen_at, serial_link
    from devices.scanners.scanner import LinkScanner

    path = options.path("path")
    return LinkScanner(serial_link(path, options.baud_rate()), seen_at(path))


def _wedge_scanner(options: Reading) -> CodeScanner:
    from devices.scanners.keyboard import Keyboard
    from devices.scanners.scanner import LinkScanner

    return LinkScanner(input_link(options, grab=True), translator=Keyboard)


def _wedge_in_window(options: Reading) -> CodeScanner:
    from devices.scanners.scanner import WindowScanner

    return WindowScanner()


DRIVERS = {
    "scanner": {
        "serial-scanner": _serial_scanner,
        "wedge-scanner": _wedge_scanner,
        "wedge-in-window": _wedge_in_window,
    }
}
