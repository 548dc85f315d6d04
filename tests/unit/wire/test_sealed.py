"""What a terminal keeps can be read by the platform and by nobody else, and under its own head only."""

import msgspec
import pytest

from kiosk.wire import OpeningKeys, RatingBody, SealedError, SealingKey, body_digest, decode, new_sealing_key
from kiosk.wire.keys import sealing_public_key
from tests.helpers.messages import NOW, id_of

PRIVATE = new_sealing_key()
KEY = SealingKey(sealing_public_key(PRIVATE))
KEYS = OpeningKeys((new_sealing_key(), PRIVATE))
CASE = id_of(1)
BODY = RatingBody(case_id=CASE, level=5, reasons=["王秀英 㙓𠮷"], rated_at=NOW)


def sealed_rating() -> "msgspec.Struct":
    return KEY.seal(CASE, "rating", "130102001001", "rating/1", BODY)


def test_the_platform_reads_what_was_sealed_to_it() -> None:
    envelope = KEY.seal(CASE, "rating", "130102001001", "rating/1", BODY)
    assert decode(KEYS.open_body(envelope), RatingBody) == BODY
    assert envelope.digest == body_digest(envelope.body)


def test_nothing_of_the_body_can_be_read_without_the_key() -> None:
    assert "王秀英" not in msgspec.json.encode(sealed_rating()).decode()
    assert CASE not in KEY.seal(CASE, "rating", "130102001001", "rating/1", BODY).body


def test_the_same_body_never_looks_the_same_twice() -> None:
    assert sealed_rating() != sealed_rating()


@pytest.mark.parametrize(
    "head", [{"case_id": id_of(2)}, {"kind": "case"}, {"division_code": "130102001002"}, {"schema": "rating/2"}]
)
def test_a_body_put_under_another_head_cannot_be_opened(head: dict[str, str]) -> None:
    envelope = KEY.seal(CASE, "rating", "130102001001", "rating/1", BODY)
    with pytest.raises(SealedError):
        KEYS.open_body(msgspec.structs.replace(envelope, **head))


@pytest.mark.parametrize("damage", ["", "x", "no-key.AAAA", "é.AAAA", "0" * 16 + ".AAAA"])
def test_a_damaged_body_is_refused_and_not_a_crash(damage: str) -> None:
    envelope = KEY.seal(CASE, "rating", "130102001001", "rating/1", BODY)
    with pytest.raises(SealedError):
        KEYS.open_body(msgspec.structs.replace(envelope, body=damage))
    flipped = envelope.body[:-3] + ("A" if envelope.body[-3] != "A" else "B") + envelope.body[-2:]
    with pytest.raises(SealedError):
        KEYS.open_body(msgspec.structs.replace(envelope, body=flipped))


def test_a_body_sealed_to_a_stranger_is_refused() -> None:
    stranger = SealingKey(sealing_public_key(new_sealing_key()))
    with pytest.raises(SealedError):
        KEYS.open_body(stranger.seal(CASE, "rating", "130102001001", "rating/1", BODY))


def test_a_page_is_sealed_and_opened() -> None:
    page = b"\xff\xd8 a page"
    sealed = KEY.seal_page(page)
    assert page not in sealed
    assert KEYS.open_page(sealed) == page
    assert KEYS.open_page(page) == page  # one queued before pages were sealed
    with pytest.raises(SealedError):
        KEYS.open_page(sealed[:-1])
    with pytest.raises(SealedError):
        KEYS.open_page(b"BMB1")
