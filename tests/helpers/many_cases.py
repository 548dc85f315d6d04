"""A county's worth of cases at a platform: filed as terminals file them, and copied under other ids to be many."""

import asyncio

from sqlalchemy import Table

from kiosk.platform.tables import cases, desk_cases, events, messages
from tests.helpers.console import let_in
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal

PEOPLE = {
    "community": ("community", ("huaishuli",), ""),
    "street": ("street", ("qinghe",), ""),
    "bureau": ("department", ("changan-civil-affairs",), ""),
    "above": ("supervisor", (), "130102"),
    "technician": ("fleet", (), ""),
    "administrator": ("administrator", (), ""),
}
SURNAMES = "张王李赵刘孙周吴郑冯陈褚"
REQUESTS = (
    {"place_matter": "lamps", "where": "3号楼东侧", "story": "东边那盏路灯坏了"},
    {"place_matter": "noise", "where": "小花园", "story": "夜里烧烤摊太吵，睡不着"},
    {"place_matter": "roads", "where": "槐北路", "story": "井盖松了，怕孩子掉下去"},
)
AT_ONCE = 8
OF_A_CASE = (cases, events, desk_cases, messages)
"""Tables that have rows of a case; the first one holds up the others."""


async def fill(platform: InProcessPlatform, case_count: int) -> list[str]:
    """Let people in, file the cases, accept every third; the ids in the order of filing."""
    for person_id, (role, desks, area) in PEOPLE.items():
        await let_in(platform, person_id, role, desks, area, name=f"{SURNAMES[len(person_id) % len(SURNAMES)]}工")
    machine = await platform.enrol()
    envelopes = [
        case_envelope(name=f"{SURNAMES[n % len(SURNAMES)]}桂兰", number=f"HSL3-0421-{n:04}", answers=_answers(n))
        for n in range(case_count)
    ]
    queue = iter(envelopes)
    async with platform.http(machine.signer) as http:
        terminal = Terminal(http)

        async def file() -> None:
            for envelope in queue:
                answer = await terminal.post(envelope)
                assert answer.status_code == 201, answer.text

        await asyncio.gather(*(file() for _ in range(AT_ONCE)))
    ids = [envelope.case_id for envelope in envelopes]
    for case_id in ids[::3]:
        await platform.staff.accept(case_id)
    return ids


async def ask(platform: InProcessPlatform, request_count: int) -> list[str]:
    """File requests that wait to be given to a desk, from one machine; their ids."""
    machine = await platform.enrol()
    envelopes = [
        case_envelope(
            item_id="request",
            number=f"HSL3-0422-{n:04}",
            answers={"purpose": "help", "area": "place", **REQUESTS[n % len(REQUESTS)]},
        )
        for n in range(request_count)
    ]
    async with platform.http(machine.signer) as http:
        for envelope in envelopes:
            answer = await Terminal(http).post(envelope)
            assert answer.status_code == 201, answer.text
    return [envelope.case_id for envelope in envelopes]


async def multiply(platform: InProcessPlatform, times: int) -> None:
    """Each case so many times, under ids that differ in their first digits: what a search has to get past."""
    async with platform.reception.database.write() as db:
        for copy in range(1, times):
            for table in OF_A_CASE:
                await db.exec_driver_sql(_copied(table, f"{copy:04x}"))


def _copied(table: Table, head: str) -> str:
    """A copied message is acknowledged to no machine, so that no watermark counts it."""
    gone = ("enrolment", "terminal_seq")
    other = {name: f"'{head}' || substr({name}, 5)" for name in ("case_id", "message_id")}
    names = [column.name for column in table.columns]
    taken = ", ".join("null" if name in gone else other.get(name, f'"{name}"') for name in names)
    into = ", ".join(f'"{name}"' for name in names)
    return f"insert into {table.name} ({into}) select {taken} from {table.name} where substr(case_id, 1, 4) = '019d'"


def _answers(number: int) -> dict[str, str]:
    return {
        "household_address": f"河北省石家庄市长安区槐树里社区{number % 40 + 1}号楼2单元201",
        "residence_address": f"槐树里社区{number % 40 + 1}号楼2单元201",
        "phone": f"138{number:08}",
        "payout_way": "bank_card",
        "payout_account": f"62122600{number:08}",
    }
