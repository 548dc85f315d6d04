"""Who did a case for another, or helped: taken, masked, told to its owner and staff, reported by national names."""

import msgspec
import pytest

from kiosk.cases import Doers
from kiosk.catalogue import load_catalogue
from kiosk.core.ids import new_id
from kiosk.platform.doers import done_by_the_rule
from kiosk.platform.settings import ASSETS
from kiosk.wire import ByOthers, Identity, ProgressAnswer, ProgressQuery, decode, encode
from tests.helpers.in_process_platform import InProcessPlatform
from tests.helpers.platform_cases import (
    AGENT,
    AGENT_NAME,
    AGENT_NUMBER,
    FILED_AT,
    ID_NUMBER,
    acted,
    case_body,
    case_envelope,
    others,
    progress_query,
)
from tests.unit.platform.conftest import Terminal, slug

pytestmark = pytest.mark.anyio
ITEM = load_catalogue(ASSETS / "catalogue").item("old-age-allowance")


async def ask(terminal: Terminal, query: ProgressQuery) -> ProgressAnswer:
    headers = {"Content-Type": "application/json"}
    answer = await terminal.http.post("/v1/progress", content=encode(query), headers=headers)
    return decode(answer.content, ProgressAnswer)


async def test_its_owner_reads_who_did_it_and_no_name_in_full(terminal: Terminal) -> None:
    assert (await terminal.post(case_envelope(others=others()))).status_code == 201
    (told,) = (await ask(terminal, progress_query())).cases
    assert told.doers == Doers("李*", "child", "present", "陈*")
    assert AGENT_NAME not in str(told)
    assert AGENT_NUMBER not in str(told)


async def test_who_acted_does_not_find_the_case_by_their_own_card(terminal: Terminal) -> None:
    await terminal.post(case_envelope(others=others()))
    assert (await ask(terminal, progress_query(AGENT_NAME, AGENT_NUMBER))).cases == []


async def test_the_national_table_names_the_agent_as_the_contact(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    await terminal.post(case_envelope(others=others()))
    (accept,) = (await platform.staff.http.get("/v1/exports/up_pro_accept")).json()["rows"]
    assert accept["applyer_page_code"] == ID_NUMBER
    assert (accept["contact_name"], accept["contact_page_type"], accept["contact_page_code"]) == (
        AGENT_NAME, "10", AGENT_NUMBER,
    )  # fmt: skip
    (process, *_) = (await platform.staff.http.get("/v1/exports/up_pro_process")).json()["rows"]
    assert process["handle_explain"] == "代办：李*；帮办：陈*"


@pytest.mark.parametrize(
    "wrong",
    [
        acted(agent=msgspec.structs.replace(AGENT, id_number=ID_NUMBER)),
        acted(relation="cousin"),
        acted(ground="wink"),
        acted(identity=Identity(level="typed")),
        acted(agreed_at=None),
    ],
    ids=["for themselves", "no such relation", "no such ground", "typed", "here and not asked"],
)
async def test_what_no_terminal_sends_is_refused(terminal: Terminal, wrong: ByOthers) -> None:
    answer = await terminal.post(case_envelope(others=wrong))
    assert (answer.status_code, slug(answer)) == (422, "invalid-body")


async def test_a_case_that_the_rules_here_do_not_allow_is_taken_and_staff_are_told(
    platform: InProcessPlatform, terminal: Terminal
) -> None:
    """A catalogue may have changed while it waited: losing the case would be worse."""
    envelope = case_envelope(others=acted(ground="letter", agreed_at=None))
    assert (await terminal.post(envelope)).status_code == 201
    assert [note["note"] for note in (await platform.staff.case(envelope.case_id))["notes"]] == ["not_by_the_rule"]


@pytest.mark.parametrize(
    ("told", "holds"),
    [
        (others(), True),
        (others(own_wish_at=None), False),
        (others(acting=None), True),
        (acted(relation="parent"), False),
        (acted(ground="telephone", agreed_at=None), False),
    ],
)
def test_an_elder_is_asked_themselves_whoever_acts_or_helps(told: ByOthers, holds: bool) -> None:
    assert done_by_the_rule(case_body(new_id(FILED_AT), others=told), ITEM) is holds


def test_a_case_that_somebody_did_alone_reads_as_it_did_before_there_were_others() -> None:
    """So that a platform of before goes on taking it."""
    body = encode(case_body(new_id(FILED_AT)))
    assert b"others" not in body
    assert b"others" in encode(case_body(new_id(FILED_AT), others=others()))
