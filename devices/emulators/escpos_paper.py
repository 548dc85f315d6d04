"""The paper of the emulated printer: what the commands put on it, 576 dots wide, and what was cut off it."""

import io
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

from devices.emulators import code128

WIDTH_DOTS = 576
LETTER_DOTS, LINE_DOTS = 24, 30
CODE_128 = 73
"""The number of its kind in GS k."""
FONT_GLOB = "**/NotoSansCJK-Regular.ttc"


@dataclass(frozen=True, slots=True)
class Slip:
    """A piece of paper that came out."""

    png: bytes = field(repr=False)
    text: str
    codes: tuple[str, ...]
    """Contents of the QR and bar codes the printer drew itself; codes inside pictures are in the picture."""
    dots: int
    torn: bool = False
    """Not cut by the knife: the power went."""


@dataclass(slots=True)
class Style:
    """What ESC @ sets back."""

    align: int = 0
    bold: bool = False
    wide: int = 1
    high: int = 1
    inverse: bool = False
    line_dots: int = LINE_DOTS
    margin_dots: int = 0
    at_dots: int | None = None
    """Where the next letter stands, from the margin; None: behind the last."""
    chinese: bool = False
    code_dots: int = 3
    code_data: bytes = b""
    bar_dots: int = 3
    bar_height_dots: int = 162


class Paper:
    """Rows of dots since the last cut."""

    def __init__(self) -> None:
        self.style = Style()
        self._strips: list[Image.Image] = []
        self._line: list[tuple[str, Style]] = []
        self._text: list[str] = []
        self._codes: list[str] = []

    @property
    def dots(self) -> int:
        return sum(strip.height for strip in self._strips)

    def set_style(self, name: str, value: int, dots: int) -> None:
        """Obey a command that changes how what follows looks; others change nothing."""
        style = self.style
        match name:
            case "ESC @":
                self.style = Style()
            case "ESC a":
                style.align = value % 48
            case "ESC E" | "ESC G":
                style.bold = bool(value & 1)
            case "ESC !":
                style.bold, style.high, style.wide = bool(value & 8), 1 + bool(value & 16), 1 + bool(value & 32)
            case "GS !":
                style.wide, style.high = (value >> 4 & 7) + 1, (value & 7) + 1
            case "GS B":
                style.inverse = bool(value & 1)
            case "GS w":
                style.bar_dots = max(1, value)
            case "GS h":
                style.bar_height_dots = max(1, value)
            case "GS L":
                style.margin_dots = dots
            case "ESC $":
                style.at_dots = dots
            case "ESC 3":
                style.line_dots = value
            case "ESC 2":
                style.line_dots = LINE_DOTS
            case "FS &":
                style.chinese = True
            case "FS .":
                style.chinese = False

    def write(self, data: bytes) -> None:
        encoding = "gb18030" if self.style.chinese else "cp437"
        text = data.decode(encoding, "replace")
        self._line.append((text, replace(self.style)))
        self.style.at_dots = None

    def line(self) -> Image.Image:
        """The line written so far, as dots; the caller prints it."""
        high = max((style.high for _, style in self._line), default=1)
        strip = Image.new("1", (WIDTH_DOTS, max(self.style.line_dots, LETTER_DOTS * high)), 1)
        text = "".join(part for part, _ in self._line)
        if text:
            margin = self.style.margin_dots
            drawn = _draw_line(self._line, strip.height)
            slack = max(0, WIDTH_DOTS - margin - drawn.width)
            strip.paste(drawn, (margin + (0, slack // 2, slack)[self.style.align % 3], 0))
        self._text.append(text)
        self._line = []
        return strip

    def raster(self, mode: int, width_bytes: int, rows: int, data: bytes) -> Image.Image:
        """GS v 0: a picture, stretched by the mode."""
        picture = Image.frombytes("1", (width_bytes * 8, rows), bytes(byte ^ 0xFF for byte in data))
        if mode & 3:
            picture = picture.resize((picture.width * (1 + (mode & 1)), rows * (1 + (mode >> 1 & 1))))
        strip = Image.new("1", (WIDTH_DOTS, picture.height), 1)
        strip.paste(picture, (0, 0))
        return strip

    def qr_code(self, content: str) -> Image.Image:
        """A QR code the printer draws itself."""
        self._codes.append(content)
        drawn = io.BytesIO()
        segno.make_qr(content).save(drawn, kind="png", scale=max(1, self.style.code_dots), border=4)
        return _centred(Image.open(drawn).convert("1"))

    def bar_code(self, parameters: bytes) -> Image.Image:
        """GS k. Only Code 128 is drawn; of other kinds the place is kept free."""
        data = parameters[2:] if parameters[0] >= 65 else parameters[1:-1]
        if parameters[0] != CODE_128:
            self._codes.append(data.decode("ascii", "replace"))
            return Image.new("1", (WIDTH_DOTS, self.style.bar_height_dots), 1)
        self._codes.append(code128.content(data))
        widths = [width * self.style.bar_dots for width in code128.bars(data)]
        strip = Image.new("1", (sum(widths), self.style.bar_height_dots), 1)
        x = 0
        for number, width in enumerate(widths):
            if number % 2 == 0:
                strip.paste(0, (x, 0, x + width, strip.height))
            x += width
        return _centred(strip)

    def put(self, strip: Image.Image) -> None:
        self._strips.append(strip)

    def cut(self, torn: bool = False) -> Slip:
        """The piece as it falls; what follows is a new one."""
        sheet = Image.new("1", (WIDTH_DOTS, max(1, self.dots)), 1)
        y = 0
        for strip in self._strips:
            sheet.paste(strip, (0, y))
            y += strip.height
        png = io.BytesIO()
        sheet.save(png, "PNG")
        slip = Slip(png.getvalue(), "\n".join(self._text), tuple(self._codes), self.dots, torn)
        self._strips, self._text, self._codes, self._line = [], [], [], []
        return slip


@cache
def _font() -> ImageFont.FreeTypeFont:
    path = next(iter(sorted(Path("/usr/share/fonts").glob(FONT_GLOB))))
    return ImageFont.truetype(path, LETTER_DOTS - 2, index=2)


def _draw_line(parts: list[tuple[str, Style]], height: int) -> Image.Image:
    """The line from its first letter to its last."""
    line = Image.new("1", (WIDTH_DOTS, height), 1)
    x = 0
    for text, style in parts:
        x = x if style.at_dots is None else style.at_dots
        for letter in text:
            width = LETTER_DOTS // (2 if letter.isascii() else 1) * style.wide
            line.paste(_draw_letter(letter, style, width), (x, height - LETTER_DOTS * style.high))
            x += width
    return line.crop((0, 0, min(x, WIDTH_DOTS), height))


def _draw_letter(letter: str, style: Style, width: int) -> Image.Image:
    cell = Image.new("1", (width // style.wide, LETTER_DOTS), 0 if style.inverse else 1)
    ImageDraw.Draw(cell).text((0, -6), letter, fill=1 if style.inverse else 0, font=_font())
    return cell.resize((width, LETTER_DOTS * style.high))


def _centred(picture: Image.Image) -> Image.Image:
    strip = Image.new("1", (WIDTH_DOTS, picture.height), 1)
    strip.paste(picture, ((WIDTH_DOTS - picture.width) // 2, 0))
    return strip
