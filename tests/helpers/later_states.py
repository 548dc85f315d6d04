"""Every screen from the form on, in every state a resident can meet it, for tests that touch and tests that look."""

import math
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from devices.contracts.page import PageVerdict
from kiosk.cases import CaseState, ResidentAct, Saying, SayingKind, StepState
from kiosk.core.person import UNNAMED
from kiosk.session.drafts import Draft
from kiosk.session.on_answers import pages_of
from kiosk.session.screens import (
    Attach,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Delivery,
    Done,
    Form,
    NotSaved,
    Photograph,
    PickPlace,
    PrintState,
    Rate,
    Record,
    RecordState,
    Reprint,
    Review,
    Saving,
    ScannedPage,
    ScanState,
    Screen,
    Supplied,
    Supply,
    WordKept,
)
from kiosk.session.states import Mode, SessionState
from tests.helpers.fake_session import MORNING
from tests.helpers.served import (
    ANSWER,
    ANSWERS,
    CASE_ID,
    CORRECTION,
    GUILAN,
    ITEM_ID,
    NUMBER,
    SLIP_CODE,
    STEPS,
    TYPED_GUILAN,
    case,
    draft,
    filled_draft,
)
from tests.helpers.view_context import real_catalogue

SIGNED = replace(filled_draft(), strokes=(((100, 300), (200, 700), (300, 400)), ((400, 300), (400, 800))))


def filing(screen: Screen, given: Draft | None = None, online: bool = True) -> SessionState:
    return SessionState(screen=screen, draft=given or filled_draft(), person=GUILAN, online=online)


def asking(item_id: str, answer_id: str, mode: Mode = Mode.STANDARD) -> SessionState:
    """The page of an item's blank form on which this is asked."""
    item = real_catalogue().items[item_id]
    state = replace(filing(Form(), replace(draft(), item_id=item.id, item_version=item.version, answers={})), mode=mode)
    page = next(n for n, names in enumerate(pages_of(state, item)) if answer_id in names)
    return replace(state, screen=Form(page))


def done(delivery: Delivery, printing: PrintState, code: bool = False) -> Done:
    return Done(
        CASE_ID, NUMBER, ITEM_ID, MORNING, SLIP_CODE,
        delivery=delivery, printing=printing, shows_code=code, copy_count=1,
    )  # fmt: skip


FILING = {
    "form": filing(Form(), draft()),
    "form-filled": filing(Form()),
    "form-choices": filing(Form(page=1), draft()),
    "form-account": filing(Form(page=1), draft(payout_way="social_card", payout_account="62170012")),
    "form-family": filing(Form(page=1), draft(payout_way="family")),
    "form-error": filing(Form(show_problems=True), filled_draft(phone="1385")),
    "form-unnamed": replace(asking("request", "purpose"), person=UNNAMED),
    "places": filing(PickPlace(Form(), "residence_address", "130102001"), draft()),
    "places-letters": filing(PickPlace(Form(), "residence_address", "130102", "g"), draft()),
    "places-villages": filing(PickPlace(Form(), "residence_address", "130125100"), draft()),
    "places-spots": replace(asking("request", "where"), screen=PickPlace(Form(2), "where")),
    "form-typed": replace(filing(Form(), draft()), person=TYPED_GUILAN),
    "review": filing(Review()),
    "review-signed": filing(Review(), SIGNED),
    "saving": filing(Saving()),
    "not-saved": filing(NotSaved("disk_full")),
    "submitted": filing(done(Delivery.ACKNOWLEDGED, PrintState.PRINTING)),
    "submitted-held": filing(done(Delivery.WAITING, PrintState.HELD)),
    "submitted-printed": filing(done(Delivery.ACKNOWLEDGED, PrintState.PRINTED)),
    "submitted-declined": filing(done(Delivery.ACKNOWLEDGED, PrintState.DECLINED)),
    "saved-offline": filing(done(Delivery.WAITING, PrintState.PRINTED), online=False),
    "saved-refused": filing(done(Delivery.REFUSED, PrintState.PRINTED)),
    "printer-fault": filing(done(Delivery.ACKNOWLEDGED, PrintState.WAITING_FOR_PAPER)),
    "not-printed": filing(done(Delivery.ACKNOWLEDGED, PrintState.NOT_STARTED)),
    "not-printed-unknown": filing(done(Delivery.WAITING, PrintState.UNKNOWN), online=False),
    "number-code": filing(done(Delivery.ACKNOWLEDGED, PrintState.DECLINED, code=True)),
    "rate": filing(Rate(CASE_ID, ITEM_ID)),
    "rate-chosen": filing(Rate(CASE_ID, ITEM_ID, 4, frozenset({"readable", "clear"}))),
    "rate-bad": filing(Rate(CASE_ID, ITEM_ID, 1)),
}
FILING_ELDER = {
    "rate-why": filing(Rate(CASE_ID, ITEM_ID, 4, frozenset({"readable", "clear"}), asks_why=True)),
    "rate-why-bad": filing(Rate(CASE_ID, ITEM_ID, 1, asks_why=True)),
    "form-phone": filing(Form(page=1), draft(residence_address=ANSWERS["residence_address"])),
    "form-choices": filing(Form(page=2), draft()),
    "review-extras": filing(Review(1)),
    "review-uses": filing(Review(1), filled_draft(phone="")),
    "review-sign": filing(Review(2), SIGNED),
}


PAGE_COLOUR = QColor(40, 120, 200)


def jpeg() -> bytes:
    """A page of one colour, so that the screen can be asked whether it shows it."""
    page = QImage(800, 600, QImage.Format.Format_RGB32)
    page.fill(PAGE_COLOUR)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert page.save(buffer, "JPG")  # type: ignore[call-overload] # the stub knows no device and no format
    return bytes(data.data())


TAKEN = ScannedPage("photo", jpeg())


LOUDNESS = tuple(0.08 + 0.5 * abs(math.sin(0.7 * tenth) * math.cos(0.19 * tenth)) for tenth in range(34))


def requesting(screen: Screen, *pages: ScannedPage) -> SessionState:
    """A request whose questions are answered."""
    asked = asking("request", "story")
    assert asked.draft is not None
    return replace(asked, screen=screen, draft=replace(asked.draft, pages=pages))


FILING |= {
    **{
        f"record-{state}": requesting(Record(Form(2), "story", state, spoken_s=27, levels=LOUDNESS, wav=b"RIFF"))
        for state in RecordState
    },
    "attach": requesting(Attach()),
    "attach-taken": requesting(Attach(), TAKEN),
    "photograph": requesting(Photograph("photo")),
    "photograph-look": requesting(Photograph("photo", ScanState.LOOK, TAKEN)),
    "photograph-blurred": requesting(
        Photograph("photo", ScanState.REFUSED, wrong=PageVerdict.BLURRED, refusal_count=1)
    ),
}

CORRECTED = case(CaseState.CORRECTION_REQUIRED, CORRECTION)
CLOSED = case(CaseState.CLOSED, answer=ANSWER, steps=tuple(replace(step, state=StepState.DONE) for step in STEPS))
CLOSED_MAY = replace(CLOSED, may=(ResidentAct.REOPEN, ResidentAct.REPLY, ResidentAct.CORRECT_PHONE))
RECEIVED_MAY = replace(
    case(CaseState.RECEIVED), may=(ResidentAct.REPLY, ResidentAct.WITHDRAW, ResidentAct.CORRECT_PHONE)
)
ACCEPTED_MAY = replace(case(), may=(ResidentAct.REPLY, ResidentAct.CORRECT_PHONE))
SAID_AT = datetime(2026, 4, 29, 8, 10, tzinfo=UTC)
RESPONSE = "材料齐了，月底前打到卡上，请留意短信。"
WRITTEN = "七月的钱还没有到账，卡没有换过，请帮忙查一查。"
LOOK = Supply(CORRECTED, scan=ScanState.LOOK, pages=(ScannedPage("household_register", jpeg()),))
DOUBTFUL = Supply(
    CORRECTED, scan=ScanState.REFUSED, wrong=PageVerdict.BLURRED, refusal_count=2,
    doubtful=ScannedPage("household_register", jpeg()),
)  # fmt: skip


def coming_back(screen: Screen, online: bool = True) -> SessionState:
    return SessionState(screen=screen, person=GUILAN, online=online)


COMING_BACK = {
    "case-list": coming_back(CaseList((case(), replace(CORRECTED, number="HSL3-260421-00388")))),
    "case-list-looking": coming_back(CaseList()),
    "case-list-empty": coming_back(CaseList(())),
    "case-list-unavailable": coming_back(CaseList(unavailable="down"), online=False),
    "case": coming_back(CaseDetail(case(), other_count=2)),
    "case-alone": coming_back(CaseDetail(case(CaseState.RECEIVED))),
    "case-correction": coming_back(CaseDetail(CORRECTED)),
    "case-answer": coming_back(CaseDetail(CLOSED)),
    "case-answer-may": coming_back(CaseDetail(CLOSED_MAY)),
    **{
        f"case-{kind}": coming_back(
            CaseDetail(replace(ACCEPTED_MAY, said=(Saying(kind, SAID_AT, RESPONSE, "区民政局"),)))
        )
        for kind in SayingKind
    },
    "acts": coming_back(CaseActs(RECEIVED_MAY)),
    "acts-accepted": coming_back(CaseActs(ACCEPTED_MAY)),
    "word-reply": coming_back(CaseWord(CLOSED_MAY, ResidentAct.REPLY)),
    "word-reply-written": coming_back(CaseWord(CLOSED_MAY, ResidentAct.REPLY, text=WRITTEN)),
    "word-reply-empty": coming_back(CaseWord(CLOSED_MAY, ResidentAct.REPLY, show_problem=True)),
    "word-reopen": coming_back(CaseWord(CLOSED_MAY, ResidentAct.REOPEN)),
    "word-withdraw": coming_back(CaseWord(RECEIVED_MAY, ResidentAct.WITHDRAW)),
    "word-withdraw-saving": coming_back(CaseWord(RECEIVED_MAY, ResidentAct.WITHDRAW, saving=True)),
    "word-withdraw-not-saved": coming_back(CaseWord(RECEIVED_MAY, ResidentAct.WITHDRAW, not_saved="disk_full")),
    "word-phone": coming_back(CaseWord(ACCEPTED_MAY, ResidentAct.CORRECT_PHONE)),
    "word-phone-wrong": coming_back(CaseWord(ACCEPTED_MAY, ResidentAct.CORRECT_PHONE, text="2385", show_problem=True)),
    "word-kept": coming_back(WordKept(CLOSED_MAY, ResidentAct.REPLY, "m", delivery=Delivery.ACKNOWLEDGED)),
    "word-kept-waiting": coming_back(WordKept(CLOSED_MAY, ResidentAct.REPLY, "m")),
    "word-kept-offline": coming_back(WordKept(CLOSED_MAY, ResidentAct.REPLY, "m"), online=False),
    "word-kept-refused": coming_back(WordKept(CLOSED_MAY, ResidentAct.REPLY, "m", delivery=Delivery.REFUSED)),
    "case-correction-may": coming_back(CaseDetail(replace(CORRECTED, may=RECEIVED_MAY.may))),
    "copy": coming_back(Reprint(case(), SLIP_CODE, copy_count=1)),
    "copy-printed": coming_back(Reprint(case(), SLIP_CODE, printing=PrintState.PRINTED, copy_count=1)),
    "copy-waits": coming_back(Reprint(case(), SLIP_CODE, printing=PrintState.WAITING_FOR_PAPER, copy_count=1)),
    "copy-not-printed": coming_back(Reprint(case(), SLIP_CODE, printing=PrintState.PARTIAL, copy_count=1)),
    "supply": coming_back(Supply(CORRECTED)),
    "supply-capturing": coming_back(Supply(CORRECTED, scan=ScanState.CAPTURING)),
    "supply-failed": coming_back(Supply(CORRECTED, scan=ScanState.FAILED)),
    "supply-empty": coming_back(Supply(CORRECTED, scan=ScanState.REFUSED, wrong=PageVerdict.NOTHING_THERE)),
    "supply-doubtful": coming_back(DOUBTFUL),
    "supply-look": coming_back(LOOK),
    "supply-saving": coming_back(replace(LOOK, saving=True)),
    "supply-not-saved": coming_back(replace(LOOK, not_saved="disk_full")),
    "supplied": coming_back(Supplied(CORRECTED, "m", Delivery.ACKNOWLEDGED)),
    "supplied-waiting": coming_back(Supplied(CORRECTED, "m")),
    "supplied-offline": coming_back(Supplied(CORRECTED, "m"), online=False),
}
