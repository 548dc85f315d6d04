"""What comes out of the printer for a case of before."""

import pytest

from devices.contracts.printer import QrBlock
from kiosk.app.slips import paper_for
from kiosk.cases import CaseState
from kiosk.config import Terminal
from kiosk.core.case_pages import page_token
from kiosk.core.ids import CaseId
from kiosk.documents import as_text
from kiosk.session import effects as do
from kiosk.session.states import Mode
from tests.helpers.fake_session import MORNING
from tests.helpers.served import CORRECTION, GUILAN, SLIP_CODE, case
from tests.helpers.view_context import real_catalogue, real_texts

TERMINAL = Terminal(
    terminal_id="hsl-3", number_prefix="HSL3", division_code="130102001001", place_name="槐树里社区便民服务",
    short_place_name="槐树里社区", machine_line="河北省 · 3 号自助机", machine_name="槐树里 3 号自助机",
    short_machine_name="3 号机", help_phone="0311-5550-0101",
)  # fmt: skip


def printed(state: CaseState, mode: Mode) -> str:
    told = case(state, correction=CORRECTION)
    slip = do.PrintReceipt(
        CaseId(told.case_id), GUILAN, told.item_id, told.number, told.filed_at, SLIP_CODE, mode,
        delivered=True, copy_count=1, progress=told,
    )  # fmt: skip
    return as_text(paper_for(slip, real_catalogue(), real_texts(), TERMINAL, MORNING))


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_who_lacks_something_takes_the_list_of_it_home(mode: Mode) -> None:
    paper = printed(CaseState.CORRECTION_REQUIRED, mode)
    assert "要补的材料" in paper
    assert all(wanted.name in paper for wanted in CORRECTION.materials)
    assert GUILAN.name not in paper


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
def test_once_it_was_brought_the_paper_is_the_slip_again(mode: Mode) -> None:
    paper = printed(CaseState.ACCEPTED, mode)
    assert "补打" in paper
    assert "要补的材料" not in paper


def code_on_paper(delivered: bool, public_url: str) -> str:
    """What the QR code of the slip holds."""
    told = case(CaseState.ACCEPTED)
    slip = do.PrintReceipt(
        CaseId(told.case_id), GUILAN, told.item_id, told.number, told.filed_at, SLIP_CODE, Mode.STANDARD,
        delivered=delivered, copy_count=1,
    )  # fmt: skip
    paper = paper_for(slip, real_catalogue(), real_texts(), TERMINAL, MORNING, public_url)
    (code,) = (block.payload for block in paper.blocks if isinstance(block, QrBlock))
    return code


def test_a_slip_carries_the_page_only_where_there_is_one() -> None:
    url = "https://kiosk.example.gov.cn"
    assert code_on_paper(True, url) == f"HTTPS://KIOSK.EXAMPLE.GOV.CN/R/{page_token(case().case_id)}"
    assert code_on_paper(False, url) == code_on_paper(True, "") == SLIP_CODE


def test_the_paper_says_what_the_code_is_good_for() -> None:
    told = case(CaseState.ACCEPTED)
    for mode, by_page in ((Mode.STANDARD, "扫左边的码"), (Mode.ELDER, "看办到哪里了")):
        slip = do.PrintReceipt(
            CaseId(told.case_id), GUILAN, told.item_id, told.number, told.filed_at, SLIP_CODE, mode,
            delivered=True, copy_count=1,
        )  # fmt: skip
        with_page = as_text(paper_for(slip, real_catalogue(), real_texts(), TERMINAL, MORNING, "https://a.cn"))
        without = as_text(paper_for(slip, real_catalogue(), real_texts(), TERMINAL, MORNING))
        assert by_page in with_page
        assert "真假" not in with_page
        assert "真假" in without


@pytest.mark.parametrize("mode", [Mode.STANDARD, Mode.ELDER])
@pytest.mark.parametrize("delivered", [True, False])
def test_a_slip_of_a_childs_matter_says_neither_what_nor_who(mode: Mode, delivered: bool) -> None:
    slip = do.PrintReceipt(
        CaseId("c" * 32), GUILAN, "child-help", "HSL3-0421-0001", MORNING, SLIP_CODE, mode,
        delivered=delivered, copy_count=1,
    )  # fmt: skip
    paper = as_text(paper_for(slip, real_catalogue(), real_texts(), TERMINAL, MORNING))
    assert "0421-0001" in paper
    assert "您说的事" in paper
    for word in ("孩子", "未成年", "张*", GUILAN.id_number[:4]):
        assert word not in paper
