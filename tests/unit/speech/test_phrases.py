from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.speech import Value, phrases_of, utterances_for
from kiosk.texts import MissingTextError, Privacy, Texts

ZH = Texts.load(Path(__file__).parents[3] / "assets" / "i18n", "zh_CN")
EVENTS = [
    "idle",
    "card_left",
    "help_calling",
    "help_waiting",
    "help_coming",
    "help_nobody",
    "help_cannot",
    "leave",
    "form_problem",
    "card_read",
    "card_early",
    "card_early_notice",
    "scan_look",
    "scan_failed",
    "code_of_no_case",
    "scan_nothing_there",
    "scan_blank",
    "scan_too_dark",
    "scan_glare",
    "scan_blurred",
    "scan_too_small",
    "scan_cut_off",
    "scan_keep_anyway",
    "time_is_up",
    "thanks",
    "rating_lost",
    "print_waiting_for_paper",
    "print_waiting_for_cover",
    "print_waiting_for_printer",
    "print_printing",
    "print_held",
    "print_printed",
    "print_partial",
    "print_not_started",
    "print_unknown",
    "print_declined",
    "read_pulled",
    "read_unreadable",
    "read_reader_gone",
    "read_expired",
    "read_number",
    "read_not_resident_card",
    "read_left_lying",
]


def lit(key: str, **params: str | Value) -> list[tuple[str, str]]:
    """What is said, and what is lit meanwhile."""
    found = utterances_for(key, params, ZH)
    return [(p.text, p.caption[p.lit_start : p.lit_start + p.lit_length]) for p in found]


@pytest.mark.parametrize("key", EVENTS)
def test_every_moment_has_public_words(key: str) -> None:
    phrases = utterances_for(key, {}, ZH)
    assert phrases
    assert all(phrase.privacy is Privacy.PUBLIC for phrase in phrases)


def test_a_number_is_shown_as_it_is_printed_and_said_as_it_is_read() -> None:
    assert lit("done_number", number="HSL3-260421-00373") == [
        ("办件号，HSL三，二六零，四二幺，零零三，七三。", "办件号，HSL3-260421-00373。"),
    ]


def test_an_error_says_what_is_safe_then_what_happened_then_what_to_do() -> None:
    said = [text for text, _ in lit("read_pulled")]
    assert said == ["没读完的已经清掉了。", "卡拿得早了一点。", "再放一次，", "听到“嘀”再拿。"]


def test_a_value_that_is_not_public_is_neither_said_nor_captioned() -> None:
    phrases = utterances_for("done_number", {"number": Value("130102194004161245", Privacy.PERSONAL)}, ZH)
    assert not any("1301" in phrase.caption or "幺三零幺" in phrase.text for phrase in phrases)
    assert any("屏幕上这个号码" in phrase.text for phrase in phrases)


def test_a_full_stop_in_a_value_is_not_said_twice_and_an_amount_is_not_cut() -> None:
    assert [text for text, _ in lit("not_eligible", why="满 80 岁再来。")] == ["您的信息没有留下。", "满八十岁再来。"]
    assert [phrase.text for phrase in phrases_of("交 86.40 元，9:05 前。", ZH)] == [
        "交八十六元四角，",
        "九点零五分前。",
    ]


def test_an_unknown_moment_is_a_mistake_of_the_program() -> None:
    with pytest.raises(MissingTextError):
        utterances_for("no_such_moment", {}, ZH)


@given(st.text(max_size=80))
def test_phrases_put_together_are_the_whole_text_and_what_is_lit_lies_in_its_caption(text: str) -> None:
    phrases = phrases_of(text, ZH)
    assert all(phrase.lit_start + phrase.lit_length <= len(phrase.caption) for phrase in phrases)
    lit_texts = "".join(phrase.caption[phrase.lit_start : phrase.lit_start + phrase.lit_length] for phrase in phrases)
    assert lit_texts.rstrip("。") == text.rstrip("。") or "。。" in text or "？。" in text or "！。" in text


def test_the_words_of_a_button_are_said_in_one_breath() -> None:
    phrases = phrases_of("这些对吗？对，就点“对，没错”。", ZH)
    assert [phrase.text for phrase in phrases] == ["这些对吗？", "对，就点“对，没错”。"]
