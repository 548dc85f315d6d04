"""Every codec of `devices` as a function of bytes that must come back: `fuzz_targets()[name](data)`.

A target feeds the codec as its driver does, the bytes in pieces where they come in pieces, and holds it to what its
docstring promises: no exception but the declared ones (none leaves a target), and no more kept than it may keep.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress

from devices.cameras import messages
from devices.cameras.http_answer import body_bytes_wanted, frame_of, parse_address
from devices.cameras.v4l2_node import CAPABILITY, NoCameraError, node_of
from devices.chipcards.apdu import exchange
from devices.chipcards.library_answer import decode_answer
from devices.chipcards.social_files import read_social_card
from devices.contracts.printer import Paper
from devices.contracts.scanner import MOST_PAYLOAD_BYTES, Scanned
from devices.contracts.smart_card import Answered
from devices.idcards.frames import HEADER_BYTES, MOST_LEN, sam_id_text
from devices.idcards.frames import Deframer as SamvDeframer
from devices.idcards.layouts import decode_card, decode_newest_address, decode_text
from devices.idcards.photo import is_whole_picture
from devices.links.input_events import EVENT, KEY, EventReader, InputEvent
from devices.links.link import Link, LinkGarbageError, LinkGoneError
from devices.links.sound_frames import HEAD, BadFrameError, Deframer
from devices.microphones import frames as sound
from devices.power.answers import Variable, parse_answer, power_source, trouble_of, whole_number
from devices.printers import ipp_answers
from devices.printers.answers import Asb, Demux, facts_of_asb, facts_of_real_time
from devices.printers.ipp_answers import BadIppAnswerError
from devices.scanners.framing import Framer
from devices.scanners.keyboard import MOST_ALT_DIGITS_COUNT, Keyboard
from devices.voice import sinks
from devices.voice.engine import Engine, EngineDiedError

Target = Callable[[bytes], None]
MOST_SOCIAL_COMMANDS = 40


def fuzz_targets() -> dict[str, Target]:
    """Name → target."""
    return {
        "samv-frames": _samv_frames,
        "samv-layouts": _samv_layouts,
        "chip-answers": _chip_answers,
        "social-files": _social_files,
        "sscard-answers": _sscard_answers,
        "escpos-answers": _escpos_answers,
        "ipp-answers": _ipp_answers,
        "scanner-codes": _scanner_codes,
        "scanner-keys": _scanner_keys,
        "input-events": _input_events,
        "nut-answers": _nut_answers,
        "camera-answers": _camera_answers,
        "camera-messages": _camera_messages,
        "camera-nodes": _camera_nodes,
        "microphone-frames": _microphone_frames,
        "loudspeaker-frames": _loudspeaker_frames,
        "engine-frames": _engine_frames,
        "long-numbers": _long_numbers,
    }


def pieces(data: bytes) -> Iterator[bytes]:
    """The bytes in pieces whose lengths the first of them choose."""
    size = data[0] % 7 + 1 if data else 1
    for at in range(0, len(data), size):
        yield data[at : at + size]


def _samv_frames(data: bytes) -> None:
    deframer = SamvDeframer()
    for piece in pieces(data):
        for reply in deframer.feed(piece):
            sam_id_text(getattr(reply, "data", b""))
        assert len(deframer._buffer) <= HEADER_BYTES + MOST_LEN + len(piece)


def _samv_layouts(data: bytes) -> None:
    decode_card(data)
    decode_newest_address(data[:70])
    is_whole_picture(data)
    decode_text(data[:256].ljust(256, b" "))


def _chip_answers(data: bytes) -> None:
    answers = pieces(data)
    answered = exchange(lambda _: next(answers, b""), data[:6].ljust(5, b"\0"))
    assert answered is None or len(answered.data) <= len(data)


def _social_files(data: bytes) -> None:
    """A card that takes every file, and whose records are these bytes."""
    records = pieces(data)
    steps = read_social_card()
    with suppress(StopIteration):
        command = next(steps)
        for _ in range(MOST_SOCIAL_COMMANDS):
            record = next(records, b"") if command[1] == 0xB2 else b""
            command = steps.send(Answered(bytes((command[2], len(record))) + record, 0x9000))
        raise AssertionError("the reading does not end")


def _sscard_answers(data: bytes) -> None:
    decode_answer(0, data)
    decode_answer(-(data[0] if data else 1), data)


def _escpos_answers(data: bytes) -> None:
    demux = Demux()
    for piece in pieces(data):
        for answer in demux.feed(piece):
            if isinstance(answer, Asb):
                assert facts_of_asb(answer).paper in Paper
    if len(data) >= 4:
        assert facts_of_real_time(*data[:4]).paper in Paper


def _ipp_answers(data: bytes) -> None:
    with suppress(BadIppAnswerError):
        answer = ipp_answers.parse_answer(data)
        kept = sum(len(values) for group in answer.groups.values() for values in group.values())
        assert kept <= len(data)
        ipp_answers.job_word(answer)
        word = ipp_answers.printer_word(answer)
        assert (word.paper is Paper.OUT) <= (word.trouble is not None)


def _scanner_codes(data: bytes) -> None:
    framer, codes = Framer(), []
    for piece in pieces(data):
        codes += framer.feed(piece)
        assert len(framer._code) <= MOST_PAYLOAD_BYTES
    codes += framer.silence()
    assert not framer.is_within_code
    for code in codes:
        if isinstance(code, Scanned):
            assert len(code.text) <= MOST_PAYLOAD_BYTES
            assert not any(character in code.text for character in "\0\t\r\n\x1b\x7f\x85")


def _scanner_keys(data: bytes) -> None:
    """As raw events, and as a hand on a keyboard: a key's code and what becomes of it, a byte each."""
    raw, hand = Keyboard(), Keyboard()
    for piece in pieces(data):
        keys = zip(piece[::2], piece[1::2], strict=False)
        typed = hand(b"".join(bytes(InputEvent(KEY, code, value % 3)) for code, value in keys))
        with suppress(LinkGarbageError):
            assert len(raw(piece) or b"") <= MOST_ALT_DIGITS_COUNT * len(piece)
        assert len(typed or b"") <= MOST_ALT_DIGITS_COUNT * len(piece)
        assert max(len(raw._number), len(hand._number)) <= MOST_ALT_DIGITS_COUNT


def _input_events(data: bytes) -> None:
    reader = EventReader()
    for piece in pieces(data):
        reader.feed(piece)
        assert len(reader._rest) < EVENT.size


def _nut_answers(data: bytes) -> None:
    told = parse_answer(data)
    value = told.value if isinstance(told, Variable) else data.decode("latin-1")
    power_source(value)
    trouble_of(value)
    whole_number(value)


def _camera_answers(data: bytes) -> None:
    body_bytes_wanted(data)
    frame_of(data)
    with suppress(ValueError):  # of a configuration, not of a wire
        parse_address(data.decode("latin-1"))


class _Told:
    """A helper's pipe that says these bytes and is cut."""

    def __init__(self, data: bytes) -> None:
        self._pieces = pieces(data)

    async def read(self) -> bytes:
        if (piece := next(self._pieces, None)) is None:
            raise LinkGoneError("gone")
        return piece

    async def write(self, data: bytes) -> None: ...

    async def close(self) -> None: ...


def _camera_messages(data: bytes) -> None:
    with suppress(StopIteration):  # it waits for nothing, so that no loop is needed
        _messages(data).send(None)
    messages.page_of(data, b"")
    assert messages.unusable_of(data).reason


async def _messages(data: bytes) -> None:
    told = messages.Messages(_Told(data))
    with suppress(LinkGoneError):
        while True:
            await told.next()


def _microphone_frames(data: bytes) -> None:
    deframer = Deframer(sound.can_be)
    with suppress(BadFrameError):
        for piece in pieces(data):
            for frame in deframer.feed(piece):
                if frame.kind == b"P":
                    assert 0 <= sound.loudness(frame.payload) <= 1
            assert deframer.kept_bytes < HEAD.size + sound.MOST_PAYLOAD_BYTES


def _loudspeaker_frames(data: bytes) -> None:
    """A loudspeaker that says these bytes, to a sink that takes them as its driver lets it."""
    heard: list[int] = []
    sink = sinks.LinkSink(_no_wire)
    sink._events = sinks.SinkEvents(heard.append, heard.append)
    with suppress(LinkGarbageError):
        for piece in pieces(data):
            sink._take(piece)
            assert sink._deframer.kept_bytes < HEAD.size
    assert len(heard) <= len(data) // HEAD.size


async def _no_wire() -> Link:
    raise LinkGoneError("none is opened")


def _engine_frames(data: bytes) -> None:
    with suppress(StopIteration):
        _engine(data).send(None)


async def _engine(data: bytes) -> None:
    """As it is begun, and as its speaker listens to it."""
    engine = Engine(_Told(data))
    with suppress(EngineDiedError):
        await engine.greet()
        while True:
            assert len((await engine.next_frame()).payload) <= len(data)


def _camera_nodes(data: bytes) -> None:
    for answer in (data, data[: CAPABILITY.size].ljust(CAPABILITY.size, b"\0")):
        with suppress(NoCameraError):
            node = node_of(answer)
            assert len(node.model) <= len(answer)


LONG_NUMBER = b"7" * 4301
"""Python reads no number of more than 4300 digits."""


def _long_numbers(data: bytes) -> None:
    """Wherever a device may say a decimal number: the bytes, each # of them a number that is too long."""
    long = data.replace(b"#", LONG_NUMBER) + LONG_NUMBER
    _camera_answers(b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: " + long)
    _camera_answers(b"HTTP/1.1 " + long)
    _camera_messages(b"[" + long + b", " + long + b"]")
    _camera_messages(b"V" + len(long).to_bytes(4, "big") + long)
    _nut_answers(b'VAR kiosk battery.charge "' + long + b'"')
    _nut_answers(long)
    _sscard_answers(long.replace(b",", b"|"))
    _scanner_codes(long + b"\r")
    _engine_frames(b"R" + bytes(4) + len(long).to_bytes(4, "big") + long)
    decode_card(data[:256].ljust(256, b"\0") + LONG_NUMBER)
