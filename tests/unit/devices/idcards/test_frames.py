"""SAM_V frames against published bytes, and a deframer that nothing derails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.idcards.frames import PREAMBLE, BadFrame, Command, Deframer, Reply, checksum, encode_command, sam_id_text


@pytest.mark.parametrize(
    ("command", "published"),
    [
        (Command.SAM_STATUS, "AAAAAA9669000311FFED"),
        (Command.SAM_ID, "AAAAAA9669000312FFEE"),
        (Command.FIND_CARD, "AAAAAA96690003200122"),
        (Command.SELECT_CARD, "AAAAAA96690003200221"),
        (Command.READ_TEXT_PHOTO, "AAAAAA96690003300132"),
        (Command.READ_NEWEST_ADDRESS, "AAAAAA96690003300330"),
    ],
)
def test_a_command_has_the_published_bytes(command: Command, published: str) -> None:
    assert encode_command(command) == bytes.fromhex(published)


@pytest.mark.parametrize(
    ("published", "code", "data_bytes"),
    [
        ("AAAAAA9669000800009F0000000097", 0x9F, 4),
        ("AAAAAA9669000400008084", 0x80, 0),
        ("AAAAAA9669000400008185", 0x81, 0),
        ("AAAAAA9669000400004145", 0x41, 0),
        ("AAAAAA9669000C00009000000000000000009C", 0x90, 8),
    ],
)
def test_a_published_reply_is_understood(published: str, code: int, data_bytes: int) -> None:
    (reply,) = Deframer().feed(bytes.fromhex(published))
    assert isinstance(reply, Reply)
    assert (reply.code, len(reply.data)) == (code, data_bytes)


def test_a_wrong_checksum_is_told_and_the_next_frame_still_found() -> None:
    broken = bytes.fromhex("AAAAAA9669000400008085")
    frames = Deframer().feed(broken + frame(b"\0\0\x90", b"x"))
    assert frames == [BadFrame(), Reply(b"\0\0\x90", b"x")]


def test_an_impossible_length_is_noise() -> None:
    assert Deframer().feed(PREAMBLE + b"\xff\xff" + frame(b"\0\0\x90")) == [Reply(b"\0\0\x90")]


def test_the_modules_number_reads_as_printed_on_it() -> None:
    data = bytes.fromhex("05000300") + b"".join(n.to_bytes(4, "little") for n in (20230101, 1234567, 7654321))
    assert sam_id_text(data) == "05.03-20230101-0001234567-0007654321"
    assert sam_id_text(data[:-1]) is None


NOISE = st.binary(max_size=40).filter(lambda noise: PREAMBLE not in noise)


@given(st.lists(st.tuples(NOISE, st.binary(max_size=64)), min_size=1, max_size=4), st.integers(1, 70))
def test_frames_are_found_among_noise_in_any_pieces(parts: list[tuple[bytes, bytes]], piece_bytes: int) -> None:
    stream = b"".join(noise + frame(b"\0\0\x90", data) for noise, data in parts)
    deframer = Deframer()
    found = [
        reply for at in range(0, len(stream), piece_bytes) for reply in deframer.feed(stream[at : at + piece_bytes])
    ]
    assert found == [Reply(b"\0\0\x90", data) for _, data in parts]


@given(st.binary(max_size=3000))
def test_no_bytes_make_the_deframer_raise(data: bytes) -> None:
    Deframer().feed(data)


@given(st.binary(min_size=1, max_size=64), st.data())
def test_one_flipped_bit_never_passes_as_the_same_frame(data: bytes, draw: st.DataObject) -> None:
    whole = frame(b"\0\0\x90", data)
    at = draw.draw(st.integers(0, len(whole) - 1))
    spoiled = whole[:at] + bytes([whole[at] ^ (1 << draw.draw(st.integers(0, 7)))]) + whole[at + 1 :]
    assert Reply(b"\0\0\x90", data) not in Deframer().feed(spoiled)


def frame(sw: bytes, data: bytes = b"") -> bytes:
    """A reply as the reader builds it."""
    body = (len(sw) + len(data) + 1).to_bytes(2, "big") + sw + data
    return PREAMBLE + body + bytes([checksum(body)])
