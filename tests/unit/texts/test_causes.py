"""Why a message is stuck, in words: every reason has its own, in both languages."""

import re

import pytest

from kiosk.texts import Texts
from kiosk.texts.causes import cause_key
from tests.helpers.view_context import ROOT

LANGUAGES = tuple(Texts.load(ROOT / "assets" / "i18n", language) for language in ("zh_CN", "en"))
INTAKE = ("intake", "bodies", "keyring", "leases", "blobs", "uploads")
"""The modules of the platform that judge what a terminal has queued."""
OTHERWISE = {"unknown-serial": "of a lease", "not-found": "by its status", "too-large": "by its status"}


@pytest.mark.parametrize(
    ("cause", "is_held", "key"),
    [
        ("422 number-not-leased", False, "queue.cause.number-not-leased"),
        ("422 unknown item", False, "queue.cause.not_as_expected"),  # kept by a former program, with the title
        ("413 too-large", False, "queue.cause.too_large"),
        ("404 no such case", False, "queue.cause.unknown_there"),
        ("422 unknown-item", True, "queue.cause.held"),
        ("409 case-not-here", False, "queue.cause.case-not-here"),
        ("crashed", False, "queue.cause.crashed"),
        ("status_507", False, "queue.cause.failing"),
        ("", False, "queue.cause.other"),
        ("a cause of a later program", False, "queue.cause.other"),
    ],
)
def test_every_cause_has_a_sentence_in_both_languages(cause: str, is_held: bool, key: str) -> None:
    for texts in LANGUAGES:
        assert cause_key(cause, texts, is_held) == key
        assert texts(key)


def test_each_thing_the_platform_finds_wrong_with_a_message_has_words_of_its_own() -> None:
    """Seen: a number of no block, a foreign area and an unknown key all read 内容不合平台的要求."""
    told = "".join((ROOT / "kiosk" / "platform" / f"{name}.py").read_text(encoding="utf-8") for name in INTAKE)
    slugs = set(re.findall(r'refusal\(4\d\d, "([a-z-]+)"', told)) - OTHERWISE.keys()
    assert {"number-not-leased", "wrong-area", "sealed-to-unknown-key", "identity-too-low", "unknown-item"} <= slugs
    for texts in LANGUAGES:
        words = {texts(cause_key(f"422 {slug}", texts)) for slug in slugs}
        assert len(words) == len(slugs)
        assert texts("queue.cause.not_as_expected") not in words
