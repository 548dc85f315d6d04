"""Which USB ids are looked for without being named."""

import re
import tomllib
from pathlib import Path

from devices.idcards.usb import USB_IDS_PATH, known_usb_ids


def test_only_an_id_on_which_sources_agree_is_looked_for_by_default() -> None:
    assert known_usb_ids() == [(0x0400, 0xC35A)]


def test_the_udev_rules_give_the_kiosk_every_listed_reader() -> None:
    rules = (Path(__file__).parents[4] / "packaging" / "udev" / "60-bianmin-kiosk.rules").read_text("utf-8")
    given = re.findall(r'ATTR\{idVendor\}=="(\w+)", ATTR\{idProduct\}=="(\w+)", ENV\{KIOSK_ROLE\}="idcard', rules)
    readers = tomllib.loads(USB_IDS_PATH.read_text("utf-8"))["reader"]
    assert [(int(vendor, 16), int(product, 16)) for vendor, product in given] == [
        (reader["vendor_id"], reader["product_id"]) for reader in readers
    ]


def test_every_listed_reader_is_listed_once_with_what_a_udev_rule_needs() -> None:
    readers = tomllib.loads(USB_IDS_PATH.read_text("utf-8"))["reader"]
    ids = [(reader["vendor_id"], reader["product_id"]) for reader in readers]
    assert len(set(ids)) == len(ids)
    assert all(0 < number <= 0xFFFF for each in ids for number in each)
