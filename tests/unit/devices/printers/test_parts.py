"""A drawn slip as parts."""

from PIL import Image

from devices.emulators.escpos_tokens import next_token
from devices.printers.parts import PrinterProfile, compose_parts


def test_every_part_fits_half_the_buffer_and_the_last_one_cuts() -> None:
    parts = compose_parts(Image.new("1", (576, 1056), 1), PrinterProfile(buffer_bytes=4096))
    assert max(map(len, parts)) <= 2048
    assert parts[0].startswith(b"\x1b@")
    assert parts[-1] == b"\x1dVB\0"


def test_the_parts_are_the_picture() -> None:
    image = Image.radial_gradient("L").resize((576, 100)).convert("1")
    rows = b""
    for part in compose_parts(image, PrinterProfile()):
        while (token := next_token(part)) is not None:
            part = part[token.size_bytes :]
            rows += token.parameters[6:] if token.name == "GS v" else b""
    assert rows == bytes(byte ^ 0xFF for byte in image.tobytes())


def test_what_an_earlier_slip_left_is_cut_off_first() -> None:
    parts = compose_parts(Image.new("1", (576, 8), 1), PrinterProfile(), cut_first=True)
    assert parts[0].startswith(b"\x1b@\x1dVB\0\x1dv0")
