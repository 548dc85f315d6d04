"""A resident being served, for view and screen tests: a synthetic person, a draft of the first item, a case."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.cases import (
    Answer,
    CaseProgress,
    CaseState,
    CloseResult,
    Correction,
    MaterialWanted,
    ResidentAct,
    Step,
    StepState,
)
from kiosk.core.ids import CaseId
from kiosk.core.person import IdentityLevel, Person
from kiosk.session.drafts import Draft
from kiosk.session.screens import Screen
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode, SessionState
from kiosk.wire import SoftwareSigner, slip_code
from tests.helpers.fake_session import snapshot_of

ITEM_ID = "old-age-allowance"
ITEM_VERSION = "1.0"
CASE_ID = CaseId("0196f0f0a0b07c00800000000000abcd")
NUMBER = "HSL3-260421-00373"
SIGNER = SoftwareSigner(bytes(range(32)))
"""This machine's key, always the same in tests."""
SLIP_CODE = slip_code(NUMBER, datetime(2026, 4, 21, 1, 41, tzinfo=UTC), SIGNER)
UNDERSTOOD_AT = datetime(2026, 4, 21, 1, 38, tzinfo=UTC)

GUILAN = Person(
    name="张桂兰",
    id_number="13010219410315122X",
    birth_date=date(1941, 3, 15),
    sex_code="2",
    level=IdentityLevel.CARD_READ,
    nation_code="01",
    household_address="河北省石家庄市长安区槐树里社区3号楼2单元201",
)

BEFORE_ACCEPTANCE = (CaseState.RECEIVED, CaseState.CORRECTION_REQUIRED, CaseState.REFUSED)

ANSWERS = {
    "household_address": "河北省石家庄市长安区槐树里社区3号楼2单元201",
    "household_address.from_card": "card",
    "residence_address": "槐树里社区3号楼2单元201",
    "phone": "13812345678",
    "payout_way": "social_card",
    "payout_account": "6217001234567006620",
    "payout_account.again": "6217001234567006620",
}


def draft(**answers: str) -> Draft:
    """Begun a few minutes ago, with these answers and the card's address."""
    known = {name: ANSWERS[name] for name in ("household_address", "household_address.from_card")}
    return Draft(CASE_ID, ITEM_ID, ITEM_VERSION, UNDERSTOOD_AT, answers={**known, **answers})


def filled_draft(**changes: str) -> Draft:
    """Everything answered."""
    return Draft(CASE_ID, ITEM_ID, ITEM_VERSION, UNDERSTOOD_AT, answers={**ANSWERS, **changes})


def step(name: str, department: str, state: StepState, day: int = 0, handler: str | None = None) -> Step:
    """A span of the bridge, done on a day of April 2026 or not yet."""
    at = datetime(2026, 4, day, 1, 43, tzinfo=UTC) if day else None
    return Step(name, department, state, at=at, handler_masked=handler)


STEPS = (
    step("收件", "槐树里社区", StepState.DONE, 21),
    step("初审", "清河街道", StepState.DONE, 24, "陈*"),
    step("审核", "区民政局", StepState.CURRENT),
    step("拨款", "区财政局", StepState.TODO),
    step("发放", "代发银行", StepState.TODO),
)

WANTED = (
    MaterialWanted("household_register", "户口本本人页", "上次那张反光，名字看不清"),
    MaterialWanted("account_page", "老人的社保卡", "卡号和社保局的对不上"),
)

CORRECTION = Correction(
    correction_id="c1",
    asked_at=datetime(2026, 4, 24, 7, 20, tzinfo=UTC),
    due_on=date(2026, 5, 6),
    department="街道",
    handler_masked="陈*",
    materials=WANTED,
)

ANSWER = Answer(
    CloseResult.GRANTED,
    "您的高龄津贴从5月起发放，每月15日前到账。",
    datetime(2026, 4, 30, 2, 0, tzinfo=UTC),
    "区民政局",
)


def case(
    state: CaseState = CaseState.ACCEPTED,
    correction: Correction | None = None,
    answer: Answer | None = None,
    case_id: str = CASE_ID,
    steps: tuple[Step, ...] = STEPS,
    may: tuple[ResidentAct, ...] = (),
) -> CaseProgress:
    """The case of the design pictures, in any state."""
    return CaseProgress(
        case_id=case_id,
        number=NUMBER,
        item_id=ITEM_ID,
        item_name="高龄津贴申领",
        state=state,
        filed_at=datetime(2026, 4, 21, 1, 41, tzinfo=UTC),
        steps=steps,
        committed_working_days=15,
        used_working_days=7,
        answer_due_on=date(2026, 5, 15),
        contact_phone="0311-5550-0106",
        correction=correction,
        answer=answer,
        received_at=datetime(2026, 4, 21, 1, 43, tzinfo=UTC),
        may=may,
        accepted_at=None if state in BEFORE_ACCEPTANCE else datetime(2026, 4, 24, 1, 43, tzinfo=UTC),
    )


def served(
    screen: Screen,
    draft_now: Draft | None = None,
    mode: Mode = Mode.STANDARD,
    online: bool = True,
    person: Person = GUILAN,
) -> Snapshot:
    """Zhang Guilan in front of one screen."""
    state = SessionState(screen=screen, draft=draft_now, person=person, mode=mode, online=online)
    return snapshot_of(state)


TYPED_GUILAN = replace(GUILAN, level=IdentityLevel.TYPED, household_address=None, nation_code=None)
"""The same resident without a card."""
