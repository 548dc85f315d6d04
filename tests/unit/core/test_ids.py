import re
import uuid
from datetime import UTC, datetime

from kiosk.core.ids import ID_PATTERN, new_case_id, new_id, new_message_id

AT = datetime(2026, 4, 21, 1, 41, tzinfo=UTC)


def test_an_id_is_a_version_7_uuid_that_carries_its_millisecond() -> None:
    made = uuid.UUID(new_id(AT))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(AT.timestamp() * 1000)


def test_ids_of_one_millisecond_differ_and_match_the_pattern_of_the_wire() -> None:
    made = {new_case_id(AT) for _ in range(1000)} | {new_message_id(AT)}
    assert len(made) == 1001
    assert all(re.fullmatch(ID_PATTERN, one) for one in made)
