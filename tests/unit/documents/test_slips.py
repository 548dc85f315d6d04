from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.cases import CaseProgress, CaseState, Correction, MaterialWanted
from kiosk.documents import as_text, correction_slip
from kiosk.texts import Texts

ZH = Texts.load(Path(__file__).parents[3] / "assets" / "i18n", "zh_CN")
AT = datetime(2026, 4, 24, 7, 20, tzinfo=UTC)
CORRECTION = Correction(
    correction_id="0" * 32,
    asked_at=AT,
    due_on=date(2026, 5, 6),
    department="清河街道",
    handler_masked="陈*",
    materials=(
        MaterialWanted("household_register", "户口本本人页", "上次那张反光，名字看不清"),
        MaterialWanted("account_page", "老人的社保卡", "卡号和社保局的对不上"),
    ),
)
CASE = CaseProgress(
    case_id="1" * 32,
    number="HSL-0421-0037",
    item_id="old-age-allowance",
    item_name="高龄津贴申领",
    state=CaseState.CORRECTION_REQUIRED,
    filed_at=AT,
    steps=(),
    committed_working_days=15,
    used_working_days=3,
    answer_due_on=date(2026, 5, 15),
    contact_phone="0311-5550-0106",
    correction=CORRECTION,
)


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_everything_that_is_missing_is_told_once_with_its_reason_and_the_day(mode: str) -> None:
    lines = as_text(correction_slip(CASE, CORRECTION, ZH, mode, "槐树里社区")).splitlines()
    assert "(1) 户口本本人页" in lines
    assert "清河街道说：上次那张反光，名字看不清" in lines
    assert "(2) 老人的社保卡" in lines
    assert "5月6日前补上" in lines
    assert "HSL-0421-0037" in lines
