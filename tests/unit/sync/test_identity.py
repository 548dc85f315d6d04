"""A terminal's identity: on disk before it counts, readable by nobody else, and changed only by the platform's word."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.sync import identity as module
from kiosk.sync.identity import (
    BEFORE_ALL_BEATS,
    ForeignKeysError,
    Identity,
    Standing,
    candidate_signer,
    keep_enrolment,
    load_identity,
    wipe,
)
from kiosk.wire import SoftwareSigner, sealing_public_key, thumbprint
from tests.helpers.messages import NOW
from tests.helpers.signed_words import PlatformHand, identity_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "storage" / "identity"


@pytest.fixture
def platform() -> PlatformHand:
    return PlatformHand()


@pytest.fixture
def identity(folder: Path, platform: PlatformHand) -> Identity:
    return identity_in(folder, platform)


def again(folder: Path) -> Identity:
    """As the next start finds it."""
    found = load_identity(folder)
    assert found is not None
    return found


def test_a_machine_that_was_never_enrolled_has_none(folder: Path) -> None:
    assert load_identity(folder) is None


def test_nobody_else_can_read_it(folder: Path, identity: Identity) -> None:
    identity.next_beat(NOW)
    identity.next_signer()
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}


def test_the_next_start_finds_the_same_one(folder: Path, identity: Identity) -> None:
    found = again(folder)
    assert found.signer.public_key == identity.signer.public_key
    assert (found.enrolled, found.standing) == (identity.enrolled, Standing.IN_SERVICE)


def test_an_enrolment_that_is_tried_again_hands_in_the_same_key(folder: Path) -> None:
    assert candidate_signer(folder).public_key == candidate_signer(folder).public_key


def test_until_it_is_confirmed_it_waits(folder: Path, platform: PlatformHand) -> None:
    identity = keep_enrolment(folder, candidate_signer(folder), platform.enrolled())
    assert identity.standing is Standing.AWAITING
    identity.confirm()
    assert again(folder).standing is Standing.IN_SERVICE


def test_an_enrolment_by_somebody_else_is_not_kept(folder: Path, platform: PlatformHand) -> None:
    foreign = platform.enrolled(PlatformHand().keys())
    with pytest.raises(ForeignKeysError):
        keep_enrolment(folder, candidate_signer(folder), foreign)
    assert load_identity(folder) is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"public_key":"x"}'])
def test_one_that_cannot_be_read_is_none_and_stays_where_it_is(
    folder: Path, identity: Identity, content: bytes
) -> None:
    (folder / "identity.json").write_bytes(content)
    assert load_identity(folder) is None
    assert len(list(folder.glob("*.key"))) == 1


def test_one_without_its_key_is_none(folder: Path, identity: Identity) -> None:
    next(folder.glob("*.key")).unlink()
    assert load_identity(folder) is None


# ── what it seals to ───────────────────────────────────────────────────────────────────────────────────────────────


def key_id(platform: PlatformHand, age: int) -> str:
    return thumbprint(sealing_public_key(platform.sealing[age]))


def test_it_seals_to_the_newest_key(folder: Path, platform: PlatformHand, identity: Identity) -> None:
    assert identity.take_keys(platform.keys(version=2))
    assert identity.sealing_key(NOW).key_id == key_id(platform, 0)
    assert again(folder).sealing_key(NOW).key_id == key_id(platform, 0)


def test_a_key_that_is_over_is_used_no_more_while_another_holds(folder: Path) -> None:
    platform = PlatformHand()
    keys = platform.keys(version=2, not_after=NOW + timedelta(hours=1))
    identity = keep_enrolment(folder, candidate_signer(folder), platform.enrolled(keys))
    assert identity.sealing_key(NOW).key_id == key_id(platform, 0)
    assert not identity.keys_are_over(NOW)


def test_if_all_are_over_no_resident_is_sent_away(identity: Identity, platform: PlatformHand) -> None:
    ten_years_on = NOW + timedelta(days=3650)
    assert identity.keys_are_over(ten_years_on)
    assert identity.sealing_key(ten_years_on).key_id == key_id(platform, 0)


def test_an_older_list_changes_nothing(identity: Identity, platform: PlatformHand) -> None:
    identity.take_keys(platform.keys(version=2))
    assert not identity.take_keys(platform.keys(version=1))
    assert identity.keys_version == 2


def test_a_list_of_somebody_else_changes_nothing(folder: Path, identity: Identity) -> None:
    with pytest.raises(ForeignKeysError):
        identity.take_keys(PlatformHand().keys(version=7))
    assert (identity.keys_version, again(folder).keys_version) == (1, 1)


def own_key(identity: Identity) -> str:
    return thumbprint(identity.signer.public_key)


# ── revoked ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_platforms_word_ends_its_service_for_ever(folder: Path, identity: Identity, platform: PlatformHand) -> None:
    told: list[Standing] = []
    identity.subscribe(told.append)
    assert identity.hear(platform.revoked(own_key(identity)))
    assert identity.hear(platform.revoked(own_key(identity)))
    assert told == [Standing.REVOKED]
    assert again(folder).standing is Standing.REVOKED


def test_nobody_elses_word_does(folder: Path, identity: Identity, platform: PlatformHand) -> None:
    about_another = platform.revoked(own_key(identity), terminal_id="another-terminal")
    assert not identity.hear(PlatformHand().revoked(own_key(identity)))
    assert not identity.hear(about_another)
    assert (identity.standing, again(folder).standing) == (Standing.IN_SERVICE, Standing.IN_SERVICE)


def test_an_old_word_says_nothing_to_a_machine_that_was_enrolled_again(
    folder: Path, identity: Identity, platform: PlatformHand
) -> None:
    old_word = platform.revoked(own_key(identity))
    identity.hear(old_word)
    renewed = keep_enrolment(folder, candidate_signer(folder), platform.enrolled())
    renewed.confirm()
    assert not renewed.hear(old_word)
    assert renewed.standing is Standing.IN_SERVICE


def test_a_word_that_cannot_be_written_down_holds_all_the_same(
    identity: Identity, platform: PlatformHand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_whole", full)
    assert identity.hear(platform.revoked(own_key(identity)))
    assert identity.standing is Standing.REVOKED


def test_a_new_enrolment_puts_it_back_into_service(folder: Path, identity: Identity, platform: PlatformHand) -> None:
    identity.hear(platform.revoked(own_key(identity)))
    before = identity.signer.public_key
    renewed = keep_enrolment(folder, candidate_signer(folder), platform.enrolled())
    renewed.confirm()
    assert again(folder).standing is Standing.IN_SERVICE
    assert again(folder).signer.public_key != before
    assert len(list(folder.glob("*.key"))) == 1


# ── beats ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_beat_is_ever_used_twice(folder: Path, identity: Identity) -> None:
    assert [identity.next_beat(NOW), identity.next_beat(NOW), again(folder).next_beat(NOW)] == [1, 2, 3]


def test_the_first_beat_is_one(folder: Path, identity: Identity) -> None:
    assert again(folder).next_beat(NOW) == 1


def test_a_number_that_is_gone_is_no_reason_to_begin_anew(folder: Path, identity: Identity) -> None:
    """Seen: after a year's service it counted from 1, and the platform took it for a copied disk for months."""
    identity.next_beat(NOW)
    (folder / "beat").unlink()
    beat = identity.next_beat(NOW)
    assert beat == int((NOW - BEFORE_ALL_BEATS).total_seconds())
    assert again(folder).next_beat(NOW) == beat + 1


def test_beats_go_on_after_another_enrolment(folder: Path, identity: Identity, platform: PlatformHand) -> None:
    identity.next_beat(NOW)
    assert keep_enrolment(folder, candidate_signer(folder), platform.enrolled()).next_beat(NOW) == 2


# ── another key ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_next_key_is_made_once_and_then_adopted(folder: Path, identity: Identity) -> None:
    following = identity.next_signer()
    assert again(folder).next_signer().public_key == following.public_key
    identity.adopt(following)
    assert again(folder).signer.public_key == following.public_key
    assert [path.name for path in folder.glob("*.[kn]e*")] == [f"{thumbprint(following.public_key)}.key"]
    assert identity.next_signer().public_key != following.public_key


Act = Callable[[Identity], None]


def rotated(identity: Identity) -> None:
    identity.adopt(identity.next_signer())


def reenrolled(identity: Identity) -> None:
    folder = identity._folder
    keep_enrolment(folder, candidate_signer(folder), identity.enrolled)


class PowerCutError(Exception):
    pass


@pytest.mark.parametrize("act", [rotated, reenrolled])
def test_a_power_cut_at_any_step_leaves_the_key_before_or_after(
    act: Act, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every call that changes the disk is the last one once; the act repeated afterwards comes to its end."""
    real = {name: getattr(os, name) for name in ("replace", "fsync", "unlink")}
    outcomes = set()
    for last in range(60):
        folder = tmp_path / str(last)
        identity = identity_in(folder)
        before, left = identity.signer.public_key, [last]

        def cut(name: str, left: list[int] = left) -> Callable[..., object]:
            def step(*arguments: object, **more: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    raise PowerCutError(name)
                return real[name](*arguments, **more)

            return step

        with monkeypatch.context() as patched:
            for name in real:
                patched.setattr(os, name, cut(name))
            try:
                act(identity)
                outcomes.add("whole")
            except PowerCutError:
                pass
        found = again(folder)
        outcomes.add("before" if found.signer.public_key == before else "after")
        act(found)
        assert again(folder).signer.public_key != before
        assert len([path for path in folder.iterdir() if path.suffix in (".key", ".next")]) == 1
        if "whole" in outcomes:
            break
    assert outcomes == {"before", "after", "whole"}


def test_wiping_leaves_nothing(folder: Path, identity: Identity) -> None:
    identity.next_signer()
    identity.next_beat(NOW)
    wipe(folder)
    assert not folder.exists()
    assert load_identity(folder) is None


def test_the_key_is_not_shown(identity: Identity) -> None:
    assert isinstance(identity.signer, SoftwareSigner)
    assert thumbprint(identity.signer.public_key) in repr(identity.signer)
