"""How a SAM_V reader is reached on USB."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devices.idcards.frames import HEADER_BYTES, body_bytes
from devices.links.link import OpenLink
from devices.links.usb import Split, usb_link

USB_IDS_PATH = Path(__file__).with_name("usb_ids.toml")


def known_usb_ids() -> list[tuple[int, int]]:
    """Vendor and product of the readers that are looked for when a configuration names none."""
    readers = tomllib.loads(USB_IDS_PATH.read_text("utf-8"))["reader"]
    return [(reader["vendor_id"], reader["product_id"]) for reader in readers if reader["by_default"]]


def samv_usb_link(ids: Sequence[tuple[int, int]], backend: Any = None) -> OpenLink:
    """The first of these readers that is plugged in, in whichever of the two framings its pipes show."""
    return usb_link(ids, Split(HEADER_BYTES, body_bytes), backend)
