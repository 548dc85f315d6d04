"""Journey 3: back for the progress, supply what is missing, and later see the answer."""

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.page import Page, PageVerdict
from kiosk.cases import CaseProgress, CaseState
from kiosk.core.ids import MessageId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import (
    CaseDetail,
    CaseList,
    Delivery,
    Home,
    Identify,
    Idle,
    Notice,
    Rate,
    ScannedPage,
    Supplied,
    Supply,
)
from tests.flows.script import Step, play
from tests.helpers.served import ANSWER, CASE_ID, CORRECTION, case
from tests.helpers.session_world import GUILAN_CARD, Journey

MESSAGE_ID = MessageId("5" * 32)
LEFT = (do.StopReading, do.StopPrinting, do.Forget, do.LogSessionEnded)


def card_read(journey: Journey) -> ev.Event:
    return ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD))


def found(*cases: CaseProgress) -> Step:
    return Step(
        "the platform answers",
        lambda journey: ev.CasesFound(journey.state.session_serial, cases),
        CaseDetail if len(cases) == 1 else CaseList,
        () if len(cases) == 1 else (do.ReadCode,),
        wait_s=0.5,
    )


def pictured(what: str, jpeg: bytes) -> list[Step]:
    page = Page(jpeg, 100, 141, PageVerdict.OK)
    return [
        Step(f"the camera takes {what}", ev.CapturePressed(), Supply, (do.CapturePage,), wait_s=10),
        Step(f"{what} is seen", lambda journey: ev.PageCaptured(journey.state.session_serial, page), Supply, wait_s=1),
    ]


def to_the_case(*cases: CaseProgress) -> list[Step]:
    return [
        Step("to the progress, from the idle screen", ev.ProgressPressed(), Notice),
        Step("the notice is understood", ev.NoticeUnderstood(), Identify, (do.ReadCard,), wait_s=15),
        Step("the card is on the reader", ev.CardSeen(CardMedia.PRESENT), Identify, wait_s=5),
        Step("the card is read", card_read, CaseList, (do.FindCases,), wait_s=1.2),
        Step("the card is taken", ev.CardSeen(CardMedia.NOT_PRESENT), CaseList),
        found(*cases),
    ]


def test_a_resident_supplies_what_is_missing_and_later_sees_the_answer() -> None:
    journey = Journey()

    play(
        journey,
        [
            *to_the_case(case(CaseState.CORRECTION_REQUIRED, correction=CORRECTION)),
            Step("to the camera", ev.SupplyPressed(), Supply, wait_s=20),
            *pictured("the register, blurred", b"blurred"),
            *pictured("the register again", b"register"),
            Step("that one", ev.PageKept(), Supply, wait_s=5),
            *pictured("the account page", b"account"),
            Step("a look back", ev.BackPressed(), Supply, wait_s=3),
            Step("still good", ev.PageKept(), Supply, wait_s=3),
            Step("handed in", ev.PageKept(), Supply, (do.FileSupplement,), wait_s=3),
            Step("a second tap", ev.PageKept(), Supply, wait_s=0.1),
            Step(
                "on disk",
                lambda journey: ev.SupplementFiled(journey.state.session_serial, MESSAGE_ID),
                Supplied,
                wait_s=0.1,
            ),
            Step("the platform has it", ev.DeliveryChanged(MESSAGE_ID, Delivery.ACKNOWLEDGED), Supplied, wait_s=0.5),
            Step("all done", ev.FinishPressed(), Idle, LEFT, wait_s=10),
        ],
    )
    (supplement,) = journey.done_for(do.FileSupplement)
    assert (supplement.case_id, supplement.correction_id) == (CASE_ID, CORRECTION.correction_id)
    assert supplement.pages == (ScannedPage("household_register", b"register"), ScannedPage("account_page", b"account"))
    assert journey.done_for(do.LogSessionEnded)[-1].outcome == "completed"

    answered = case(CaseState.CLOSED, answer=ANSWER)
    play(
        journey,
        [
            *to_the_case(answered),
            Step("she has read it", ev.FinishPressed(), Rate, wait_s=30),
            Step("it was well done", ev.LevelChosen(5), Rate, wait_s=5),
            Step("and she goes", ev.RatingSent(), Idle, (do.FileRating, *LEFT), wait_s=2),
        ],
    )
    (rated,) = journey.done_for(do.FileRating)
    assert (rated.case_id, rated.level) == (CASE_ID, 5)
    log = journey.done_for(do.LogSessionEnded)[-1]
    assert (log.item_id, log.outcome, log.over_60) == (None, "completed", True)


def test_without_a_network_the_progress_says_so_and_can_be_asked_for_again() -> None:
    def unavailable(journey: Journey) -> ev.Event:
        return ev.CasesUnavailable(journey.state.session_serial, "network")

    play(
        Journey(),
        [
            *to_the_case(case())[:-1],
            Step("the platform is not there", unavailable, CaseList, wait_s=5),
            Step("again", ev.RetryPressed(), CaseList, (do.FindCases,), wait_s=5),
            Step("still not", unavailable, CaseList, wait_s=5),
            Step("another time", ev.BackPressed(), Home, (do.StopReading, do.Forget), wait_s=5),
        ],
    )


def test_one_of_two_cases_is_opened_and_the_other_is_one_step_away() -> None:
    other = case(CaseState.RECEIVED, case_id="1" * 32)

    play(
        Journey(),
        [
            *to_the_case(case(), other),
            Step("the other one", ev.CaseOpened(other.case_id), CaseDetail, wait_s=5),
            Step("back to both", ev.BackPressed(), CaseList, (do.FindCases,), wait_s=20),
            found(case(), other),
        ],
    )
