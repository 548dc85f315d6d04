"""Who looks for what a session left holds nothing of it, and recognises all of it."""

import hmac
from dataclasses import replace
from typing import Any

import pytest

from kiosk.session.screens import Form, Home, Purpose, TypeIdentity
from kiosk.session.states import SessionState
from kiosk.session.traces import Traces
from tests.helpers.served import GUILAN, filled_draft

SERVED = SessionState(screen=Form(), person=GUILAN, draft=filled_draft())
IDLE = SessionState()


def after(*states: SessionState) -> Traces:
    traces = Traces()
    for state in states:
        traces.look(state)
    return traces


@pytest.mark.parametrize(
    "text",
    [
        "张桂兰", "申请人：张桂兰", "13010219410315122X", "户籍 河北省石家庄市长安区槐树里社区3号楼2单元201",
        "13812345678", "账号 6217 0012 3456 7006 620",
    ],
)  # fmt: skip
def test_what_a_session_held_is_recognised_wherever_it_stands(text: str) -> None:
    assert after(SERVED, IDLE).is_in(text)


@pytest.mark.parametrize(
    "text",
    ["张*", "1301**********122X", "138****5678", "轻触开始", "社保卡", "social_card", "3号楼", "", "2026年"],
)
def test_masks_and_the_words_of_every_screen_are_nobodys(text: str) -> None:
    assert not after(SERVED, IDLE).is_in(text)


def test_nothing_is_known_while_somebody_is_still_here() -> None:
    assert after(SERVED).count == 0


def test_what_was_dropped_within_a_session_is_looked_for_too() -> None:
    home = replace(SERVED, screen=Home(), person=None, draft=None)

    assert after(SERVED, home).is_in(GUILAN.name)


def test_what_was_typed_and_given_up_is_looked_for() -> None:
    typing = SessionState(screen=TypeIdentity(Purpose.APPLY, "x", name="张桂兰", id_number="130102194103"))

    traces = after(typing, IDLE)
    assert traces.is_in("张桂兰")
    assert traces.is_in("130102194103")


def test_a_name_of_two_characters_must_be_the_whole_text() -> None:
    traces = after(replace(SERVED, person=replace(GUILAN, name="和平")), IDLE)

    assert traces.is_in("和平")
    assert not traces.is_in("和平小区")


def test_nothing_personal_is_kept_by_who_looks() -> None:
    traces = after(SERVED, IDLE)

    kept = repr({name: getattr(traces, name) for name in vars(traces)})
    assert traces.count > 4
    assert not any(text in kept for text in ("张桂兰", "130102", "6217", "槐树里"))


def test_hashes_of_one_session_say_nothing_of_the_next() -> None:
    traces = after(SERVED, IDLE)
    traces.forget()

    assert traces.count == 0
    assert not traces.is_in("张桂兰")


def test_a_long_notice_is_looked_through_with_one_hash_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    traces, hashed = after(SERVED, IDLE), 0
    digest = hmac.digest

    def counted(*told: Any) -> bytes:
        nonlocal hashed
        hashed += 1
        return digest(*told)

    monkeypatch.setattr(hmac, "digest", counted)
    notice = "我们用您的姓名、证号、住址，只用来办这件事。" * 50
    assert not traces.is_in(notice)
    assert hashed <= 1.1 * len(notice)
    assert traces.is_in(notice + GUILAN.name)
