"""A documented corpus of what a document camera sees: papers, desks, lights and mistakes, drawn and judged by numbers.

Every picture is drawn from a `Scene`; what a person could read of it follows from the scene's own numbers and nothing
else (`Scene.sight`), never from the judge that is tried on it:

    readable      characters of at least 13 px, blur below a twelfth of their height, ink and paper at least 50 grey
                  levels apart, no glare on it, all four corners in the picture
    unreadable    characters under 8 px, or blur over a quarter of their height, or under 14 grey levels, or glare over
                  an eighth of the sheet, or more than an eighth of it outside the picture
    empty         nothing lies there that anybody wants: bare desk, a hand, a dark thing
    between       people would disagree: counted, and held against nobody
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image, ImageDraw, ImageFont

from devices.emulators.camera_views import font

cv2.setNumThreads(1)  # a picture is small, and other tests run beside this one
Picture = MatLike
WIDTH_PX, HEIGHT_PX = 1600, 1200
WORDS = (
    "兹证明张桂兰同志系我社区居民现住槐树里社区三号楼二单元二零一室身体健康生活能够自理特此证明"
    "户别家庭户户主姓名与户主关系性别出生地民族籍贯出生日期本市县其他住址公民身份号码文化程度婚姻状况"
)
PAPER, INK, RED = (248, 246, 240), (38, 38, 44), (190, 40, 46)
NOISE_SIGMA = 2.0
VARIANTS = 2
"""Of every kind of sheet."""


class Sight(StrEnum):
    READABLE = "readable"
    UNREADABLE = "unreadable"
    EMPTY = "empty"
    BETWEEN = "between"


@dataclass(frozen=True)
class Scene:
    """One picture, in numbers."""

    paper: str = "letter"
    """letter, form, register, card, blank, phone or none."""
    desk: str = "plate"
    """plate (dark), grey, wood or white."""
    long_edge_px: int = 1000
    """Of the sheet, as it lies in the picture."""
    angle_deg: float = 2.0
    tilt: float = 0.0
    """How much narrower the far edge of the sheet is than the near one."""
    off_px: tuple[int, int] = (0, 0)
    """How far the sheet's middle is from the picture's."""
    blur_px: float = 0.6
    """Sigma."""
    exposure: float = 1.0
    glare: float = 0.0
    """Share of the sheet under the lamp's reflection."""
    hand: bool = False
    seed: int = 0

    @property
    def char_px(self) -> float:
        """Height of its smallest characters that matter, in the picture."""
        return CHAR_SHARE.get(self.paper, 0.0) * self.long_edge_px

    @property
    def contrast(self) -> float:
        """Grey levels between ink and paper, in the picture."""
        return min(PAPER[0] * self.exposure, 255) - min(INK[0] * self.exposure, 255)

    @property
    def outside(self) -> float:
        """Share of the sheet that is not in the picture."""
        quad = np.array(corners(self), np.float32)
        frame = np.array([(0, 0), (WIDTH_PX, 0), (WIDTH_PX, HEIGHT_PX), (0, HEIGHT_PX)], np.float32)
        return max(0.0, 1 - cv2.intersectConvexConvex(quad, frame)[0] / cv2.contourArea(quad))

    @property
    def sight(self) -> Sight:
        """What a person would say."""
        if self.paper in ("none", "phone", "blank"):
            return Sight.EMPTY
        relative_blur = math.hypot(self.blur_px, 0.4) / self.char_px
        outside = self.outside
        bad = (self.char_px < 8, relative_blur > 0.25, self.contrast < 14, self.glare > 0.125, outside > 0.125)
        if any(bad):
            return Sight.UNREADABLE
        good = (self.char_px >= 13, relative_blur < 1 / 12, self.contrast >= 50, self.glare == 0, outside < 0.001)
        return Sight.READABLE if all(good) else Sight.BETWEEN

    def draw(self) -> Picture:
        """What the camera sees; BGR."""
        dice = random.Random(self.seed)
        view = _desk(self.desk, self.seed % 2).copy()
        if self.paper != "none":
            _lay(view, _sheet(self.paper, dice.randrange(VARIANTS)), self)
        if self.hand:
            _draw_hand(view, dice)
        return _through_the_lens(view, self, dice)

    def jpeg(self) -> bytes:
        """As the camera hands it out."""
        return bytes(cv2.imencode(".jpg", self.draw(), [cv2.IMWRITE_JPEG_QUALITY, 88])[1])


CHAR_SHARE = {"letter": 0.0223, "form": 0.0205, "register": 0.034, "card": 0.065}
ASPECT = {"letter": 0.707, "form": 0.707, "register": 0.71, "card": 0.63, "blank": 0.707, "phone": 0.48}


def _size_of(scene: Scene) -> tuple[int, int]:
    short_px = round(scene.long_edge_px * ASPECT.get(scene.paper, 1))
    return (scene.long_edge_px, short_px) if scene.paper == "card" else (short_px, scene.long_edge_px)


def _lay(view: Picture, sheet: Picture, scene: Scene) -> None:
    """Put a sheet and its shadow into the picture, in perspective."""
    width, height = _size_of(scene)
    small = cv2.resize(sheet, (width, height), interpolation=cv2.INTER_AREA)
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    quad = np.array(corners(scene), np.float32)
    onto = cv2.getPerspectiveTransform(source, quad)
    shadow = np.zeros((HEIGHT_PX, WIDTH_PX), np.uint8)
    cv2.fillConvexPoly(shadow, (quad + np.array((5, 7))).astype(np.int32), 255)
    shade = 255 - cv2.convertScaleAbs(cv2.blur(shadow, (13, 13)), alpha=0.35)
    cv2.multiply(view, cv2.merge([shade] * 3), dst=view, scale=1 / 255)
    cv2.warpPerspective(
        small, onto, (WIDTH_PX, HEIGHT_PX), dst=view, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_TRANSPARENT
    )


def corners(scene: Scene) -> list[tuple[float, float]]:
    """Where the sheet's corners are in the picture, clockwise from its own upper left."""
    width, height = _size_of(scene)
    narrow = scene.tilt / 2 * width
    raw = (
        (-width / 2 + narrow, -height / 2), (width / 2 - narrow, -height / 2),
        (width / 2, height / 2), (-width / 2, height / 2),
    )  # fmt: skip
    turn = math.radians(scene.angle_deg)
    middle = WIDTH_PX / 2 + scene.off_px[0], HEIGHT_PX / 2 + scene.off_px[1]
    return [
        (middle[0] + x * math.cos(turn) - y * math.sin(turn), middle[1] + x * math.sin(turn) + y * math.cos(turn))
        for x, y in raw
    ]


@cache
def _desk(kind: str, variant: int) -> Picture:
    chance = np.random.default_rng(variant)
    colour = {"plate": (60, 62, 58), "grey": (147, 150, 150), "wood": (70, 108, 150), "white": (208, 213, 214)}[kind]
    field = np.full((HEIGHT_PX, WIDTH_PX, 3), colour, float)
    if kind == "wood":
        down = chance.normal(0, 1, (HEIGHT_PX, 1)).cumsum(0)
        across = np.linspace(0, 6, WIDTH_PX)[None, :]
        grain = np.sin(down * 0.9 + across + chance.normal(0, 0.3, (HEIGHT_PX, 1)))
        field *= 1 + 0.10 * grain[..., None]
    y, x = np.mgrid[-1 : 1 : HEIGHT_PX * 1j, -1 : 1 : WIDTH_PX * 1j]
    lean = chance.uniform(-0.08, 0.08, 2)
    field *= (1 - 0.10 * (x**2 + y**2) + lean[0] * x + lean[1] * y)[..., None]
    return field.clip(0, 255).astype(np.uint8)


@cache
def _sheet(kind: str, variant: int) -> Picture:
    """A sheet, 2000 px long, drawn once and scaled down into the pictures."""
    return np.asarray(_drawn(kind, variant))[..., ::-1].copy()


def _drawn(kind: str, variant: int) -> Image.Image:
    dice = random.Random(variant)
    height = 2000
    width = round(height * ASPECT[kind])
    if kind == "card":
        return _card(dice)
    if kind == "phone":
        sheet = Image.new("RGB", (width, height), (20, 20, 24))
        ImageDraw.Draw(sheet).rounded_rectangle((30, 120, width - 30, height - 120), 20, fill=(30, 32, 40))
        return sheet
    sheet = Image.new("RGB", (width, height), (236, 240, 226) if kind == "register" else PAPER)
    draw = ImageDraw.Draw(sheet)
    if kind == "letter":
        size = 46
        draw.text((width // 2 - 160, 150), "证  明", fill=INK, font=_font(100))
        for row in range(dice.randint(9, 18)):
            draw.text((150, 360 + row * 84), _words(dice, (width - 300) // size), fill=INK, font=_font(size))
        _stamp(draw, width - 470, height - 420)
    elif kind == "form":
        for row in range(16):
            y = 160 + row * 105
            draw.line((120, y, width - 120, y), fill=(90, 110, 96), width=4)
            for column in (120, 480, 820):
                draw.text((column + 20, y + 30), _words(dice, dice.randint(3, 6)), fill=INK, font=_font(42))
        for x in (120, 460, 800, width - 120):
            draw.line((x, 160, x, 160 + 15 * 105), fill=(90, 110, 96), width=4)
    elif kind == "register":
        draw.text((width // 2 - 280, 120), "常住人口登记卡", fill=(30, 60, 50), font=_font(80))
        for row in range(8):
            y = 320 + row * 190
            draw.rectangle((110, y, width - 110, y + 190), outline=(60, 100, 84), width=5)
            draw.line((width // 2, y, width // 2, y + 190), fill=(60, 100, 84), width=5)
            for x in (140, width // 2 + 30):
                draw.text((x, y + 50), _words(dice, dice.randint(4, 7)), fill=INK, font=_font(70))
        _stamp(draw, width - 560, height - 520)
    return sheet


def _card(dice: random.Random) -> Image.Image:
    """An identity card's layout with nobody's data; drawn lying, 2000 px long."""
    card = Image.new("RGB", (2000, 1260), (214, 226, 232))
    draw = ImageDraw.Draw(card)
    for x in range(0, 2000, 26):
        draw.line((x, 0, x + 300, 1260), fill=(204, 216, 226), width=3)
    for row, label in enumerate(("姓名", "性别", "出生", "住址")):
        draw.text((140, 150 + row * 200), label, fill=(60, 90, 140), font=_font(100))
        draw.text((420, 140 + row * 200), _words(dice, 6), fill=INK, font=_font(132))
    draw.text((140, 1060), "公民身份号码 130102194103151", fill=INK, font=_font(118))
    draw.rectangle((1380, 200, 1860, 860), fill=(180, 186, 190))
    draw.ellipse((1510, 280, 1730, 540), fill=(150, 120, 100))
    draw.pieslice((1420, 540, 1820, 1100), 180, 360, fill=(60, 70, 90))
    return card


def _stamp(draw: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.ellipse((x, y, x + 300, y + 300), outline=RED, width=12)
    draw.text((x + 60, y + 110), "社区居委", fill=RED, font=_font(46))


def _words(dice: random.Random, count: int) -> str:
    return "".join(dice.choice(WORDS) for _ in range(count))


@cache
def _font(size_px: int) -> ImageFont.FreeTypeFont:
    return font().font_variant(size=size_px)


def _draw_hand(view: Picture, dice: random.Random) -> None:
    """A hand from below, its fingers on the sheet's edge or on the desk."""
    skin, x = (132, 160, 206), dice.randint(500, 1000)
    cv2.rectangle(view, (x + 10, 1040), (x + 290, HEIGHT_PX), skin, -1)
    for finger in range(4):
        left, top = x + 40 + finger * 74, 930 + 14 * abs(finger - 2)
        cv2.line(view, (left, top), (left, 1080), skin, 62)
        cv2.line(view, (left + 33, top + 40), (left + 33, 1060), (104, 130, 172), 5)


def _through_the_lens(view: Picture, scene: Scene, dice: random.Random) -> Picture:
    """Reflection, blur, exposure and the sensor's noise."""
    lit = cv2.convertScaleAbs(view, alpha=scene.exposure)
    if scene.glare:
        pool = _reflection(scene, dice)[..., None]
        lit = (lit + (np.float32(290) - lit) * pool).clip(0, 255).astype(np.uint8)
    lit = cv2.GaussianBlur(lit, (0, 0), scene.blur_px)
    return np.asarray(cv2.add(lit, _noise(scene.seed % 3), dtype=cv2.CV_8U), np.uint8)


@cache
def _noise(variant: int) -> Picture:
    grey = np.random.default_rng(variant).normal(0, NOISE_SIGMA, (HEIGHT_PX, WIDTH_PX)).round().astype(np.int16)
    return np.asarray(cv2.merge([grey] * 3), np.int16)


def _reflection(scene: Scene, dice: random.Random) -> Picture:
    """A pool of light, 0 to 1, that covers the scene's share of the sheet."""
    width, height = _size_of(scene)
    radius = math.sqrt(scene.glare * width * height / math.pi)
    x = round(WIDTH_PX / 2 + scene.off_px[0] + dice.uniform(-0.2, 0.2) * width)
    y = round(HEIGHT_PX / 2 + scene.off_px[1] + dice.uniform(-0.2, 0.2) * height)
    pool = np.zeros((HEIGHT_PX, WIDTH_PX), np.float32)
    cv2.ellipse(pool, (x, y), (round(radius * 1.2), round(radius / 1.2)), 0, 0, 360, (1.0,), -1)
    return cv2.GaussianBlur(pool, (0, 0), radius / 10)


# ── the corpus ─────────────────────────────────────────────────────────────────────────────────────────────────────

PAPERS = ("letter", "form", "register", "card")
DESKS = ("plate", "grey", "wood", "white")


def corpus(seed: int, count: int) -> Iterator[Scene]:
    """So many scenes; the first twelve kinds of mistake and of luck come round and round."""
    dice = random.Random(seed)
    for number in range(count):
        yield replace(_KINDS[number % len(_KINDS)](dice), seed=seed * 100_000 + number)


def _good(dice: random.Random) -> Scene:
    paper = dice.choice(PAPERS)
    long_edge = {"card": (330, 620), "register": (520, 900)}.get(paper, (900, 1080))
    room = 25 if paper in ("letter", "form") else 150
    return Scene(
        paper=paper, desk=dice.choice(DESKS), long_edge_px=dice.randint(*long_edge), angle_deg=dice.uniform(-6, 6),
        tilt=dice.uniform(0, 0.06), off_px=(dice.randint(-2 * room, 2 * room), dice.randint(-room // 3, room // 3)),
        blur_px=dice.uniform(0.3, 0.9), exposure=dice.uniform(0.7, 1.05),
    )  # fmt: skip


def _turned(dice: random.Random) -> Scene:
    good = _good(dice)
    return replace(good, angle_deg=dice.uniform(-44, 44), long_edge_px=min(good.long_edge_px, 900), off_px=(0, 0))


def _held(dice: random.Random) -> Scene:
    good = _good(dice)
    long_edge = min(good.long_edge_px, 1000)
    return replace(good, hand=True, long_edge_px=long_edge, off_px=(0, -20))


def _blurred(dice: random.Random) -> Scene:
    good = _good(dice)
    return replace(good, blur_px=good.char_px * dice.uniform(0.26, 0.5))


def _dim(dice: random.Random) -> Scene:
    return replace(_good(dice), exposure=dice.uniform(0.26, 0.5))


def _dark(dice: random.Random) -> Scene:
    return replace(_good(dice), exposure=dice.uniform(0.0, 0.06))


def _glare(dice: random.Random) -> Scene:
    return replace(_good(dice), glare=dice.uniform(0.13, 0.4), exposure=dice.uniform(0.75, 1.0))


def _far(dice: random.Random) -> Scene:
    return replace(_good(dice), paper=dice.choice(("letter", "form")), long_edge_px=dice.randint(180, 340))


def _cut(dice: random.Random) -> Scene:
    good = _good(dice)
    sign = dice.choice((-1, 1))
    off = dice.choice(((sign * dice.randint(600, 780), 0), (0, sign * dice.randint(420, 540))))
    return replace(good, off_px=off, long_edge_px=max(good.long_edge_px, 700))


def _empty(dice: random.Random) -> Scene:
    return Scene(paper="none", desk=dice.choice(DESKS), exposure=dice.uniform(0.3, 1.2), blur_px=dice.uniform(0.3, 3))


def _hand_only(dice: random.Random) -> Scene:
    return replace(_empty(dice), hand=True)


def _wrong_thing(dice: random.Random) -> Scene:
    paper = dice.choice(("blank", "blank", "phone"))
    return replace(_good(dice), paper=paper, long_edge_px=dice.randint(450, 900), off_px=(0, 0))


_KINDS = (
    _good, _empty, _blurred, _turned, _dark, _held, _glare, _hand_only, _far, _dim, _cut, _wrong_thing,
)  # fmt: skip
