"""Categories and guides say what the catalogue says, and why something cannot be done now."""

from dataclasses import replace
from typing import Any

import pytest

from devices.contracts.camera import CameraStatus
from devices.contracts.card_reader import CardReaderStatus
from devices.contracts.health import Health
from devices.contracts.printer import Paper
from devices.contracts.statuses import Statuses
from kiosk.catalogue import Catalogue, Item
from kiosk.core.person import IdentityLevel
from kiosk.session.screens import Category, Home, Information, PrintState
from kiosk.session.snapshot import Snapshot
from kiosk.session.states import SessionState
from kiosk.session.troubles import FilingOff
from tests.helpers.fake_session import ALL_WELL, snapshot_of
from tests.helpers.view_context import real_catalogue, view_context
from ui.viewmodels.context import ViewContext
from ui.viewmodels.guide_face import CategoryFace, InformationFace, MaterialRow, category_face, information_face

GONE = replace(ALL_WELL, id_card=CardReaderStatus(health=Health.NO_DEVICE, since_s=0.0))
ITEM = "old-age-allowance"


def at_category(category_id: str) -> Snapshot:
    return snapshot_of(SessionState(screen=Category(category_id)))


def at_guide(entry_id: str) -> Snapshot:
    return snapshot_of(SessionState(screen=Information(entry_id)))


def context_with_least_identity(level: IdentityLevel) -> ViewContext:
    item = real_catalogue().item(ITEM)
    assert item.identity is not None
    stricter: Item = item.model_copy(update={"identity": item.identity.model_copy(update={"file": level})})
    catalogue: Catalogue = replace(real_catalogue(), items={**real_catalogue().items, ITEM: stricter})
    return replace(view_context(), catalogue=catalogue)


def test_what_can_be_filed_here_comes_first_and_says_it_needs_no_network() -> None:
    first, *others = category_face(at_category("elder-care"), view_context()).entries
    assert first.entry_id == ITEM
    assert first.pill
    assert not any(entry.pill for entry in others)


def test_a_category_to_read_does_not_promise_that_something_can_be_done_here() -> None:
    filed = category_face(at_category("elder-care"), view_context())
    read = category_face(at_category("bills"), view_context())
    assert filed.spine != read.spine
    assert filed.help != read.help


def test_every_category_and_every_guide_has_words_in_both_languages() -> None:
    for locale in ("zh_CN", "en"):
        context = view_context(locale=locale)
        for group in real_catalogue().groups:
            for category in real_catalogue().categories(group.id):
                assert category_face(at_category(category.id), context).entries
        for entry_id in real_catalogue().items:
            face = information_face(at_guide(entry_id), context)
            assert face.facts
            assert face.places


def test_an_example_of_a_time_limit_is_never_shown_as_a_promise() -> None:
    face = information_face(at_guide(ITEM), view_context())
    assert any("示例" in fact.value for fact in face.facts)


def test_the_guide_of_an_item_shows_its_legal_basis_and_the_way_in() -> None:
    face = information_face(at_guide(ITEM), view_context())
    assert "第" in face.basis
    assert face.is_filed_here
    assert not face.off_reason


def test_the_guide_of_an_information_entry_has_no_way_in() -> None:
    assert not information_face(at_guide("utility-bills"), view_context()).is_filed_here


def test_numbers_for_the_worst_case_are_passed_on() -> None:
    face = information_face(at_guide("child-help"), view_context())
    assert [row.number for row in face.urgent_phones] == ["110", "12345"]


def test_an_item_that_may_be_typed_survives_a_broken_reader() -> None:
    face = information_face(replace(at_guide(ITEM), machines=GONE), view_context())
    assert not face.off_reason


@pytest.mark.parametrize(
    ("changes", "why"),
    [({"paper": Paper.OUT}, "no_paper"), ({"cover_open": True}, "cover"), ({"paper": Paper.JAMMED}, "jammed")],
)
def test_who_would_get_no_slip_reads_so_before_beginning_and_may_begin(changes: dict[str, Any], why: str) -> None:
    assert ALL_WELL.receipt_printer is not None
    machines = replace(ALL_WELL, receipt_printer=replace(ALL_WELL.receipt_printer, **changes))
    face = information_face(replace(at_guide(ITEM), machines=machines), view_context())
    assert face.hint == view_context().texts(f"guide.slip.{why}")
    assert not face.off_reason
    assert not information_face(at_guide(ITEM), view_context()).hint


def test_who_cannot_apply_for_the_reader_is_gone_reads_where_it_can_be_done() -> None:
    context = context_with_least_identity(IdentityLevel.CARD_READ)
    face = information_face(replace(at_guide(ITEM), machines=GONE), context)
    assert face.hint == context.texts("guide.off_ways", phone=context.place.help_phone)


def test_an_item_that_needs_the_card_is_off_with_its_reason_while_the_reader_is_gone() -> None:
    context = context_with_least_identity(IdentityLevel.CARD_READ)
    assert information_face(replace(at_guide(ITEM), machines=GONE), context).off_reason
    assert not information_face(at_guide(ITEM), context).off_reason
    listed = category_face(replace(at_category("elder-care"), machines=GONE), context).entries[0]
    assert listed.off_reason
    assert not listed.pill


def test_identity_that_this_machine_cannot_establish_yet_is_named_as_the_reason() -> None:
    code = information_face(at_guide(ITEM), context_with_least_identity(IdentityLevel.CARD_AND_CODE))
    witness = information_face(at_guide(ITEM), context_with_least_identity(IdentityLevel.WITNESSED))
    assert "验证码" in code.off_reason
    assert "工作人员" in witness.off_reason


def test_on_other_screens_both_are_empty() -> None:
    elsewhere = snapshot_of(SessionState(screen=Home()))
    assert category_face(elsewhere, view_context()) == CategoryFace()
    assert information_face(elsewhere, view_context()) == InformationFace()


def test_a_card_whose_number_is_typed_here_is_not_sent_to_the_window() -> None:
    face = information_face(at_guide(ITEM), view_context())
    account = next(row for row in face.materials if "银行卡" in row.name)
    assert account.pill == "照着输入"
    assert "带到窗口" not in [row.pill for row in face.materials]


@pytest.mark.parametrize("off", FilingOff)
def test_while_no_case_can_be_begun_the_reason_is_told_and_where_else_it_can(off: FilingOff) -> None:
    context = view_context()
    guide = information_face(snapshot_of(SessionState(screen=Information(ITEM), filing_off=off)), context)
    listed = category_face(snapshot_of(SessionState(screen=Category("elder-care"), filing_off=off)), context)
    ways = context.texts("guide.off_ways", phone=context.place.help_phone)
    assert guide.off_reason == listed.entries[0].off_reason == context.texts(f"guide.off.{off}")
    assert guide.hint == listed.help == ways
    assert guide.places


def test_what_is_only_read_does_not_mind() -> None:
    state = SessionState(screen=Category("bills"), filing_off=FilingOff.NO_ROOM)
    assert not any(entry.off_reason for entry in category_face(snapshot_of(state), view_context()).entries)


def materials(machines: Statuses, context: ViewContext | None = None) -> dict[str, MaterialRow]:
    face = information_face(replace(at_guide(ITEM), machines=machines), context or view_context())
    return {row.name: row for row in face.materials}


@pytest.mark.parametrize("camera", [None, CameraStatus(health=Health.NO_DEVICE, since_s=0.0)])
def test_a_page_that_no_camera_can_photograph_now_is_said_to_go_to_the_window(camera: CameraStatus | None) -> None:
    """The guide went on promising 本机能拍 while the camera was unplugged."""
    register, without = (
        materials(replace(ALL_WELL, camera=each))["户口本本人页"] for each in (ALL_WELL.camera, camera)
    )
    assert (register.pill, without.pill) == ("本机能拍", "带到窗口")
    assert without.note.endswith("拍照台现在用不了")


def test_a_camera_that_is_being_greeted_keeps_the_guides_promise() -> None:
    starting = CameraStatus(health=Health.STARTING, since_s=0.0)
    assert materials(replace(ALL_WELL, camera=starting))["户口本本人页"].pill == "本机能拍"


def test_a_card_that_no_reader_can_read_now_is_typed_or_goes_to_the_window() -> None:
    typed = materials(GONE)["老人的身份证"]
    sent = materials(GONE, context_with_least_identity(IdentityLevel.CARD_READ))["老人的身份证"]
    assert (materials(ALL_WELL)["老人的身份证"].pill, typed.pill, sent.pill) == ("本机能读", "照着输入", "带到窗口")
    assert typed.note.endswith("读卡区现在用不了")


def test_the_guide_says_how_its_paper_went_and_why_there_can_be_none() -> None:
    def shown(printing: PrintState | None, machines: Statuses = ALL_WELL) -> tuple[str, str]:
        screen = Information(ITEM, printing=printing)
        face = information_face(replace(snapshot_of(SessionState(screen=screen)), machines=machines), view_context())
        return face.print_text, face.print_off

    assert shown(None) == ("打印指南", "")
    assert shown(PrintState.PRINTED) == ("打印指南", "打好了，在小票口")
    assert shown(PrintState.NOT_STARTED) == ("没打成，再试一次", "")
    assert ALL_WELL.receipt_printer is not None
    empty = replace(ALL_WELL, receipt_printer=replace(ALL_WELL.receipt_printer, paper=Paper.OUT))
    assert shown(None, empty) == ("打印指南", "小票口没纸")
    assert shown(None, replace(ALL_WELL, receipt_printer=None))[0] == ""
