"""How a module that speaks SAM_V is reached where it takes more than a path: USB, and a vendor's library."""

import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devices.idcards.frames import HEADER_BYTES, body_bytes
from devices.links.link import OpenLink
from devices.links.process import process_link
from devices.links.usb import Split, usb_link

USB_IDS_PATH = Path(__file__).with_name("usb_ids.toml")
TERMB_WORKER_PATH = Path(__file__).with_name("termb_worker.py")
TERMB_EXITS = {3: "no_library", 4: "no_function", 5: "no_reader"}


def known_usb_ids() -> list[tuple[int, int]]:
    """Vendor and product of the readers that are looked for when a configuration names none."""
    readers = tomllib.loads(USB_IDS_PATH.read_text("utf-8"))["reader"]
    return [(reader["vendor_id"], reader["product_id"]) for reader in readers if reader["by_default"]]


def samv_usb_link(ids: Sequence[tuple[int, int]], backend: Any = None) -> OpenLink:
    """A reader on USB, in whichever of the two framings its pipes show."""
    return usb_link(ids, Split(HEADER_BYTES, body_bytes), backend)


def termb_link(library: str, port: int) -> OpenLink:
    """A vendor's library in a process of its own, which speaks SAM_V; it is started anew whenever it is lost."""
    return process_link((sys.executable, "-I", str(TERMB_WORKER_PATH), library, str(port)), TERMB_EXITS)
