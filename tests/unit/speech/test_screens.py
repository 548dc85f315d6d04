import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk import speech
from kiosk.cases import CaseProgress, CaseState, Correction, MaterialWanted
from kiosk.catalogue import load_catalogue
from kiosk.speech import Phrase
from kiosk.texts import Texts

ASSETS = Path(__file__).parents[3] / "assets"
ZH = Texts.load(ASSETS / "i18n", "zh_CN")
CATALOGUE = load_catalogue(ASSETS / "catalogue")
ITEM = CATALOGUE.item("old-age-allowance")
CONSENTS = ITEM.consents
AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)
CASE = CaseProgress(
    case_id="1" * 32,
    number="HSL-0421-0037",
    item_id=ITEM.id,
    item_name="高龄津贴申领",
    state=CaseState.ACCEPTED,
    filed_at=AT,
    steps=(),
    committed_working_days=15,
    used_working_days=7,
    answer_due_on=date(2026, 5, 15),
    contact_phone="0311-5550-0106",
)


def said(phrases: tuple[Phrase, ...]) -> str:
    return "".join(phrase.text for phrase in phrases)


def test_the_elders_home_says_the_question_and_then_each_choice_by_its_number() -> None:
    leads = [lead.title.zh for lead in CATALOGUE.elder_home]
    words = said(speech.say_home(leads, ZH))
    assert words.startswith("今天想办什么事？")
    assert "一，看病医保" in words
    assert words.endswith("六，查办件进度")


def test_an_elder_question_is_followed_by_its_choices() -> None:
    words = said(speech.say_question(ITEM.field("payout_way"), again=False, texts=ZH))
    assert words.startswith("津贴打到哪里？")
    assert words.index("一，打到社保卡") < words.index("二，打到银行卡") < words.index("三，请家里人代领")
    assert said(speech.say_question(ITEM.field("payout_account"), again=True, texts=ZH)) == "请再输一遍卡号"


def test_who_asks_for_a_guide_hears_at_its_end_that_nothing_can_be_begun_here_and_where_it_can() -> None:
    words = said(speech.say_guide(ITEM, ZH("guide.off.no_numbers"), "", ZH))
    assert words.endswith("号码用完了，先不收新的。请到窗口或别的机器办。")


def test_who_asks_for_a_guide_hears_that_no_slip_will_come_before_how_to_begin() -> None:
    words = said(speech.say_guide(ITEM, "", ZH("guide.slip.no_paper"), ZH))
    assert words.index("小票口没纸") < words.index("照样能办") < words.index("屏幕上。要办，就点")


@pytest.mark.parametrize("entry_id", sorted(CATALOGUE.items))
def test_every_entry_can_be_read_aloud_without_a_digit_left_over(entry_id: str) -> None:
    words = said(speech.say_guide(CATALOGUE.item(entry_id), "", "", ZH))
    assert CATALOGUE.item(entry_id).title.zh[:2] in words
    assert not any(sign in "0123456789" for sign in words)


def test_the_notice_is_read_in_full_where_it_must_be_heard() -> None:
    assert said(speech.say_notice(ITEM.notice, ZH, in_full=False)).endswith("“我看明白了”。")
    full = said(speech.say_notice(ITEM.notice, ZH, in_full=True))
    assert all(part in full for part in ("用哪些", "给谁看", "留多久", "凭什么", "您能做什么"))
    assert "查完就从本机清除" in said(speech.say_notice(None, ZH, in_full=True))


@pytest.mark.parametrize(
    ("delivery", "begins"),
    [
        ("acknowledged", "已经交上去了。办件号，HSL三，二六零，四二幺，零零三，七三。"),
        ("offline", "已经存好，没有丢。现在没有网络，"),
        ("waiting", "已经存好，正在交上去。"),
        ("refused", "已经存在本机，没有丢。"),
    ],
)
def test_what_is_said_of_a_case_is_true_at_that_moment(delivery: str, begins: str) -> None:
    words = said(speech.say_done("HSL3-260421-00373", delivery, "printing", ZH))
    assert words.startswith(begins)
    assert ("已经交上去了" in words) == (delivery == "acknowledged")
    assert words.endswith("小票正在出来，等它停住再撕。")


def test_a_number_is_said_only_where_it_is_given() -> None:
    words = said(speech.say_done("", "acknowledged", "printed", ZH))
    assert words == "已经交上去了。小票打好了，请拿好。"


@pytest.mark.parametrize("printing", ["not_started", "partial", "unknown"])
def test_the_number_of_a_slip_that_did_not_come_out_is_said_to_who_asks(printing: str) -> None:
    unasked = said(speech.say_slip("HSL3-260421-00373", printing, asked=False, texts=ZH))
    asked = said(speech.say_slip("HSL3-260421-00373", printing, asked=True, texts=ZH))
    assert unasked.endswith(f"办件号在屏幕上。想听，就点“{ZH('done.hear')}”。")
    assert asked.endswith("办件号，HSL三，二六零，四二幺，零零三，七三。")


def test_progress_is_said_without_reasons_or_answers() -> None:
    wanted = MaterialWanted("household_register", "户口本本人页", "名字看不清")
    correction = Correction("0" * 32, AT, date(2026, 5, 6), "清河街道", "陈*", (wanted,))
    asked = CaseProgress(
        **{
            **{name: getattr(CASE, name) for name in CASE.__slots__},
            "state": CaseState.CORRECTION_REQUIRED,
            "correction": correction,
        }
    )
    words = said(speech.say_case(asked, "高龄津贴，要补材料", ZH))
    assert "还差一样材料" in words
    assert "名字看不清" not in words
    assert "陈" not in words
    assert "最晚五月十五日有答复。" in said(speech.say_case(CASE, "高龄津贴", ZH))


def test_the_four_ticks_are_said_with_their_moments_and_the_first_that_is_missing() -> None:
    told = replace(CASE, state=CaseState.RECEIVED, received_at=AT, accepted_at=None)
    words = said(speech.say_case(told, "高龄津贴", ZH))
    assert words.endswith("四月二十一日九点四十一分，平台收到。还没有受理。")
    assert "，本机存好。" in words
    accepted = said(speech.say_case(replace(told, state=CaseState.ACCEPTED, accepted_at=AT), "高龄津贴", ZH))
    assert accepted.endswith("四月二十一日九点四十一分，部门受理。还没有答复。")


def test_the_list_of_cases_tells_its_four_states_apart() -> None:
    states = [(None, False), (None, True), (0, False), (3, False)]
    assert len({said(speech.say_cases(count, unavailable, ZH)) for count, unavailable in states}) == 4


def test_the_review_of_elder_mode_says_each_of_its_pages() -> None:
    pages = [said(speech.say_review(page, 3, CONSENTS, ZH)) for page in range(3)]
    assert [page[:4] for page in pages] == ["这些对吗", "有答复时", "请用手指"]
    assert "不影响办事" in pages[1]
    assert said(speech.say_review(1, 3, [], ZH)).startswith("没有别的要问了")
    assert said(speech.say_review(0, 1, [], ZH)).startswith("请看一看")


def test_an_elder_hears_the_words_that_stand_on_the_button() -> None:
    assert said(speech.say_review(0, 3, [], ZH)).endswith(f"就点“{ZH('review.wrong')}”。")
    assert said(speech.say_review(1, 3, [], ZH)).endswith(f"点“{ZH('notice.understood')}”。")


def test_every_button_named_aloud_is_written_somewhere() -> None:
    written = {form for key in ZH if not key.startswith("say.") for form in ZH.forms(key)}
    for key in (key for key in ZH if key.startswith("say.")):
        for named in re.findall("点“(.+?)”", ZH.forms(key)[0]):
            assert named in written or named == "{button}", key


def test_the_place_of_the_reader_is_said_as_the_machine_is_built() -> None:
    assert said(speech.say_identify("right", ZH)) == "请把身份证放在屏幕右边亮灯的地方。"


def test_no_spoken_clause_is_longer_than_a_breath() -> None:
    for key in (key for key in ZH if key.startswith("say.")):
        for phrase in speech.phrases_of(ZH.forms(key)[0], ZH):
            assert len(phrase.text.strip("。，？：")) <= 20, (key, phrase.text)
