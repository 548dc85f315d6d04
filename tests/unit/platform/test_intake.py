"""Taking envelopes: each once, for ever, with its effect or not at all."""

import asyncio
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.core.ids import new_id
from kiosk.core.tasks import Supervisor
from kiosk.wire import Acknowledgement, Identity, SuppliedMaterial, body_digest, decode, encode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import (
    FILED_AT,
    ID_NUMBER,
    NAME,
    PAGE_SHA256,
    case_body,
    case_envelope,
    correction_envelope,
    rating_envelope,
)
from tests.unit.platform.conftest import Terminal, problem, slug

pytestmark = pytest.mark.anyio
WANTED = [{"name": "户口本本人页", "reason": "没有本人页"}]


async def rows(platform: InProcessPlatform, table: str) -> int:
    ((count,),) = await platform.sql(f"select count(*) from {table}")
    return int(count)


async def test_a_case_is_acknowledged_with_what_the_terminal_can_check(terminal: Terminal, clock: FakeClock) -> None:
    envelope = case_envelope()
    answer = await terminal.post(envelope)
    told = decode(answer.content, Acknowledgement)
    assert answer.status_code == 201
    assert (told.message_id, told.case_id, told.digest) == (envelope.case_id, envelope.case_id, envelope.digest)
    assert (told.number, told.received_at) == ("HSL-0421-0037", clock.now())


async def test_a_replay_gets_the_same_acknowledgement_however_late(terminal: Terminal, clock: FakeClock) -> None:
    envelope = case_envelope()
    first = await terminal.post(envelope)
    await clock.advance(400 * 86400)
    again = await terminal.post(envelope)
    assert (again.status_code, again.content) == (200, first.content)


async def test_fifty_identical_posts_at_once_make_one_case(platform: InProcessPlatform, terminal: Terminal) -> None:
    envelope = case_envelope()
    answers = await asyncio.gather(*(terminal.post(envelope) for _ in range(50)))
    counted = Counter(answer.status_code for answer in answers)
    assert counted[201] == 1
    assert counted[201] + counted[200] + counted[409] == 50
    assert all(answer.headers["Retry-After"] == "1" for answer in answers if answer.status_code == 409)
    assert (await terminal.post(envelope)).status_code == 200
    assert [await rows(platform, table) for table in ("cases", "events", "messages")] == [1, 1, 1]


async def test_fifty_different_cases_at_once_are_all_taken(platform: InProcessPlatform, terminal: Terminal) -> None:
    answers = await asyncio.gather(*(terminal.post(case_envelope()) for _ in range(50)))
    assert {answer.status_code for answer in answers} == {201}
    assert await rows(platform, "cases") == 50


@pytest.mark.parametrize("number", ["HSL-0421-0037", "HSL3-261123-0001"])
async def test_a_number_of_the_first_version_is_taken(terminal: Terminal, number: str) -> None:
    assert (await terminal.post(case_envelope(number=number))).status_code == 201


async def test_two_cases_with_one_number_are_both_taken_and_staff_are_told(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second, other = case_envelope(), case_envelope(), case_envelope(number="HSL3-261123-0001")
    for envelope in (first, second, second, other):
        assert (await terminal.post(envelope)).status_code in (200, 201)
    held = {each.case_id: await platform.staff.case(each.case_id) for each in (first, second, other)}
    assert held[second.case_id]["notes"] == [
        {"note": "number_doubled", "at": clock.now().isoformat().replace("+00:00", "Z"), "terminal_id": "hsl-3"}
    ]
    assert [held[case_id]["same_number"] for case_id in held] == [[second.case_id], [first.case_id], []]
    assert held[first.case_id]["notes"] == held[other.case_id]["notes"] == []
    (view,) = (await platform.staff.http.get("/v1/terminals")).json()["terminals"]
    assert view["doubled_number_count"] == 1
    assert [record.getMessage() for record in caplog.records].count("case_noted") == 1


async def test_the_same_key_with_another_body_is_refused(platform: InProcessPlatform, terminal: Terminal) -> None:
    case_id = new_id(FILED_AT)
    await terminal.post(case_envelope(case_id))
    answer = await terminal.post(case_envelope(case_id, mode="elder"))
    assert (answer.status_code, slug(answer)) == (422, "key-reused")
    assert await rows(platform, "messages") == 1


async def test_the_same_key_in_another_division_is_refused(terminal: Terminal) -> None:
    envelope = case_envelope()
    await terminal.post(envelope)
    moved = msgspec.structs.replace(envelope, division_code="130102001001"[:9] + "001")
    assert (await terminal.post(moved)).status_code == 200
    elsewhere = msgspec.structs.replace(envelope, division_code="130102001002")
    assert (await terminal.post(elsewhere)).status_code == 422


@pytest.mark.sqlite_file
async def test_a_key_being_worked_on_right_now_is_told_to_wait(platform: InProcessPlatform, terminal: Terminal) -> None:
    envelope = case_envelope()
    other_writer = sqlite3.connect(platform.settings.database, isolation_level=None)
    other_writer.execute("begin immediate")
    async with Supervisor() as supervisor:
        posts = [supervisor.start(f"post {n}", terminal.post(envelope)) for n in range(2)]
        (early,), (waiting,) = await asyncio.wait(posts, return_when=asyncio.FIRST_COMPLETED)
        other_writer.execute("rollback")
        other_writer.close()
        first, second = await waiting, early.result()
    assert first.status_code == 201
    assert (second.status_code, slug(second), second.headers["Retry-After"]) == (409, "in-progress", "1")


@pytest.mark.parametrize("table", ["events", "messages"])
async def test_a_failure_between_effect_and_key_leaves_neither(
    platform: InProcessPlatform, terminal: Terminal, table: str
) -> None:
    await platform.tear(table)
    envelope = case_envelope()
    answer = await terminal.post(envelope)
    assert (answer.status_code, slug(answer)) == (500, "internal-error")
    assert [await rows(platform, name) for name in ("cases", "events", "messages")] == [0, 0, 0]
    await platform.mend(table)
    assert (await terminal.post(envelope)).status_code == 201


async def test_everything_is_there_after_a_restart(tmp_path: Path, clock: FakeClock) -> None:
    envelope = case_envelope()
    async with (
        in_process_platform(tmp_path, clock) as before,
        before.http((machine := await before.enrol()).signer) as http,
    ):
        first = await Terminal(http).post(envelope)
        await before.staff.ask_correction(envelope.case_id, WANTED, clock.now().date())
    async with in_process_platform(tmp_path, clock) as after, after.http(machine.signer) as http:
        again = await Terminal(http).post(envelope)
        assert (await after.staff.case(envelope.case_id))["state"] == "correction_required"
    assert (again.status_code, again.content) == (200, first.content)


@pytest.mark.parametrize(
    ("changes", "slug_told"),
    [
        ({"digest": "0" * 64}, "digest-mismatch"),
        ({"alg": "hpke"}, "unknown-alg"),
        ({"schema": "case/2"}, "unknown-schema"),
        ({"kind": "vote"}, "unknown-schema"),
        ({"kind": "rating"}, "unknown-schema"),
        ({"division_code": "140000"}, "wrong-area"),
    ],
)
async def test_an_envelope_that_can_never_be_taken_is_refused_for_good(
    platform: InProcessPlatform, terminal: Terminal, changes: dict[str, str], slug_told: str
) -> None:
    answer = await terminal.post(msgspec.structs.replace(case_envelope(), **changes))
    assert (answer.status_code, slug(answer)) == (422, slug_told)
    assert await rows(platform, "messages") == 0


@pytest.mark.parametrize(
    "body",
    ["", "{}", "[]", '{"case_id": NaN}', '"' + "x" * 40 + '"', "\ud7ff", encode(case_body("0" * 32)).decode()[:-1]],
)
async def test_a_body_that_does_not_fit_its_schema_is_refused(terminal: Terminal, body: str) -> None:
    envelope = msgspec.structs.replace(case_envelope(), body=body, digest=body_digest(body))
    answer = await terminal.post(envelope)
    assert (answer.status_code, slug(answer)) == (422, "invalid-body")


async def test_a_body_of_another_case_is_refused(terminal: Terminal) -> None:
    one, other = case_envelope(), case_envelope()
    mixed = msgspec.structs.replace(one, body=other.body, digest=other.digest)
    assert slug(await terminal.post(mixed)) == "invalid-body"


@pytest.mark.parametrize("channel", [0, 2**63])
async def test_a_number_that_no_column_holds_is_refused_and_is_no_crash(terminal: Terminal, channel: int) -> None:
    answer = await terminal.post(rating_envelope(new_id(FILED_AT), channel=channel))
    assert (answer.status_code, slug(answer)) == (422, "invalid-body")


async def test_a_time_without_a_zone_is_refused(terminal: Terminal) -> None:
    assert slug(await terminal.post(case_envelope(filed_at=FILED_AT.replace(tzinfo=None)))) == "invalid-body"


async def test_the_key_of_a_case_is_its_id(terminal: Terminal) -> None:
    answer = await terminal.post(case_envelope(), key=new_id(FILED_AT))
    assert (answer.status_code, slug(answer)) == (422, "key-is-not-the-case")


@pytest.mark.parametrize("item_id", ["no-such-item", "hotline-12345"])
async def test_an_item_nobody_can_apply_for_is_refused(terminal: Terminal, item_id: str) -> None:
    assert slug(await terminal.post(case_envelope(item_id=item_id))) == "unknown-item"


async def test_a_payout_account_needs_a_card(terminal: Terminal) -> None:
    typed = Identity(level="typed")
    assert slug(await terminal.post(case_envelope(identity=typed))) == "identity-too-low"
    without = {"residence_address": "槐树里3号楼"}
    assert (await terminal.post(case_envelope(identity=typed, answers=without))).status_code == 201
    assert slug(await terminal.post(case_envelope(identity=Identity(level="none"), answers={}))) == "identity-too-low"


async def test_what_belongs_to_a_case_waits_for_it(platform: InProcessPlatform, terminal: Terminal) -> None:
    envelope = case_envelope()
    rating, key = rating_envelope(envelope.case_id), new_id(FILED_AT)
    early = await terminal.post(rating, key)
    assert (early.status_code, slug(early), early.headers["Retry-After"]) == (409, "case-not-here", "30")
    await terminal.post(envelope)
    assert (await terminal.post(rating, key)).status_code == 201
    assert (await terminal.post(rating, key)).status_code == 200
    assert await rows(platform, "ratings") == 1


async def asked(platform: InProcessPlatform, terminal: Terminal, clock: FakeClock) -> tuple[str, str]:
    """A case with an open correction; its id and the correction's."""
    envelope = case_envelope()
    await terminal.post(envelope)
    await platform.staff.ask_correction(envelope.case_id, WANTED, clock.now().date())
    case = await platform.staff.case(envelope.case_id)
    return envelope.case_id, case["progress"]["correction"]["correction_id"]


async def test_missing_pages_are_named_and_nothing_is_written(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id, correction_id = await asked(platform, terminal, clock)
    envelope = correction_envelope(case_id, correction_id, {"household_register": [PAGE_SHA256, "a" * 64]})
    key = new_id(FILED_AT)
    await terminal.put_page()
    refused = await terminal.post(envelope, key)
    assert (refused.status_code, slug(refused), problem(refused).blobs) == (409, "missing-blobs", ["a" * 64])
    assert await rows(platform, "messages") == 1
    good = correction_envelope(case_id, correction_id, {"household_register": [PAGE_SHA256]})
    assert (await terminal.post(good, key)).status_code == 201
    assert (await terminal.post(good, key)).status_code == 200
    assert (await platform.staff.case(case_id))["state"] == "received"


async def test_a_case_is_taken_when_the_pages_that_it_names_are_here(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    brought = SuppliedMaterial(material_id="household_register", blobs=[PAGE_SHA256])
    envelope = case_envelope(materials=[brought])
    early = await terminal.post(envelope)
    assert (early.status_code, slug(early), problem(early).blobs) == (409, "missing-blobs", [PAGE_SHA256])
    assert await rows(platform, "cases") == await rows(platform, "messages") == 0

    await terminal.put_page()
    assert (await terminal.post(envelope)).status_code == 201
    (material,) = (await platform.staff.case(envelope.case_id))["materials"]
    assert (material["material_id"], material["pages"][0]["sha256"]) == ("household_register", PAGE_SHA256)


async def test_a_material_of_a_case_has_a_page(platform: InProcessPlatform, terminal: Terminal) -> None:
    nothing = SuppliedMaterial(material_id="household_register", blobs=[])
    refused = await terminal.post(case_envelope(materials=[nothing]))
    assert (refused.status_code, slug(refused)) == (422, "invalid-body")
    assert await rows(platform, "cases") == 0


@pytest.mark.parametrize(
    ("materials", "status", "slug_told"),
    [
        ({}, 422, "invalid-body"),
        ({"household_register": []}, 422, "invalid-body"),
        ({"id_card_copy": [PAGE_SHA256]}, 422, "unknown-correction"),
    ],
)
async def test_only_what_was_asked_for_is_taken(
    platform: InProcessPlatform,
    terminal: Terminal,
    clock: FakeClock,
    materials: dict[str, list[str]],
    status: int,
    slug_told: str,
) -> None:
    case_id, correction_id = await asked(platform, terminal, clock)
    await terminal.put_page()
    answer = await terminal.post(correction_envelope(case_id, correction_id, materials))
    assert (answer.status_code, slug(answer)) == (status, slug_told)


async def test_a_correction_nobody_asked_for_is_refused(terminal: Terminal) -> None:
    envelope = case_envelope()
    await terminal.post(envelope)
    await terminal.put_page()
    answer = await terminal.post(correction_envelope(envelope.case_id, "d" * 32, {"household_register": [PAGE_SHA256]}))
    assert (answer.status_code, slug(answer)) == (422, "unknown-correction")


async def test_typed_identity_supplies_nothing(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id, correction_id = await asked(platform, terminal, clock)
    await terminal.put_page()
    materials = {"household_register": [PAGE_SHA256]}
    answer = await terminal.post(correction_envelope(case_id, correction_id, materials, level="typed"))
    assert slug(answer) == "identity-too-low"


async def test_pages_that_come_after_the_end_are_kept(
    platform: InProcessPlatform, terminal: Terminal, clock: FakeClock
) -> None:
    case_id, correction_id = await asked(platform, terminal, clock)
    await platform.staff.refuse(case_id, "期限已过")
    await terminal.put_page()
    answer = await terminal.post(correction_envelope(case_id, correction_id, {"household_register": [PAGE_SHA256]}))
    case = await platform.staff.case(case_id)
    assert (answer.status_code, case["state"]) == (201, "refused")
    assert [page["sha256"] for page in case["materials"][0]["pages"]] == [PAGE_SHA256]


async def test_no_error_repeats_what_was_sent(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    envelope = case_envelope()
    broken = msgspec.structs.replace(envelope, body=envelope.body.replace(NAME, NAME + "x"))
    bare = {"Content-Type": "application/json", "Idempotency-Key": envelope.case_id}
    raw = b'{"case_id": "' + NAME.encode() + b'", "' + ID_NUMBER.encode() + b'": 1}'
    for answer in (await terminal.post(broken), await terminal.http.post("/v1/envelopes", content=raw, headers=bare)):
        assert answer.status_code in (400, 422)
        assert NAME not in answer.text
        assert ID_NUMBER not in answer.text
    assert NAME not in caplog.text
    assert ID_NUMBER not in caplog.text


async def test_a_crash_is_logged_by_its_place_and_not_by_its_words(
    platform: InProcessPlatform, terminal: Terminal, caplog: pytest.LogCaptureFixture
) -> None:
    await platform.tear("cases", NAME)
    answer = await terminal.post(case_envelope())
    assert answer.status_code == 500
    fields = next(record.fields for record in caplog.records if record.name == "kiosk.platform.problems")  # type: ignore[attr-defined]  # our own extra
    assert fields["called_at"].rpartition("/")[2].startswith("ledger.py:")
    assert NAME not in caplog.text + answer.text + str(fields)


UNNAMED_REPORT: dict[str, Any] = {
    "item_id": "child-help",
    "identity": Identity(level="none"),
    "applicant": None,
    "answers": {"matter": "neglect", "teller": "other", "where": "3号楼", "story": "孩子一个人在家好几天"},
}


async def test_what_somebody_unnamed_tells_is_taken_and_found_by_nobodys_number(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    envelopes = [case_envelope(number=f"HSL-0421-003{n}", **UNNAMED_REPORT) for n in range(2)]
    for envelope in envelopes:
        assert (await terminal.post(envelope)).status_code == 201
    with sqlite3.connect(platform.settings.database) as db:
        keys = db.execute("select person_key from cases").fetchall()
    db.close()
    assert len(set(keys)) == 2, "two unnamed people are not one"


@pytest.mark.parametrize(
    "changes",
    [
        {"identity": Identity(level="typed")},
        {"applicant": case_body("c" * 32).applicant},
        {"item_id": "old-age-allowance", "answers": {}},
    ],
)
async def test_unnamed_is_nobody_whom_the_level_or_the_item_contradicts(
    terminal: Terminal, changes: dict[str, Any]
) -> None:
    answer = await terminal.post(case_envelope(**{**UNNAMED_REPORT, **changes}))
    assert answer.status_code == 422
