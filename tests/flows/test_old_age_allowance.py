"""Journeys 1 and 2: from the first touch to a clean machine, with the platform there and without it."""

from collections.abc import Sequence

import pytest

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.printer import Printed, PrintResult
from kiosk.core.ids import CaseId
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.screens import (
    Delivery,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    Notice,
    PrintState,
    Rate,
    Resume,
    Review,
    Saving,
)
from kiosk.session.states import Mode, SessionState
from tests.flows.script import Step, play
from tests.helpers.session_world import ACCOUNT, GUILAN_CARD, ITEM_ID, STROKES, Journey

GONE = (do.StopReading, do.StopPrinting, do.Forget, do.LogSessionEnded)


def case_id(journey: Journey) -> CaseId:
    return journey.done_for(do.FileCase)[-1].draft.case_id


def saved(journey: Journey) -> ev.Event:
    return journey.filed()


def acknowledged(journey: Journey) -> ev.Event:
    return ev.DeliveryChanged(case_id(journey), Delivery.ACKNOWLEDGED)


def printed(journey: Journey) -> ev.Event:
    result: PrintResult = Printed("mark")
    return ev.PrintEnded(case_id(journey), result)


def card_read(journey: Journey) -> ev.Event:
    return ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD))


def to_the_form(mode: Mode) -> list[Step]:
    return [
        Step("the first touch", ev.Started(mode), Home),
        Step("the item", ev.EntryChosen(ITEM_ID), Information),
        Step("to apply", ev.ApplyPressed(ITEM_ID), Notice, wait_s=8),
        Step("the notice is understood", ev.NoticeUnderstood(), Identify, (do.ReadCard,), wait_s=20),
        Step("the card is on the reader", ev.CardSeen(CardMedia.PRESENT), Identify, wait_s=5),
        Step("the card is read", card_read, Form, wait_s=1.2),
        Step("the card is taken", ev.CardSeen(CardMedia.NOT_PRESENT), Form, wait_s=2),
    ]


STANDARD_FORM = [
    Step("where she lives", ev.AnswerGiven("residence_address", "槐树里社区3号楼2单元201"), Form, wait_s=30),
    Step("the telephone", ev.AnswerGiven("phone", "13812345678"), Form, wait_s=20),
    Step("the second page", ev.NextPressed(), Form),
    Step("where the money goes", ev.AnswerGiven("payout_way", "social_card"), Form),
    Step("the account", ev.AnswerGiven("payout_account", ACCOUNT), Form, wait_s=40),
    Step("the account once more", ev.AnswerGiven("payout_account.again", ACCOUNT), Form, wait_s=40),
    Step("to the review", ev.NextPressed(), Review),
    Step("no message to the phone", ev.ConsentDecided("sms", False), Review),
    Step("the signature", ev.Signed(STROKES), Review, wait_s=10),
]

ELDER_FORM = [
    Step("where she lives", ev.AnswerGiven("residence_address", "槐树里社区3号楼2单元201"), Form, wait_s=60),
    Step("next", ev.NextPressed(), Form),
    Step("no telephone", ev.NextPressed(), Form, wait_s=20),
    Step("her daughter collects it", ev.AnswerGiven("payout_way", "family"), Form, wait_s=10),
    Step("next", ev.NextPressed(), Form),
    Step("her daughter's name", ev.AnswerGiven("collector_name", "李小燕"), Form, wait_s=50),
    Step("next", ev.NextPressed(), Form),
    Step("her daughter", ev.AnswerGiven("collector_relation", "child"), Form),
    Step("to the review", ev.NextPressed(), Review),
    Step("the second page of it", ev.NextPressed(), Review, wait_s=20),
    Step("the third", ev.NextPressed(), Review, wait_s=20),
    Step("the signature", ev.Signed(STROKES), Review, wait_s=20),
]

HANDED_IN = [
    Step("handed in", ev.SubmitPressed(), Saving, (do.FileCase,)),
    Step("the second tap", ev.SubmitPressed(), Saving, wait_s=0.1),
]

RATED = [
    Step("all done", ev.FinishPressed(), Rate, wait_s=5),
    Step("very good", ev.LevelChosen(5), Rate, wait_s=3),
    Step("sent", ev.RatingSent(), Idle, (do.FileRating, *GONE)),
]


@pytest.mark.parametrize(("mode", "form"), [(Mode.STANDARD, STANDARD_FORM), (Mode.ELDER, ELDER_FORM)])
def test_a_resident_applies_and_leaves_with_a_slip_that_says_it_arrived(mode: Mode, form: Sequence[Step]) -> None:
    journey = Journey()

    play(
        journey,
        [
            *to_the_form(mode),
            *form,
            *HANDED_IN,
            Step("on disk, the slip is held", saved, Done, wait_s=0.05),
            Step("the platform has it", acknowledged, Done, (do.PrintReceipt,), wait_s=0.3),
            Step("the slip is out", printed, Done, wait_s=4),
            *RATED,
        ],
    )

    (slip,) = journey.done_for(do.PrintReceipt)
    (log,) = journey.done_for(do.LogSessionEnded)
    assert slip.delivered
    assert (log.item_id, log.mode, log.outcome, log.over_60) == (ITEM_ID, mode, "completed", True)
    left = journey.state
    assert left == SessionState(
        session_serial=left.session_serial, read_serial=1, card=CardMedia.NOT_PRESENT, online=True,
        touched_s=journey.now_s, announce_card_at_s=left.announce_card_at_s,
    )  # fmt: skip


@pytest.mark.parametrize(("mode", "form"), [(Mode.STANDARD, STANDARD_FORM), (Mode.ELDER, ELDER_FORM)])
def test_without_a_network_the_case_is_kept_and_nothing_more_is_claimed(mode: Mode, form: Sequence[Step]) -> None:
    journey = Journey().hand(ev.NetworkChanged(False))

    play(
        journey,
        [
            *to_the_form(mode),
            *form,
            *HANDED_IN,
            Step("on disk, and printed as that", saved, Done, (do.PrintReceipt,), wait_s=0.05),
            Step("the slip is out", printed, Done, wait_s=4),
            *RATED,
        ],
    )

    (slip,) = journey.done_for(do.PrintReceipt)
    assert not slip.delivered
    assert journey.done_for(do.LogSessionEnded)[0].outcome == "saved_offline"
    journey.forget_effects().hand(ev.NetworkChanged(True), ev.DeliveryChanged(slip.case_id, Delivery.ACKNOWLEDGED))
    assert journey.screen == Idle()
    assert journey.effects == []


def test_the_platform_comes_back_while_the_resident_still_reads_the_screen() -> None:
    journey = Journey().hand(ev.NetworkChanged(False))
    back = ev.NetworkChanged(True)

    play(
        journey,
        [
            *to_the_form(Mode.STANDARD),
            *STANDARD_FORM,
            *HANDED_IN,
            Step("on disk, and printed as that", saved, Done, (do.PrintReceipt,)),
            Step("the slip is out", printed, Done, wait_s=4),
            Step("the network is back", back, Done, wait_s=10),
            Step("the platform has it", acknowledged, Done, wait_s=1),
            Step("another slip, please", ev.PrintPressed(), Done, (do.PrintReceipt,), wait_s=5),
            Step("the slip is out", printed, Done, wait_s=4),
            *RATED,
        ],
    )

    assert [(slip.delivered, slip.copy_count) for slip in journey.done_for(do.PrintReceipt)] == [(False, 1), (True, 2)]
    assert journey.done_for(do.LogSessionEnded)[0].outcome == "completed"


def test_the_paper_is_out_and_is_refilled_while_the_slip_waits() -> None:
    journey = Journey()

    def paper_out(journey: Journey) -> ev.Event:
        return ev.PrintWaits(case_id(journey), PrintState.WAITING_FOR_PAPER)

    def refilled(journey: Journey) -> ev.Event:
        return ev.PrintWaits(case_id(journey), PrintState.PRINTING)

    play(
        journey,
        [
            *to_the_form(Mode.STANDARD),
            *STANDARD_FORM,
            *HANDED_IN,
            Step("on disk", saved, Done),
            Step("the platform has it", acknowledged, Done, (do.PrintReceipt,), wait_s=0.3),
            Step("no paper", paper_out, Done, wait_s=1),
            Step("nobody may cut it off", ev.HomePressed(), Done, wait_s=60),
            Step("help is called", ev.HelpPressed(), Done, (do.CallHelp,), wait_s=60),
            Step("time passes", ev.Tick(), Done, wait_s=300),
            Step("paper is filled in", refilled, Done),
            Step("the slip is out", printed, Done, wait_s=4),
            *RATED[:-1],
            Step("sent", ev.RatingSent(), Idle, (do.FileRating, *GONE[:2], do.WithdrawHelp, *GONE[2:])),
        ],
    )

    assert len(journey.done_for(do.PrintReceipt)) == 1


def test_a_card_forgotten_by_the_last_resident_helps_nobody_but_its_owner() -> None:
    journey = Journey()
    begun = [step for step in to_the_form(Mode.STANDARD) if step.what != "the card is taken"]
    play(journey, begun)
    journey.tick(121)
    assert journey.screen == Idle()
    journey.tick(2)
    assert journey.said[-1] == "card_left"

    next_one = to_the_form(Mode.STANDARD)
    play(
        journey,
        [
            *next_one[:3],
            Step("the notice is understood, the old card lies there", ev.NoticeUnderstood(), Identify),
            Step("again", ev.RetryPressed(), Identify),
            Step("it is lifted", ev.CardSeen(CardMedia.NOT_PRESENT), Identify, (do.ReadCard,), wait_s=5),
            Step("her own is put there", ev.CardSeen(CardMedia.PRESENT), Identify, wait_s=5),
            Step("and read: it is her own form", card_read, Resume, (do.LookForKept,), wait_s=1.2),
        ],
    )
