import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from kiosk.texts import MissingTextError, Privacy, Texts
from kiosk.texts.catalogue import BY_EAR
from tests.helpers.privacy import unclassed

I18N = Path(__file__).parents[3] / "assets" / "i18n"
ZH = Texts.load(I18N, "zh_CN")
EN = Texts.load(I18N, "en")

LONG_ON_PURPOSE = ("say.", "hear.", "by_ear.say.")
"""Spoken texts are cut into phrases; their length is measured phrase by phrase."""
LONGEST_SENTENCE = 20


def placeholders(form: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(form) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert set(ZH) ^ set(EN) == set()


def test_every_key_that_the_program_names_is_there() -> None:
    """In QML and in Python; keys that are put together are met by the tests of their screens."""
    root = I18N.parents[1]
    named = {
        (path.relative_to(root), key)
        for folder, pattern in (("ui", "*.qml"), ("ui", "*.py"), ("kiosk", "*.py"))
        for path in (root / folder).rglob(pattern)
        for key in re.findall(
            r'\b(?:Words\.(?:text|filled)|texts)\("([a-z0-9_.]+\.[a-z0-9_.]*[a-z0-9_])"', path.read_text("utf-8")
        )
    }
    assert len(named) > 200
    assert {(path, key) for path, key in named if key not in ZH} == set()


def test_every_text_has_words_and_the_same_placeholders_in_both_languages() -> None:
    own_words = ("format.", "speak.")
    for key in ZH:
        forms = (*ZH.forms(key), *EN.forms(key))
        assert all(forms), key
        wanted = placeholders(forms[0])
        assert key.startswith(own_words) or all(placeholders(form) == wanted for form in forms), key


def test_the_privacy_class_of_a_text_is_the_same_in_both_languages() -> None:
    assert {key for key in ZH if ZH.privacy(key) is not EN.privacy(key)} == set()


def test_every_value_of_a_text_has_a_privacy_class_and_every_class_a_value() -> None:
    used = {name for texts in (ZH, EN) for key in texts for form in texts.forms(key) for name in placeholders(form)}
    assert {key for texts in (ZH, EN) for key in unclassed(texts)} == set()
    classes = tomllib.loads((I18N / "values.toml").read_text("utf-8"))
    assert set(classes["public"]) - used == set()
    assert not set(classes["public"]) & set(classes["personal"])


def test_a_sentence_on_the_screen_has_at_most_twenty_characters() -> None:
    for key in ZH:
        for sentence in re.split("[。？！]", re.sub(r"\{\w+\}", "", ZH.forms(key)[0])):
            letters = re.sub(r"[，、：；“”（） ·\u3000]", "", sentence)
            assert len(letters) <= LONGEST_SENTENCE or key.startswith(LONG_ON_PURPOSE), (key, sentence)


def test_no_text_speaks_of_users_errors_or_success_and_none_claims_acceptance_at_the_machine() -> None:
    forbidden = re.compile("用户|申请主体|流水号|凭条|提交成功|服务不可用|错误|失败|受理")
    found = {key for key in ZH if forbidden.search(ZH.forms(key)[0])}
    assert found <= {
        key for key in ZH if key.startswith(("case.", "dock.", "cases.", "say.case_tick.", "acts.withdraw."))
    }


def test_a_key_that_does_not_exist_is_an_error_in_tests_and_the_key_itself_in_front_of_a_resident(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(MissingTextError):
        ZH("no.such.key")
    assert Texts.load(I18N, "zh_CN", strict=False)("no.such.key") == "no.such.key"
    assert "no.such.key" in caplog.text


def test_a_placeholder_without_its_value_is_an_error() -> None:
    with pytest.raises(MissingTextError):
        ZH("form.problem.digits_missing")


def test_plural_forms_follow_each_languages_own_rule() -> None:
    key = "form.problem.digits_missing"
    assert [EN(key, count=count) for count in (0, 1, 7)] == [
        "0 digits missing",
        "1 digit missing",
        "7 digits missing",
    ]
    assert ZH(key, count=7) == "还差 7 位数字"


def test_a_language_that_is_not_there_cannot_be_loaded() -> None:
    with pytest.raises(OSError, match="fr"):
        Texts.load(I18N, "fr")


def test_privacy_comes_from_the_entrys_comment() -> None:
    assert ZH.privacy("idle.start") is Privacy.PUBLIC
    assert Texts.load(I18N / "codes", "zh_CN").privacy("sex.1") is Privacy.PERSONAL
    with pytest.raises(MissingTextError):
        ZH.privacy("no.such.key")


def test_a_text_is_as_private_as_the_most_private_of_its_values() -> None:
    assert ZH.privacy("form.account_tail") is Privacy.PERSONAL
    assert ZH.privacy("correction.said") is Privacy.PERSONAL
    assert ZH.privacy("say.category") is Privacy.PUBLIC


def test_a_text_with_a_value_that_nobody_classed_is_for_nobody(tmp_path: Path) -> None:
    head = 'msgid ""\nmsgstr "Language: zh_CN\\n"\n\n'
    (tmp_path / "zh_CN.po").write_text(head + 'msgid "say.new"\nmsgstr "您的 {illness}"\n', encoding="utf-8")
    assert unclassed(Texts.load(tmp_path, "zh_CN")) == ["say.new"]
    (tmp_path / "values.toml").write_text('personal = ["illness"]', encoding="utf-8")
    assert Texts.load(tmp_path, "zh_CN").privacy("say.new") is Privacy.PERSONAL


def test_what_is_said_by_ear_stands_for_something_and_sends_nobody_to_look() -> None:
    heard = [key for key in ZH if key.startswith(BY_EAR)]

    assert heard
    for key in heard:
        shown = key.removeprefix(BY_EAR)
        assert placeholders(ZH.forms(key)[0]) <= placeholders(ZH.forms(shown)[0])
        values = dict.fromkeys(placeholders(ZH.forms(shown)[0]), "")
        assert ZH.by_ear(shown, **values) == ZH(key, **values)
        assert not re.search("点一|大按钮|亮框|叹号|屏幕上|看看", ZH.forms(key)[0]), key


def test_who_sees_nothing_is_never_sent_to_a_button_with_a_finger() -> None:
    """没有，请点“没有危险，接着说”: nothing was said of the keys that lead there."""
    of_the_eye = {"say.idle", "say.own_unread", "say.rest"}
    told = [key for key in ZH if key.startswith("say.") and key not in of_the_eye]

    assert [key for key in told if re.search("点“|点一|点地|请点|用手|看得清，也", ZH.by_ear.forms(key)[0])] == []
