"""The demo's office comes in by the console's own doors."""

import functools
import tomllib
from pathlib import Path
from typing import cast

import pytest

from kiosk.app.demo.desk import open_desk
from kiosk.core.clock import SystemClock
from kiosk.platform.people.register import find_person, list_people
from kiosk.wire.passwords import hash_password, is_password
from tests.helpers.console import CHEAP
from tests.helpers.faulty_platform import AsgiApp, on_a_socket
from tests.helpers.in_process_platform import in_process_platform

pytestmark = pytest.mark.anyio
PEOPLE = tomllib.loads((Path(__file__).parents[4] / "assets" / "content" / "demo.toml").read_text())["people"]


async def test_everybody_of_the_demo_can_sign_in_with_what_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cheap = functools.partial(hash_password, cost=CHEAP)
    monkeypatch.setattr("kiosk.platform.people.signing_in.hash_password", cheap)
    async with in_process_platform(tmp_path, SystemClock()) as platform:
        code = platform.reception.set_up.offer()
        async with on_a_socket(cast(AsgiApp, platform.app)) as url:
            made = await open_desk(url, code, PEOPLE)
            with pytest.raises(RuntimeError, match="set-up"):
                await open_desk(url, code, PEOPLE)
        async with platform.reception.database.read() as db:
            everybody = {person.person_id: person for person in await list_people(db)}
            for colleague in made:
                found = await find_person(db, colleague.person_id)
                assert found is not None
                assert is_password(colleague.password, found[1])
    assert set(everybody) == {person["person_id"] for person in PEOPLE}
    desks = {desk for person in everybody.values() for desk in person.clerk.desks}
    assert {"qinghe", "changan-civil-affairs"} <= desks
    assert [person.must_change for person in everybody.values() if person.person_id == "admin"] == [False]
