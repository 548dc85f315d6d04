"""Progress only for the right person, by a card."""

from datetime import UTC, datetime

import httpx
import pytest

from kiosk.platform.residents import person_keys
from kiosk.wire import ProgressAnswer, ProgressQuery, decode, encode
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import ID_NUMBER, NAME, case_envelope, progress_query
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio


async def ask(terminal: Terminal, query: ProgressQuery) -> httpx.Response:
    return await terminal.http.post("/v1/progress", content=encode(query), headers={"Content-Type": "application/json"})


async def test_a_person_sees_their_own_cases_newest_first(terminal: Terminal) -> None:
    older, newer = case_envelope(), case_envelope(filed_at=datetime(2026, 4, 22, 1, tzinfo=UTC))
    for envelope in (newer, older, case_envelope(name="李建国", id_number="130102194509032178")):
        await terminal.post(envelope)
    answer = await ask(terminal, progress_query())
    found = decode(answer.content, ProgressAnswer)
    assert answer.status_code == 200
    assert [case.case_id for case in found.cases] == [newer.case_id, older.case_id]
    assert found.cases[0].steps[0].department == "槐树里社区"


async def test_the_clock_of_the_case_is_told(terminal: Terminal, clock: FakeClock) -> None:
    await terminal.post(case_envelope())
    await clock.advance(9 * 86400)
    (case,) = decode((await ask(terminal, progress_query())).content, ProgressAnswer).cases
    assert (case.committed_working_days, case.used_working_days, str(case.answer_due_on)) == (15, 7, "2026-05-14")
    assert case.contact_phone == "0311-5550-0106"


@pytest.mark.parametrize(
    ("name", "id_number"), [("张桂英", ID_NUMBER), (NAME, "130102194503120026"), ("", ID_NUMBER), (NAME, "")]
)
async def test_number_and_name_must_both_be_right(terminal: Terminal, name: str, id_number: str) -> None:
    await terminal.post(case_envelope())
    answer = await ask(terminal, progress_query(name, id_number))
    assert decode(answer.content, ProgressAnswer).cases == []


@pytest.mark.parametrize("level", ["none", "typed", "unheard-of"])
async def test_typed_identity_never_sees_stored_data(terminal: Terminal, level: str) -> None:
    await terminal.post(case_envelope())
    answer = await ask(terminal, progress_query(level=level))
    assert (answer.status_code, slug(answer)) == (403, "identity-too-low")
    assert NAME not in answer.text


async def test_a_surer_identity_sees_as_much(terminal: Terminal) -> None:
    await terminal.post(case_envelope())
    answer = await ask(terminal, progress_query(level="witnessed"))
    assert len(decode(answer.content, ProgressAnswer).cases) == 1


async def test_spellings_of_one_person_are_one_person(terminal: Terminal) -> None:
    await terminal.post(case_envelope(name="买买提·艾力", id_number="13010219450312002x"))
    answer = await ask(terminal, progress_query("买买提•艾力", " 13010219450312002X"))
    assert len(decode(answer.content, ProgressAnswer).cases) == 1


async def test_the_index_holds_no_number_and_no_name(platform: InProcessPlatform, terminal: Terminal) -> None:
    await terminal.post(case_envelope())
    (row,) = await platform.sql("select * from cases")
    assert not any(ID_NUMBER in str(value) or NAME in str(value) for value in row)


async def test_neither_number_nor_name_is_logged(terminal: Terminal, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    await terminal.post(case_envelope())
    await ask(terminal, progress_query())
    await ask(terminal, progress_query(level="typed"))
    ours = "".join(record.getMessage() for record in caplog.records if not record.name.startswith("aiosqlite"))
    assert ID_NUMBER not in ours
    assert NAME not in ours


def test_keys_of_another_database_are_other_keys() -> None:
    assert person_keys(b"a" * 32, ID_NUMBER, NAME) != person_keys(b"b" * 32, ID_NUMBER, NAME)
    assert person_keys(b"a" * 32, NAME, ID_NUMBER) != person_keys(b"a" * 32, ID_NUMBER, NAME)
