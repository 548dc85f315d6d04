"""The national tables: their field names, what this platform knows of them, and nothing invented."""

from typing import Any

import pytest

from kiosk.core.ids import new_id
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import FILED_AT, ID_NUMBER, NAME, PAGE_SHA256, case_envelope, rating_envelope
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio


async def rows(platform: InProcessPlatform, table: str) -> list[dict[str, str]]:
    answer = (await platform.staff.http.get(f"/v1/exports/{table}")).raise_for_status()
    told: list[dict[str, str]] = answer.json()["rows"]
    return told


@pytest.fixture
async def case_id(platform: InProcessPlatform, terminal: Terminal) -> str:
    """Accepted, looked into, closed and rated."""
    await terminal.put_page()
    envelope = case_envelope(materials=[{"material_id": "household_register", "blobs": [PAGE_SHA256]}])
    assert (await terminal.post(envelope)).status_code == 201
    await platform.staff.accept(envelope.case_id)
    special = {"action": "begin_special", "kind": "publicity", "reason": "公示七天", "until_on": "2026-04-30"}
    await platform.staff.act(envelope.case_id, special)
    await platform.staff.act(envelope.case_id, {"action": "end_special"})
    await platform.staff.close(envelope.case_id, "not_granted", "年龄不够")
    assert (await terminal.post(rating_envelope(envelope.case_id, 2), new_id(FILED_AT))).status_code == 201
    return envelope.case_id


async def test_a_case_is_told_under_the_national_names(platform: InProcessPlatform, case_id: str) -> None:
    (accept,) = await rows(platform, "up_pro_accept")
    told = ("project_no", "applyer_name", "applyer_page_type", "applyer_page_code", "area_code", "apply_date")
    assert [accept[name] for name in told] == [
        "HSL-0421-0037", NAME, "10", ID_NUMBER, "130102001001", "2026-04-21 09:43:00",
    ]  # fmt: skip
    (special,) = await rows(platform, "up_pro_special_procedure")
    assert (special["procedure_name"], special["reason"], special["end_date"] != "") == ("公示", "公示七天", True)
    (result,) = await rows(platform, "up_pro_result")
    assert (result["result_type"], result["satisfaction"], result["result_cetr_no"]) == ("不予", "2", "")
    (material,) = await rows(platform, "up_pro_material")
    assert (material["material_code"], material["get_num"]) == ("household_register", "1")
    steps = [(row["process_name"], row["event_name"]) for row in await rows(platform, "up_pro_process")]
    assert steps[:2] == [("收件", "received"), ("受理", "accepted")]
    assert ("办结", "closed") in steps


async def test_a_rating_is_told_without_the_number_of_whoever_gave_it(
    platform: InProcessPlatform, case_id: str
) -> None:
    (rating,) = await rows(platform, "evaluation")
    assert (rating["satisfaction"], rating["pf"], rating["proStatus"], rating["assessNumber"]) == ("2", "5", "3", "1")
    assert ID_NUMBER not in str(rating)
    assert NAME not in str(rating)
    assert len(rating["certKey"]) == 64


async def test_pages_follow_each_other_without_a_gap(
    platform: InProcessPlatform, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.platform.export_pages.PAGE_COUNT", 2)
    ids = sorted([(await file(terminal, n)) for n in range(5)])
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        answer: dict[str, Any] = (
            await platform.staff.http.get("/v1/exports/up_pro_accept", params={"cursor": cursor})
        ).json()
        seen += [row["project_no"] for row in answer["rows"]]
        cursor = answer.get("next_cursor")
    assert len(seen) == len(set(seen)) == len(ids)


async def file(terminal: Terminal, number: int) -> str:
    envelope = case_envelope(number=f"HSL3-0421-{number:04}")
    assert (await terminal.post(envelope)).status_code == 201
    return envelope.case_id


async def test_it_is_for_the_house_alone_and_for_tables_that_there_are(platform: InProcessPlatform) -> None:
    assert slug(await platform.staff.http.get("/v1/exports/up_pro_secrets")) in ("invalid-request", "not-found")
    async with platform.http() as nobody:
        assert (await nobody.get("/v1/exports/up_pro_accept")).status_code == 401
