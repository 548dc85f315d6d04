"""What a resident who comes back chooses from."""

from dataclasses import replace

from devices.contracts.health import Health
from devices.contracts.scanner import ScannerStatus
from kiosk.cases import CaseState
from kiosk.session.screens import CaseList, Idle
from tests.helpers.served import CORRECTION, case, served
from tests.helpers.view_context import view_context
from ui.viewmodels.case_list_face import CaseListFace, case_list_face

CONTEXT = view_context()


def test_another_screen_leaves_nothing_of_any_case() -> None:
    assert case_list_face(served(Idle()), CONTEXT) == CaseListFace()


def test_the_list_says_whether_it_looks_finds_nothing_or_cannot_ask() -> None:
    assert case_list_face(served(CaseList()), CONTEXT).state == "looking"
    assert case_list_face(served(CaseList(())), CONTEXT).state == "empty"
    gone = case_list_face(served(CaseList(unavailable="down")), CONTEXT)
    assert gone.state == "unavailable"
    assert "没有丢" in gone.safe


def test_each_case_of_the_list_has_a_state_in_words() -> None:
    both = (case(), case(CaseState.CORRECTION_REQUIRED, CORRECTION, case_id="2" * 32))
    rows = case_list_face(served(CaseList(both)), CONTEXT).rows
    assert [(row.pill_kind, row.pill_text) for row in rows] == [("waiting", "已受理，正在办"), ("bad", "要补材料")]
    assert rows[0].line == "4月21日交的　办件号 HSL3-260421-00373"


def test_a_slip_may_choose_where_a_scanner_works() -> None:
    snapshot = served(CaseList((case(), case(case_id="2" * 32))))
    assert "扫码口" not in case_list_face(snapshot, CONTEXT).help
    works = ScannerStatus(health=Health.ONLINE, since_s=0.0)
    with_scanner = replace(snapshot, machines=replace(snapshot.machines, scanner=works))
    assert "扫码口" in case_list_face(with_scanner, CONTEXT).help


def test_a_scanner_that_does_not_work_says_so_and_that_a_touch_does() -> None:
    snapshot = served(CaseList((case(), case(case_id="2" * 32))))
    gone = replace(
        snapshot, machines=replace(snapshot.machines, scanner=ScannerStatus(health=Health.OFFLINE, since_s=0.0))
    )
    assert case_list_face(gone, CONTEXT).help == "扫码口现在用不了，点一件就行"
