"""A county's office: people of every role, and four cases that differ in who may see them."""

from dataclasses import dataclass

from kiosk.platform.timers import derive_anew
from tests.helpers.console import let_in
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import NAME, PAGE_SHA256, case_envelope
from tests.unit.platform.conftest import Terminal

PEOPLE = {
    "community": ("community", ("huaishuli",), ""),
    "street": ("street", ("qinghe",), ""),
    "bureau": ("department", ("changan-civil-affairs",), ""),
    "above": ("supervisor", (), "130102"),
    "elsewhere": ("supervisor", (), "130104"),
    "technician": ("fleet", (), ""),
    "administrator": ("administrator", (), ""),
}
SEES = {
    "received": {"community", "street", "above"},
    "accepted": {"community", "street", "bureau", "above"},
    "closed": {"community", "street", "bureau", "above"},
    "confidential": {"street"},
}
"""Each case with those who may see it; everybody else must find nothing at all."""
NAMES = {"received": NAME, "accepted": "王树林", "closed": "赵德全", "confidential": "孙小满"}
NUMBERS = {name: f"HSL3-0421-{serial:04}" for serial, name in enumerate(SEES, start=1)}


@dataclass(frozen=True, slots=True)
class Office:
    """The platform and its cases by name."""

    platform: InProcessPlatform
    cases: dict[str, str]


async def open_office(platform: InProcessPlatform) -> Office:
    """Let everybody in and file the cases."""
    for person_id, (role, desks, area) in PEOPLE.items():
        await let_in(platform, person_id, role, desks, area)
    machine = await platform.enrol()
    office = Office(platform, {})
    async with platform.http(machine.signer) as http:
        terminal = Terminal(http)
        await terminal.put_page()
        for name in SEES:
            pages = [{"material_id": "household_register", "blobs": [PAGE_SHA256]}] if name == "received" else []
            envelope = case_envelope(name=NAMES[name], number=NUMBERS[name], materials=pages)
            assert (await terminal.post(envelope)).status_code == 201
            office.cases[name] = envelope.case_id
    await platform.make_confidential(office.cases["confidential"])
    await derive_anew(platform.reception)
    for name in ("accepted", "closed"):
        await platform.staff.accept(office.cases[name])
    await platform.staff.close(office.cases["closed"], "granted", "每月 100 元")
    return office
