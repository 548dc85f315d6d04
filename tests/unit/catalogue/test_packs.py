import tomllib
from typing import Any

import pytest

from kiosk.catalogue.packs import MOST_PACK_BYTES, NoPack, Pack, read_pack
from tests.helpers.packs import SHIPPED, STRANGER, by_publisher, pack, with_manifest

GOOD = pack(serial=7)


def refused(content: bytes, newest_serial: int = 0) -> str:
    found = read_pack(content, by_publisher, newest_serial)
    assert isinstance(found, NoPack)
    return str(found)


def test_a_pack_holds_exactly_the_catalogues_files_and_is_the_same_every_time() -> None:
    found = read_pack(GOOD, by_publisher, newest_serial=6)
    assert isinstance(found, Pack)
    assert found.manifest.serial == 7
    assert {name: (SHIPPED / name).read_bytes() for name in found.files} == dict(found.files)
    assert {name for name in found.files if name.startswith("items/")} == {
        f"items/{path.name}" for path in (SHIPPED / "items").glob("*.toml")
    }
    assert tomllib.loads(found.files["groups.toml"].decode())["format"] == 2
    assert pack(serial=7) == GOOD


def test_a_pack_of_somebody_else_or_changed_in_one_bit_is_refused() -> None:
    from kiosk.catalogue.packs import pack_of

    assert refused(pack_of(SHIPPED, "hebei", 7, STRANGER.sign)).startswith("signature: is not the publisher's")
    assert refused(bytes(64) + GOOD[64:]).startswith("signature")
    for place in (0, 63, 64, 200):
        assert refused(GOOD[:place] + bytes([GOOD[place] ^ 1]) + GOOD[place + 1 :]).startswith("signature")
    assert refused(GOOD[:-1] + bytes([GOOD[-1] ^ 1])) == "items/warning-colours.toml: is not what was signed"


def test_an_old_pack_cannot_come_back() -> None:
    assert refused(GOOD, newest_serial=7) == "manifest.serial: 7 is not newer than 7, which was taken"


@pytest.mark.parametrize("length", [0, 3, 64, 65, 700])
def test_what_is_cut_short_before_its_files_is_no_pack(length: int) -> None:
    assert refused(GOOD[:length]).startswith("manifest: is cut short")


def test_a_pack_without_its_last_byte_or_with_one_more_is_refused() -> None:
    assert refused(GOOD[:-1]).startswith("items/warning-colours.toml: is cut short")
    assert refused(GOOD + b"\n") == "file: 1 bytes behind the last file"
    assert refused(bytes(MOST_PACK_BYTES + 1)) == f"file: {MOST_PACK_BYTES + 1} bytes, at most {MOST_PACK_BYTES}"


@pytest.mark.parametrize(
    "path", ["../evil.toml", "/etc/passwd", "items/../groups.toml", "items/x.py", "items/a/b.toml", "groups.toml\n", ""]
)
def test_a_path_that_leads_elsewhere_is_refused_even_if_it_is_signed(path: str) -> None:
    def elsewhere(manifest: dict[str, Any]) -> None:
        manifest["files"][1]["path"] = path

    assert refused(with_manifest(GOOD, elsewhere)).startswith("manifest.files.1.path: ")


def test_a_file_named_twice_is_refused() -> None:
    def twice(manifest: dict[str, Any]) -> None:
        manifest["files"][2] = manifest["files"][1]

    changed = with_manifest(GOOD, twice)
    assert refused(changed).startswith("items/affairs-disclosure.toml: ")
