"""The disk's limits from the settings: without a word from the site they are the store's own."""

from pathlib import Path

import pytest

from kiosk.app.limits import limits_of
from kiosk.config import Storage
from kiosk.outbox import Disk, Limits, Room
from kiosk.outbox.disk import MIB


def test_a_site_that_says_nothing_has_the_stores_own_limits(tmp_path: Path) -> None:
    assert limits_of(Storage(directory=tmp_path)) == Limits()


def test_each_setting_is_the_limit_of_its_name(tmp_path: Path) -> None:
    storage = Storage(directory=tmp_path, quota_mib=500, low_free_mib=300, low_free_percent=2.5, ballast_mib=4)
    expected = Limits(quota_bytes=500 * MIB, low_free_bytes=300 * MIB, low_free_share=0.025, ballast_bytes=4 * MIB)
    assert limits_of(storage) == expected


@pytest.mark.parametrize(("used_mib", "room"), [(57, Room.OK), (58, Room.LOW), (64, Room.FULL)])
def test_a_small_quota_ends_the_room_early(tmp_path: Path, used_mib: int, room: Room) -> None:
    with (tmp_path / "outbox.db").open("wb") as file:
        file.truncate(used_mib * MIB)
    storage = Storage(directory=tmp_path, quota_mib=64, low_free_mib=32, low_free_percent=0)
    assert Disk(tmp_path, limits_of(storage)).room() is room
