"""Who may see and do what at the staff's doors: a matrix of people, cases and actions over the served API."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from kiosk.catalogue import load_catalogue
from kiosk.platform.roles import Clerk, StaffRole
from kiosk.platform.routing_data import load_routing
from kiosk.platform.settings import ASSETS
from kiosk.platform.staff import BrokenStaffError, house_of, load_staff
from kiosk.platform.timers import derive_anew
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, PlatformStaff, in_process_platform
from tests.helpers.platform_cases import PAGE, PAGE_SHA256, case_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
PEOPLE = {
    "clerk of the community": ("community", ["huaishuli"], ""),
    "clerk of the street": ("street", ["qinghe"], ""),
    "clerk of the bureau": ("department", ["changan-civil-affairs"], ""),
    "supervisor here": ("supervisor", [], "130102"),
    "supervisor elsewhere": ("supervisor", [], "130104"),
    "technician": ("fleet", [], ""),
}
ROUTING = load_routing(ASSETS / "routing", load_catalogue(ASSETS / "catalogue"))
HOUSE = house_of(b"h" * 32, "陈静")


def token(name: str) -> str:
    return f"token of the {name}"


def staff_file(directory: Path) -> Path:
    lines = ["format = 1"]
    for name, (role, desks, area) in PEOPLE.items():
        digest = hashlib.sha256(token(name).encode()).hexdigest()
        lines += [
            "[[people]]",
            f'name = "{name}"',
            f'role = "{role}"',
            f'token_sha256 = "{digest}"',
            f"desks = {desks}",
        ]
        lines += [f'area = "{area}"'] if area else []
    path = directory / "staff.toml"
    path.write_text("\n".join(lines).replace("'", '"'))
    return path


class Office:
    """A platform with people, and a case with a page."""

    def __init__(self, platform: InProcessPlatform, case_id: str) -> None:
        self.platform = platform
        self.case_id = case_id

    @asynccontextmanager
    async def as_(self, name: str) -> AsyncIterator[PlatformStaff]:
        """Their own doors."""
        async with self.platform.http() as http:
            http.headers["Authorization"] = f"Bearer {token(name)}"
            yield PlatformStaff(http)


@pytest.fixture
async def office(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Office]:
    async with in_process_platform(tmp_path, clock, staff_file=staff_file(tmp_path)) as platform:
        machine = await platform.enrol()
        async with platform.http(machine.signer) as http:
            terminal = Terminal(http)
            await terminal.put_page()
            pages = [{"material_id": "household_register", "blobs": [PAGE_SHA256]}]
            envelope = case_envelope(materials=pages)
            assert (await terminal.post(envelope)).status_code == 201
        yield Office(platform, envelope.case_id)


SEEN_FIRST = {"clerk of the community", "clerk of the street", "supervisor here"}


@pytest.mark.parametrize("name", PEOPLE)
async def test_a_case_is_there_only_for_those_whose_it_is(office: Office, name: str) -> None:
    sees = name in SEEN_FIRST
    async with office.as_(name) as staff:
        listed = await staff.http.get("/v1/cases")
        case = await staff.http.get(f"/v1/cases/{office.case_id}")
        page = await staff.http.get(f"/v1/cases/{office.case_id}/pages/{PAGE_SHA256}")
    if name == "technician":
        assert [answer.status_code for answer in (listed, case, page)] == [403] * 3
        return
    assert [line["case_id"] for line in listed.json()["cases"]] == ([office.case_id] if sees else [])
    assert (case.status_code, page.status_code) == ((200, 200) if sees else (404, 404))
    assert not sees or page.content == PAGE


async def test_a_case_that_moves_on_is_seen_there_too_and_no_earlier(office: Office) -> None:
    async with office.as_("clerk of the bureau") as bureau, office.as_("clerk of the street") as street:
        assert (await bureau.http.get("/v1/cases")).json()["cases"] == []
        await street.accept(office.case_id)
        assert (await bureau.case(office.case_id))["history"][-1]["actor"] == "staff:clerk of the street"
        assert (await street.case(office.case_id))["state"] == "accepted"


ACTIONS = (
    {"action": "accept"},
    {"action": "refuse", "reason": "不在本区"},
    {"action": "return_task", "task_id": "check", "reason": "不归我们"},
    {"action": "transfer_task", "task_id": "check", "desk_id": "changan-service", "reason": "归你们"},
    {"action": "close", "result": "withdrawn", "text": "本人撤回"},
    {"action": "supervise", "text": "快办"},
    {"action": "extend", "working_days": 2, "reason": "要核实"},
)
MAY = {
    "clerk of the community": {},
    "clerk of the street": {"accept", "refuse", "return_task", "transfer_task", "close"},
    "supervisor here": {"supervise", "extend"},
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action["action"])
@pytest.mark.parametrize("name", PEOPLE)
async def test_each_does_what_is_theirs(office: Office, name: str, action: dict[str, object]) -> None:
    seen = (await office.platform.staff.case(office.case_id))["etag"]
    async with office.as_(name) as staff:
        answer = await staff.try_action(office.case_id, action, seen)
    after = (await office.platform.staff.case(office.case_id))["etag"]
    if action["action"] in MAY.get(name, {}):
        assert slug_or_done(answer) in {"done", "wrong-state"}  # an extension comes after acceptance
    else:
        refused = "not-allowed" if name in SEEN_FIRST | {"technician"} else "not-found"
        assert (slug(answer), after) == (refused, seen)


def slug_or_done(answer: httpx.Response) -> str:
    return "done" if answer.status_code == 200 else slug(answer)


@pytest.mark.parametrize("name", PEOPLE)
async def test_an_inbox_is_for_its_own_desk(office: Office, name: str) -> None:
    async with office.as_(name) as staff:
        answer = await staff.http.get("/v1/desks/qinghe/inbox")
    assert answer.status_code == {"clerk of the street": 200, "technician": 403}.get(name, 404)


@pytest.mark.parametrize("name", PEOPLE)
async def test_the_doors_of_the_house_are_shut_to_everybody_else(office: Office, name: str) -> None:
    async with office.as_(name) as staff:
        doors = [
            await staff.http.get(f"/v1/blobs/{PAGE_SHA256}"),
            await staff.http.delete("/v1/feed/water"),
            await staff.http.post("/v1/terminals/hsl-3/revocation"),
        ]
        terminals = await staff.http.get("/v1/terminals")
    assert [slug(answer) for answer in doors] == ["not-allowed"] * 3
    assert terminals.status_code == (200 if name == "technician" else 403)


async def test_a_page_of_another_case_is_not_there(office: Office) -> None:
    answer = await office.platform.staff.http.get(f"/v1/cases/{office.case_id}/pages/{'0' * 64}")
    assert (answer.status_code, slug(answer)) == (404, "not-found")


async def test_what_is_confidential_is_seen_at_its_desk_alone(office: Office) -> None:
    """A child-protection case, say: neither who supervises nor who was told of a limit sees it."""
    await office.platform.make_confidential()
    assert await derive_anew(office.platform.reception) == 1
    for name in PEOPLE.keys() - {"technician"}:
        async with office.as_(name) as staff:
            listed = (await staff.http.get("/v1/cases")).json()["cases"]
            case = await staff.http.get(f"/v1/cases/{office.case_id}")
        sees = name == "clerk of the street"
        assert (len(listed), case.status_code) == ((1, 200) if sees else (0, 404)), name


async def test_one_persons_key_repeats_nothing_of_anothers(office: Office) -> None:
    async with office.as_("clerk of the street") as street, office.as_("supervisor here") as above:
        done = await street.try_action(office.case_id, {"action": "accept"}, '"1"', "the-same-key")
        other = await above.try_action(office.case_id, {"action": "accept"}, '"1"', "the-same-key")
    assert (done.status_code, slug(other)) == (200, "key-reused")


def broken(tmp_path: Path, text: str) -> str:
    path = tmp_path / "staff.toml"
    path.write_text(text)
    with pytest.raises(BrokenStaffError) as error:
        load_staff(path, ROUTING, HOUSE)
    return str(error.value)


PERSON = '[[people]]\nname = "李华"\nrole = "department"\ntoken_sha256 = "{digest}"\n'


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", "works at no desk"),
        ('desks = ["moon"]', "there is no desk moon"),
        ('role = "supervisor"', "cannot overwrite|Cannot overwrite"),
        ('password = "123456"', "password"),
        (f'desks = ["qinghe"]\n{PERSON.format(digest="0" * 64)}desks = ["qinghe"]', "two people have one token"),
    ],
)
def test_people_who_cannot_work_stop_the_start(tmp_path: Path, more: str, told: str) -> None:
    text = broken(tmp_path, f"format = 1\n{PERSON.format(digest='0' * 64)}{more}\n")
    assert any(part in text for part in told.split("|"))


def test_a_supervisor_supervises_somewhere(tmp_path: Path) -> None:
    person = PERSON.format(digest="0" * 64).replace("department", "supervisor")
    assert "supervises no area" in broken(tmp_path, f"format = 1\n{person}")


def test_the_shown_staff_names_no_token(tmp_path: Path) -> None:
    staff = load_staff(staff_file(tmp_path), ROUTING, HOUSE)
    assert repr(staff) == "Staff()"
    assert staff.whose(token("technician")) == Clerk("technician", StaffRole.FLEET)
    assert staff.whose("") is None
    assert replace(staff, tokens=()).whose(token("technician")) is None
