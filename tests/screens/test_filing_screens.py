"""Form to rating, in the real window: drawn without a warning, nothing cut off, and every touch says what it should."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from kiosk.session import events as ev
from kiosk.session.screens import Delivery, PrintState, Review
from kiosk.session.snapshot import Caption
from kiosk.session.states import Mode, SessionState
from tests.helpers.accessible import told
from tests.helpers.big_number import assert_as_large_as_it_fits
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.later_states import FILING, FILING_ELDER, done, filing
from tests.helpers.served import ANSWERS, GUILAN, SLIP_CODE, filled_draft
from tests.helpers.stage import PORTRAIT, Stage


@pytest.fixture(scope="module")
def upright(qapp: object) -> Iterator[Stage]:
    stage = Stage(FILING["form"], PORTRAIT)
    yield stage
    stage.close()


@pytest.fixture
def stage(upright: Stage, qtbot: QtBot) -> Stage:
    """The upright window, rested, with nothing sent yet."""
    upright.show_state(SessionState(online=True))
    upright.session.sent.clear()
    return upright


# ── what a touch says ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "touched", "event"),
    [
        ("form-filled", "next", ev.NextPressed()),
        ("form-filled", "previous", ev.BackPressed()),
        ("form-choices", "choice-bank-card", ev.AnswerGiven("payout_way", "bank_card")),
        ("form", "same-residence-address", ev.AnswerGiven("residence_address", ANSWERS["household_address"])),
        ("form-error", "leave-out-phone", ev.AnswerGiven("phone", "")),
        ("form-error", "key-7", ev.AnswerGiven("phone", "13857")),
        ("form-error", "key-backspace", ev.AnswerGiven("phone", "138")),
        ("review", "edit-payout-way", ev.EditPressed("payout_way")),
        ("review", "consent-sms-yes", ev.ConsentDecided("sms", given=True)),
        ("review", "consent-sms-no", ev.ConsentDecided("sms", given=False)),
        ("review", "sign-help", ev.HelpPressed()),
        ("review-signed", "sign-again", ev.Signed(())),
        ("review-signed", "submit", ev.SubmitPressed()),
        ("not-saved", "retry", ev.RetryPressed()),
        ("not-saved", "back-to-review", ev.BackPressed()),
        ("submitted-printed", "finish", ev.FinishPressed()),
        ("submitted-printed", "another", ev.AnotherPressed()),
        ("saved-offline", "print", ev.PrintPressed()),
        ("saved-offline", "finish", ev.FinishPressed()),
        ("printer-fault", "show-code", ev.ShowCodePressed()),
        ("printer-fault", "decline", ev.ReceiptDeclined()),
        ("not-printed-unknown", "print", ev.PrintPressed()),
        ("not-printed", "hear", ev.ReadAloudPressed()),
        ("not-printed", "finish", ev.FinishPressed()),
        ("number-code", "finish", ev.FinishPressed()),
        ("rate", "level-4", ev.LevelChosen(4)),
        ("rate", "skip", ev.RatingSkipped()),
        ("rate-chosen", "reason-no-queue", ev.ReasonToggled("no_queue")),
        ("rate-chosen", "send", ev.RatingSent()),
    ],
)
def test_a_touch_says_what_the_hand_wants(stage: Stage, name: str, touched: str, event: ev.Event) -> None:
    stage.show_state(FILING[name])
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched(), event]


@pytest.mark.parametrize(
    ("name", "touched", "event"),
    [
        ("form-phone", "next", ev.NextPressed()),
        ("form-choices", "choice-family", ev.AnswerGiven("payout_way", "family")),
        ("form-choices", "ask", ev.HelpPressed()),
        ("review-extras", "consent-sms-no", ev.ConsentDecided("sms", given=False)),
        ("review-extras", "next", ev.NextPressed()),
        ("review-sign", "submit", ev.SubmitPressed()),
    ],
)
def test_an_elder_s_touch_says_what_the_hand_wants(stage: Stage, name: str, touched: str, event: ev.Event) -> None:
    stage.show_state(replace(FILING_ELDER[name], mode=Mode.ELDER))
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched(), event]


@pytest.mark.parametrize(
    ("name", "touched"),
    [("review", "submit"), ("rate", "send"), ("form-error", "next"), ("submitted", "finish"), ("submitted", "another")],
)
def test_what_cannot_be_done_yet_says_why_and_sends_nothing(stage: Stage, name: str, touched: str) -> None:
    stage.show_state(FILING[name])
    if name == "form-error":
        stage.touch("key-close")
        stage.session.sent.clear()
    stage.touch(touched)
    assert stage.session.sent == [ev.Touched()]


def test_two_taps_on_submit_within_a_tremor_are_one(stage: Stage) -> None:
    stage.show_state(FILING["review-signed"])
    stage.touch("submit")
    stage.touch_at(stage.middle("submit"))
    assert stage.session.sent.count(ev.SubmitPressed()) == 1


def test_a_finger_on_the_pad_signs_in_thousandths_of_the_pad(stage: Stage) -> None:
    stage.show_state(FILING["review"])
    stage.touch_at(stage.middle("signature"))
    [signed] = [event for event in stage.session.sent if isinstance(event, ev.Signed)]
    assert [(abs(x - 500) <= 2, abs(y - 500) <= 2) for stroke in signed.strokes for x, y in stroke] == [(True, True)]


def test_the_levels_had_lost_their_arches_and_each_fills_as_many_as_it_is_worth(stage: Stage) -> None:
    stage.show_state(FILING["rate"])
    picture = stage.grab("rate")
    filled = [picture.pixelColor(_middle(arch)).name() == "#0e4a39" for arch in stage.items("arch")]
    assert [sum(filled[start : start + 5]) for start in range(0, 25, 5)] == [5, 4, 3, 2, 1]


def _middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def test_trying_again_waits_for_paper(stage: Stage) -> None:
    stage.show_state(filing(done(Delivery.ACKNOWLEDGED, PrintState.NOT_STARTED)))
    empty = PrinterStatus(health=Health.OFFLINE, paper=Paper.OUT, cover_open=False, since_s=0.0)
    stage.session.show(replace(stage.session.snapshot, machines=replace(ALL_WELL, receipt_printer=empty)))
    stage.settle()
    stage.touch("print")
    assert ev.PrintPressed() not in stage.session.sent
    full = replace(empty, paper=Paper.FULL)
    stage.session.show(replace(stage.session.snapshot, machines=replace(ALL_WELL, receipt_printer=full)))
    stage.settle()
    stage.touch("print")
    assert stage.session.sent[-1] == ev.PrintPressed()


def test_the_facts_to_look_over_are_whole_or_say_that_there_is_more(stage: Stage) -> None:
    """The card's lower edge was cut off by a few pixels, and nothing said so."""
    stage.show_state(FILING["review"])
    stage.grab("review-facts")  # rows find their places with the next frame
    facts = stage.item("facts")
    assert not stage.has("page-turn")
    assert facts.mapRectToScene(facts.boundingRect()).bottom() < stage.item("consent-sms-yes").mapToScene(QPointF()).y()

    long = "河北省石家庄市长安区槐树里社区" * 4
    stage.show_state(filing(Review(), filled_draft(residence_address=long, household_address=long)))
    stage.grab("review-many-facts")
    assert stage.has("page-turn")


# ── the keyboard and the caret ─────────────────────────────────────────────────────────────────────────────────────


def test_what_the_keyboard_commits_goes_into_the_answer_with_the_caret(stage: Stage) -> None:
    stage.show_state(FILING["form"])
    stage.input.committed.emit("槐树里")
    assert stage.session.sent == [ev.AnswerGiven("residence_address", "槐树里")]


def test_touching_a_row_gives_it_the_caret_and_its_own_keys(stage: Stage) -> None:
    stage.show_state(FILING["form-filled"])
    assert not stage.has("key-done")
    stage.touch_when_still("field-phone")
    assert stage.has("key-5")
    assert not stage.has("key-q")
    stage.touch_when_still("field-residence-address")
    assert stage.has("key-q")


def test_the_resident_reads_that_the_telephone_may_be_left_out_before_touching_it(stage: Stage) -> None:
    stage.show_state(FILING["form"])
    phone = stage.item("field-phone")
    assert not phone.property("focused")
    assert "不填" in str(phone.property("help"))


def test_same_as_on_the_card_comes_back_when_the_address_was_wrong_or_cleared(stage: Stage) -> None:
    stage.show_state(FILING["form-filled"])
    assert not stage.has("same-residence-address")
    stage.touch_when_still("field-residence-address")
    assert stage.has("same-residence-address")
    stage.touch_when_still("field-phone")
    assert not stage.has("same-residence-address")
    stage.show_state(FILING["form"])
    assert stage.has("same-residence-address")


def test_the_telephone_can_be_left_out_as_soon_as_it_has_the_caret(stage: Stage) -> None:
    stage.show_state(FILING["form-filled"])
    assert not stage.has("leave-out-phone")
    stage.touch_when_still("field-phone")
    assert stage.has("leave-out-phone")
    stage.touch_when_still("field-residence-address")
    assert not stage.has("leave-out-phone")


def test_the_keyboard_can_be_put_away_to_see_the_whole_page(stage: Stage) -> None:
    stage.show_state(FILING["form"])
    stage.touch("key-close")
    assert not stage.has("key-done")
    assert stage.has("next")


# ── whoever looks or listens over a shoulder ───────────────────────────────────────────────────────────────────────

SECRETS = (GUILAN.name, GUILAN.id_number, ANSWERS["phone"], ANSWERS["payout_account"], "2单元201")


@pytest.mark.parametrize("name", ["form-phone", "form-choices", "review-extras"])
def test_nothing_moves_under_an_elder_s_finger_when_a_sentence_ends(stage: Stage, name: str) -> None:
    said = Caption("请把身份证放在屏幕右下方亮灯的地方，放平就行", 0, 2)
    elder = replace(FILING_ELDER[name], mode=Mode.ELDER)
    stage.session.show(replace(stage.session.snapshot, state=elder, caption=said))
    stage.settle()
    during = stage.targets()
    stage.session.show(replace(stage.session.snapshot, caption=None))
    stage.settle()
    assert during
    assert stage.targets() == during


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_assistive_technology_is_told_nothing_unmasked(stage: Stage, mode: Mode) -> None:
    for name, state in {**FILING, **(FILING_ELDER if mode is Mode.ELDER else {})}.items():
        stage.show_state(replace(state, mode=mode))
        heard = "\n".join(told(stage.window)).replace("例如“3号楼2单元201”", "")
        assert len(heard) > 50, name
        assert [secret for secret in SECRETS if secret in heard] == [], name


def test_in_low_reach_what_is_held_above_the_middle_is_brought_down_first(stage: Stage) -> None:
    stage.show_state(replace(FILING["review"], low_reach=True))
    assert stage.middle("hold-all").y() < 960
    finger = QTest.touchEvent(stage.window, stage.finger)
    finger.press(0, stage.middle("hold-all"), stage.window).commit()
    assert stage.item("hold-all").property("held") is False
    QTest.touchEvent(stage.window, stage.finger).release(0, stage.middle("hold-all"), stage.window).commit()


def test_holding_shows_the_value_and_letting_go_hides_it(stage: Stage) -> None:
    stage.show_state(FILING["review"])
    finger = QTest.touchEvent(stage.window, stage.finger)
    finger.press(0, stage.middle("hold-all"), stage.window).commit()
    stage.settle()
    assert any(GUILAN.id_number in text for text in shown(stage.window.contentItem()))
    assert [secret for secret in SECRETS if any(secret in text for text in told(stage.window))] == []
    QTest.touchEvent(stage.window, stage.finger).release(0, stage.middle("hold-all"), stage.window).commit()
    stage.settle()
    assert not any(GUILAN.id_number in text for text in shown(stage.window.contentItem()))
    assert ev.Revealed("all") in stage.session.sent


def shown(item: QQuickItem) -> list[str]:
    """Every text below an item that can be seen."""
    texts = [text for child in item.childItems() if child.isVisible() for text in shown(child)]
    own = item.property("text")
    return [own, *texts] if isinstance(own, str) else texts


# ── no slip: the screen is the receipt ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("name", ["not-printed", "not-printed-unknown", "number-code"])
def test_the_number_is_as_large_as_its_card_holds_it(stage: Stage, name: str, mode: Mode) -> None:
    stage.show_state(replace(FILING[name], mode=mode))
    assert_as_large_as_it_fits(stage)


def test_the_code_on_the_screen_can_be_scanned(stage: Stage) -> None:
    for name in ("not-printed", "submitted-printed", "saved-offline"):
        stage.show_state(FILING[name])
        seen = stage.grab(f"{name}-scanned").convertToFormat(QImage.Format.Format_Grayscale8)
        picture = Image.frombuffer(
            "L", (seen.width(), seen.height()), bytes(seen.constBits()), "raw", "L", seen.bytesPerLine(), 1
        )
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [SLIP_CODE], name
