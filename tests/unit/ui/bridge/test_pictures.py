"""Icons, drawings and codes, drawn without a window."""

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from ui.bridge.drawings import DrawingProvider, IconProvider, UnknownDrawingError
from ui.bridge.qr import QrProvider, qr_image

ASSETS = Path(__file__).resolve().parents[4] / "assets"


def colours(image: QImage) -> set[str]:
    pixels = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in pixels if colour.alpha() == 255}


def test_an_icon_is_drawn_in_the_colour_and_size_asked_for() -> None:
    image = IconProvider(ASSETS / "icons").requestImage("home/8c1d18/2", QSize(), QSize(44, 44))
    assert (image.width(), image.height()) == (44, 44)
    assert colours(image) == {QColor("#8c1d18").name()}


def test_a_thicker_stroke_covers_more() -> None:
    def ink(stroke: str) -> int:
        image = IconProvider(ASSETS / "icons").requestImage(f"home/000000/{stroke}", QSize(), QSize(48, 48))
        return sum(image.pixelColor(x, y).alpha() for x in range(48) for y in range(48))

    assert ink("2.4") > ink("2")


def test_every_icon_can_be_drawn() -> None:
    provider = IconProvider(ASSETS / "icons")
    names = [path.stem for path in (ASSETS / "icons").glob("*.svg")]
    assert len(names) > 100
    empty = [name for name in names if not colours(provider.requestImage(f"{name}/000000", QSize(), QSize(48, 48)))]
    assert empty == []


def test_a_drawing_keeps_its_shape() -> None:
    provider = DrawingProvider(ASSETS / "illustrations")
    whole = provider.requestImage("device-rest.light", QSize(), QSize(500, 0))
    assert (whole.width(), whole.height()) == (500, 230)


def test_a_drawing_without_a_high_contrast_variant_comes_light() -> None:
    provider = DrawingProvider(ASSETS / "illustrations")
    assert not provider.requestImage("scene-idle.high-contrast", QSize(), QSize(100, 0)).isNull()


def test_a_picture_that_does_not_exist_is_a_mistake() -> None:
    with pytest.raises(UnknownDrawingError):
        IconProvider(ASSETS / "icons").requestImage("no-such-icon/000000", QSize(), QSize(48, 48))


@pytest.mark.parametrize("side_px", [176, 200, 232])
def test_a_phone_reads_the_code(side_px: int) -> None:
    text = "https://example.org/p/HSL-0421-0037?k=槐"
    image = qr_image(text, side_px).convertToFormat(QImage.Format.Format_Grayscale8)
    picture = Image.frombytes(
        "L", (image.width(), image.height()), bytes(image.constBits()), "raw", "L", image.bytesPerLine()
    )
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [text]


def test_the_text_of_a_code_comes_percent_encoded() -> None:
    provider = QrProvider()
    assert provider.requestImage("a%2Fb%20c", QSize(), QSize(200, 200)) == qr_image("a/b c", 200)
