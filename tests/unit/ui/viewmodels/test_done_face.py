"""What may be said of a case that is on disk: only what is true at that moment."""

from dataclasses import replace

import pytest

from devices.contracts.health import Health
from devices.contracts.printer import Paper, PrinterStatus
from kiosk.core.case_pages import page_token
from kiosk.session.screens import NOT_PRINTED, Delivery, Done, Idle, PrintState, Reprint
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import Mode
from kiosk.wire import check_slip, thumbprint
from tests.helpers.fake_session import ALL_WELL, MORNING
from tests.helpers.served import CASE_ID, ITEM_ID, NUMBER, SIGNER, SLIP_CODE, case, filled_draft, served
from tests.helpers.view_context import view_context
from ui.viewmodels.done_face import SLIP_TROUBLE, WAITS_FOR_HAND, DoneFace, done_face

CONTEXT = view_context()
DELIVERED = "交上去"
KEYS = {thumbprint(SIGNER.public_key): SIGNER.public_key}


def done(
    delivery: Delivery = Delivery.WAITING, printing: PrintState = PrintState.HELD, code: bool = False, copies: int = 1
) -> Done:
    return Done(
        CASE_ID, NUMBER, ITEM_ID, MORNING, SLIP_CODE,
        delivery=delivery, printing=printing, shows_code=code, copy_count=copies,
    )  # fmt: skip


def shown(screen: Done | Reprint, mode: Mode = Mode.STANDARD, online: bool = True) -> DoneFace:
    return done_face(served(screen, filled_draft(), mode, online), CONTEXT)


def with_paper(snapshot: Snapshot, paper: Paper, cover_open: bool = False) -> Snapshot:
    status = PrinterStatus(health=Health.ONLINE, paper=paper, cover_open=cover_open, since_s=0.0)
    return replace(snapshot, machines=replace(ALL_WELL, receipt_printer=status))


def test_another_screen_leaves_nothing_of_the_case() -> None:
    assert done_face(served(Idle()), CONTEXT) == DoneFace()


@pytest.mark.parametrize(
    ("delivery", "printing", "layout"),
    [
        (Delivery.ACKNOWLEDGED, PrintState.PRINTING, "submitted"),
        (Delivery.ACKNOWLEDGED, PrintState.PRINTED, "submitted"),
        (Delivery.ACKNOWLEDGED, PrintState.DECLINED, "submitted"),
        (Delivery.WAITING, PrintState.HELD, "submitted"),
        (Delivery.WAITING, PrintState.PRINTING, "saved"),
        (Delivery.WAITING, PrintState.PRINTED, "saved"),
        (Delivery.WAITING, PrintState.DECLINED, "saved"),
        (Delivery.REFUSED, PrintState.HELD, "saved"),
        (Delivery.REFUSED, PrintState.PRINTED, "saved"),
        *((delivery, printing, "fault") for delivery in Delivery for printing in WAITS_FOR_HAND),
        *((delivery, printing, "number") for delivery in Delivery for printing in NOT_PRINTED),
    ],
)
def test_the_layout_follows_delivery_and_slip(delivery: Delivery, printing: PrintState, layout: str) -> None:
    assert shown(done(delivery, printing)).layout == layout


@pytest.mark.parametrize("online", [True, False])
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("printing", list(PrintState))
@pytest.mark.parametrize("delivery", [Delivery.WAITING, Delivery.REFUSED])
def test_handed_in_is_never_said_before_the_acknowledgement(
    delivery: Delivery, printing: PrintState, mode: Mode, online: bool
) -> None:
    face = shown(done(delivery, printing), mode, online)
    assert DELIVERED not in face.safe_title
    assert "已经交" not in face.title
    assert "受理" not in repr(face)
    assert face.pill_text != "已收到"


def test_handed_in_is_said_after_the_acknowledgement() -> None:
    face = shown(done(Delivery.ACKNOWLEDGED, PrintState.PRINTING))
    assert face.title == "已经交上去了"
    assert face.safe_title == "您的申请已经交上去，没有丢"
    assert face.pill_text == "已收到"


def test_the_time_limit_of_an_example_is_called_an_example() -> None:
    assert shown(done(Delivery.ACKNOWLEDGED, PrintState.PRINTING)).help.startswith("示例")


def test_a_slip_still_held_means_it_is_being_handed_in() -> None:
    assert shown(done()).title == "已保存，正在交上去"


def test_without_network_the_saved_screen_says_so_and_with_it_does_not() -> None:
    assert "没有网络" in shown(done(printing=PrintState.PRINTED), online=False).help
    assert "没有网络" not in shown(done(printing=PrintState.PRINTED), online=True).help


def test_a_refusal_is_told_and_nothing_is_promised() -> None:
    face = shown(done(Delivery.REFUSED, PrintState.PRINTED))
    assert face.title == "已保存在本机，没有丢"
    assert "问社区" in face.help
    assert "自动" not in repr(face)
    assert "还在路上" not in repr(face)


def test_the_number_is_the_case_s_own_in_every_layout() -> None:
    for screen in (done(), done(printing=PrintState.PRINTED), done(printing=PrintState.UNKNOWN)):
        face = shown(screen)
        assert (face.number, face.number_head, face.number_tail) == (NUMBER, "HSL3", "260421-00373")


def test_the_three_stages_promise_no_place_and_no_message() -> None:
    stages = shown(done(printing=PrintState.PRINTED), online=False).stages
    assert [row.state for row in stages] == ["done", "current", "todo"]
    assert stages[0].title == "9:41 存在本机里"
    assert not any("前面还有" in row.line or "短信" in row.line for row in stages)


@pytest.mark.parametrize("printing", sorted(SLIP_TROUBLE))
def test_every_trouble_of_the_slip_has_its_words(printing: PrintState) -> None:
    face = shown(done(Delivery.ACKNOWLEDGED, printing))
    assert face.title
    assert face.help
    assert face.slip.state == "trouble"


def test_the_session_cannot_end_while_the_slip_is_coming_out() -> None:
    assert shown(done(Delivery.ACKNOWLEDGED, PrintState.PRINTING)).finish_off == "小票正在出来"
    assert shown(done(Delivery.ACKNOWLEDGED, PrintState.PRINTED)).finish_off == ""


def test_trying_again_waits_for_paper_and_a_closed_cover() -> None:
    snapshot = served(done(Delivery.ACKNOWLEDGED, PrintState.NOT_STARTED), filled_draft())
    assert done_face(with_paper(snapshot, Paper.OUT), CONTEXT).slip.again_off == "还没换纸"
    assert done_face(with_paper(snapshot, Paper.FULL, cover_open=True), CONTEXT).slip.again_off == "盖子还开着"
    assert done_face(with_paper(snapshot, Paper.FULL), CONTEXT).slip.again_off == ""


def test_what_is_unknown_of_the_paper_may_be_tried() -> None:
    snapshot = served(done(Delivery.ACKNOWLEDGED, PrintState.NOT_STARTED), filled_draft())
    assert done_face(with_paper(snapshot, Paper.UNKNOWN), CONTEXT).slip.again_off == ""


def test_the_code_can_be_shown_instead_of_a_slip() -> None:
    face = shown(done(Delivery.ACKNOWLEDGED, PrintState.DECLINED, code=True))
    assert face.layout == "number"
    assert face.title == "用手机扫，存下号码"


def test_the_code_on_the_screen_is_the_one_on_the_slip() -> None:
    claim = check_slip(shown(done(Delivery.ACKNOWLEDGED, PrintState.UNKNOWN)).code, KEYS)
    assert claim is not None
    assert claim.number == NUMBER


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_a_copy_shows_the_number_and_what_becomes_of_its_slip(mode: Mode) -> None:
    face = shown(Reprint(case(), SLIP_CODE, copy_count=1), mode)
    assert (face.layout, face.title, face.number) == ("copy", "补打小票", NUMBER)
    assert face.finish_off == "小票正在出来"
    assert face.stages == ()
    printed = shown(Reprint(case(), SLIP_CODE, printing=PrintState.PRINTED), mode)
    assert (printed.finish_off, printed.finish_text) == ("", "知道了")
    waits = shown(Reprint(case(), SLIP_CODE, printing=PrintState.WAITING_FOR_PAPER), mode)
    assert (waits.layout, waits.title) == ("fault", "只是小票纸用完了")
    lost = shown(Reprint(case(), SLIP_CODE, printing=PrintState.UNKNOWN), mode)
    assert (lost.layout, lost.title) == ("number", "不知道小票打完没有")


def test_without_a_network_the_case_is_called_received_and_not_reported() -> None:
    waiting = done(Delivery.WAITING, PrintState.PRINTED)
    assert shown(waiting, online=False).pill_text == "已收件，未上报"
    assert shown(waiting, online=True).pill_text != "已收件，未上报"


def test_the_code_leads_to_the_page_once_the_case_has_arrived_and_there_is_one() -> None:
    public = replace(CONTEXT, place=replace(CONTEXT.place, public_url="https://kiosk.example.gov.cn"))
    here = done_face(served(done(Delivery.ACKNOWLEDGED, PrintState.PRINTED), filled_draft()), public)
    assert (here.code, here.scan_text) == (
        f"HTTPS://KIOSK.EXAMPLE.GOV.CN/R/{page_token(CASE_ID)}", "手机扫一扫，随时看进度",
    )  # fmt: skip
    waiting = done_face(served(done(Delivery.WAITING, PrintState.PRINTED), filled_draft()), public)
    assert (waiting.code, waiting.has_page) == (SLIP_CODE, False)
