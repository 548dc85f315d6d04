"""What a vendor's library answers, as public code prints it, and rubbish."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.chipcards.library_answer import LibraryAnswer, NoCardThere, decode_answer
from devices.contracts.card_reader import CardUnreadable
from devices.contracts.results import DeviceGone
from devices.contracts.social_card import NotASocialCard, SocialCard, SocialCardRead

PUBLISHED = (
    b"639900|111111198101011110|X00000019|639900D15600000500BF7C7A48FB4966|\xd5\xc5\xc8\xfd|"
    b"00814E43238697159900BF7C7A|1.00|20101001|20201001|000000000000|00000000|"
)
PUBLISHED_3 = b"411600|||411600D156000005C38275EEFC9B9648||008C544CB386844116018593CA|3.00|20211203|20311202|"
"""As a vendor's public source notes them: a first-generation card, and a third without a PSAM."""


def test_a_published_answer_is_understood() -> None:
    assert decode_answer(0, PUBLISHED) == SocialCardRead(
        SocialCard(
            "111111198101011110", b"\xd5\xc5\xc8\xfd".decode("gbk"), card_number="X00000019", region_code="639900",
            specification="1.00", issued_on=date(2010, 10, 1), valid_until=date(2020, 10, 1),
        )
    )  # fmt: skip


def test_a_third_generation_card_without_a_psam_wants_an_authentication() -> None:
    assert decode_answer(0, PUBLISHED_3) == CardUnreadable("needs_authentication")


@pytest.mark.parametrize(
    ("code", "answer"),
    [(-2, NoCardThere()), (-1, NotASocialCard()), (-11, DeviceGone("no_reader")),
     (-2201, CardUnreadable("needs_authentication")), (-999, CardUnreadable("code_-999"))],
)  # fmt: skip
def test_the_published_numbers_mean_what_they_say(code: int, answer: LibraryAnswer) -> None:
    assert decode_answer(code, b"") == answer


@given(st.integers(-(2**31), 2**31 - 1) | st.just(0), st.binary(max_size=400))
def test_whatever_a_library_writes_is_a_value(code: int, text: bytes) -> None:
    assert decode_answer(code, text) is not None


@given(st.lists(st.binary(max_size=40), min_size=9, max_size=12))
def test_whatever_the_fields_hold_the_answer_is_a_value(fields: list[bytes]) -> None:
    answer = decode_answer(0, b"|".join(fields))
    assert isinstance(answer, SocialCardRead | CardUnreadable)
