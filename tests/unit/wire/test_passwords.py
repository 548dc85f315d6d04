"""Passwords as they are kept."""

from kiosk.wire.passwords import COST, Cost, hash_password, is_password

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def test_a_password_is_itself_and_no_other() -> None:
    kept = hash_password("居民在桥那头等着", CHEAP)
    assert is_password("居民在桥那头等着", kept)
    assert not is_password("居民在桥那头等", kept)
    assert not is_password("", kept)


def test_two_people_with_one_password_have_nothing_in_common() -> None:
    assert hash_password("the same", CHEAP) != hash_password("the same", CHEAP)


def test_the_cost_is_the_one_that_rfc_9106_recommends_and_is_kept_with_the_hash() -> None:
    """Section 4, second option: 64 MiB, 3 passes, 4 lanes."""
    assert (COST.memory_kib, COST.passes, COST.lanes) == (65536, 3, 4)
    kept = hash_password("x")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_password("x", kept)
