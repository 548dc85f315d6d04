"""What an emulated document camera sees: a sheet, in one of the ways residents lay it there, or nothing."""

import io
from enum import StrEnum
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

WIDTH_PX, HEIGHT_PX = 1600, 1200
EDGE_PX = 70
PLATE, SHEET, INK = (58, 62, 60), (252, 251, 247), (40, 40, 44)


class Way(StrEnum):
    """How the sheet lies there, and in what light."""

    FLAT = "flat"
    """A little askew, as everybody lays it."""
    ASKEW = "askew"
    DARK = "dark"
    GLARE = "glare"
    """The ceiling lamp is mirrored on it."""
    BLURRED = "blurred"
    FAR = "far"
    CUT_OFF = "cut_off"
    WRONG_SIDE = "wrong_side"
    """Up is what is not written on."""


@cache
def draw_view(words: str | None, way: Way = Way.FLAT) -> bytes:
    """What the camera sees, as JPEG."""
    view = Image.new("RGB", (WIDTH_PX, HEIGHT_PX), PLATE)
    if words is not None:
        sheet = _sheet("" if way is Way.WRONG_SIDE else words)
        if way is Way.FAR:
            sheet = sheet.resize((sheet.width // 6, sheet.height // 6), Image.Resampling.LANCZOS)
        elif way is Way.ASKEW:
            sheet = sheet.resize((sheet.width * 3 // 4, sheet.height * 3 // 4), Image.Resampling.LANCZOS)
        turned = sheet.rotate(24 if way is Way.ASKEW else 1.5, expand=True, resample=Image.Resampling.BICUBIC)
        aside = 560 if way is Way.CUT_OFF else 0
        view.paste(turned, ((WIDTH_PX - turned.width) // 2 + aside, (HEIGHT_PX - turned.height) // 2), turned)
    return _jpeg(_lit(view, way))


def dimmed(jpeg: bytes, light: float) -> bytes:
    """The same picture in less light, of 1."""
    return _jpeg(ImageEnhance.Brightness(Image.open(io.BytesIO(jpeg))).enhance(light))


def _sheet(words: str) -> Image.Image:
    sheet = Image.new("RGBA", (760, 1075), (*SHEET, 255))
    draw = ImageDraw.Draw(sheet)
    for row, line in enumerate(wrapped(words, sheet.width - 2 * EDGE_PX)):
        draw.text((EDGE_PX, 80 + row * 62), line, fill=INK, font=font())
    return sheet


def _lit(view: Image.Image, way: Way) -> Image.Image:
    match way:
        case Way.DARK:
            return ImageEnhance.Brightness(view).enhance(0.1)
        case Way.BLURRED:
            return view.filter(ImageFilter.GaussianBlur(12))
        case Way.GLARE:
            view = ImageEnhance.Brightness(view).enhance(0.85)
            pool = Image.new("L", view.size, 0)
            ImageDraw.Draw(pool).ellipse((560, 200, 1000, 620), fill=255)
            view.paste((255, 255, 255), mask=pool.filter(ImageFilter.GaussianBlur(20)))
            return view
        case _:
            return view


def _jpeg(view: Image.Image) -> bytes:
    out = io.BytesIO()
    view.save(out, "JPEG", quality=85)
    return out.getvalue()


def wrapped(words: str, width_px: int) -> list[str]:
    """The lines as they fit into a width; Chinese breaks anywhere."""
    lines: list[str] = []
    for line in words.splitlines():
        lines.append("")
        for character in line:
            if font().getlength(lines[-1] + character) > width_px:
                lines.append("")
            lines[-1] += character
    return lines


@cache
def font() -> ImageFont.FreeTypeFont:
    """What the page is set in."""
    path = next(iter(sorted(Path("/usr/share/fonts").glob("**/NotoSansCJK-Regular.ttc"))))
    return ImageFont.truetype(path, 40, index=2)
