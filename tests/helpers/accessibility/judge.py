"""What is wrong with a screen. Pure: a `View` goes in, findings come out."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, pairwise

from tests.helpers.accessibility import pixels as px
from tests.helpers.accessibility import rules
from tests.helpers.accessibility.rules import LIMITS, MEASURE_MM, Limits, exemption_of, is_backing, is_ground
from tests.helpers.accessibility.view import Box, Colour, Finding, Mark, Stop, Target, Text, View

INK_OF_CAP = 0.94
"""A character as high as a capital fills so much of its height with ink, less the soft rim."""
OVERLAP_PX = 2.0
CHROMA = 0.12
"""From so much on two colours differ in hue and not only in light."""
ICON_WORD_MM = 25.0
"""As near a word stands to the icon it explains, or in its row."""
TOLD_MM = 25.0
"""As near to a text is what tells it: a number stands beside the words it is told with."""
SAME_ROW = 0.5
"""Of the lower one's height: what is beside each other."""


def judge(view: View) -> list[Finding]:
    """Everything that is wrong."""
    limits = LIMITS[view.mode]
    findings: list[Finding] = []
    for text in view.texts:
        findings += _text(text, view, limits)
    for target in view.targets:
        findings += _target(target, view, limits)
    apart = [target for target in view.targets if not is_ground(target) and not target.is_out_of_reach]
    for one, other in combinations(apart, 2):
        findings += _gap(one, other, view, limits)
    findings += _shared_names(apart)
    findings += _overlaps(view)
    findings += _focus(view)
    findings += _marks(view)
    findings += _colours(view)
    nowhere = Box(0, 0, 0, 0)
    findings += [
        Finding(rules.STRAY_TOUCH, kind, "takes a touch, and is no control", nowhere)
        for kind in view.stray
        if not is_backing(kind)
    ]
    return findings


# ── texts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _text(text: Text, view: View, limits: Limits) -> Iterator[Finding]:
    if text.cut:
        yield Finding(rules.CLIPPED, text.words, text.cut, text.box)
    cap_mm = text.cap_px / view.px_per_mm
    if cap_mm < limits.cap_mm - MEASURE_MM:
        yield Finding(rules.TEXT_HEIGHT, text.words, f"{cap_mm:.2f} mm ({text.px:.0f} px)", text.box)
    if not text.cut:
        yield from _on_pixels(text, view, limits)
    if not _is_told(text, view) and not set(text.kind.split("/")) & set(rules.TOLD_MASKED):
        yield Finding(rules.NAME, text.words, "shown, and told to nobody", text.box)


def _on_pixels(text: Text, view: View, limits: Limits) -> Iterator[Finding]:
    light = px.light_of(px.crop(view.pixels, text.box))
    ink = px.luminance(text.colour)
    grounds = px.grounds(light, ink)
    if text.lit:
        lit = px.luminance(text.lit[1])
        grounds = [ground for ground in grounds if abs(ground - lit) > 0.02]
        if px.contrast(px.luminance(text.lit[0]), lit) < limits.text_contrast:
            yield Finding(rules.TEXT_CONTRAST, text.words, "its lit part", text.box)
    if not grounds:
        yield Finding(rules.TEXT_CONTRAST, text.words, "nothing but its own colour", text.box)
        return
    if text.opacity < 1:
        ink = text.opacity * ink + (1 - text.opacity) * grounds[0]
    worst = min(grounds, key=lambda ground: px.contrast(ink, ground))
    ratio = px.contrast(ink, worst)
    if ratio < limits.text_contrast:
        yield Finding(rules.TEXT_CONTRAST, text.words, f"{ratio:.2f}:1", text.box)
    if not px.drawn_in(light, ink):
        yield Finding(rules.CLIPPED, text.words, "its colour is not on the screen", text.box)
    elif text.line_count == 1 and not text.is_lying and _is_tall(text.words):
        rows = px.ink_rows(light, ink, worst)
        if rows < INK_OF_CAP * text.cap_px - 2:
            yield Finding(rules.CLIPPED, text.words, f"{rows} rows of ink, {text.cap_px:.0f} expected", text.box)


def _is_tall(words: str) -> bool:
    """It has a character as high as a capital H: a capital, a digit, an ideograph but for 一 and its like."""
    return any(
        unicodedata.category(one) in ("Lu", "Nd") or ("\u4e00" < one <= "\u9fff" and one not in "二三工口日曰")
        for one in words
    )


_NOT_WORDS = re.compile(r"[\s,，、。;；:：·…—？?-]+")


def _plain(words: str) -> str:
    """As it is heard: without marks, and nobody hears a capital."""
    return _NOT_WORDS.sub("", words).casefold()


def _is_told(text: Text, view: View) -> bool:
    """Whether something that is told, there where the text is, says it."""
    pieces = [piece.casefold() for piece in _NOT_WORDS.split(text.words) if piece]
    around = text.box.grown(TOLD_MM * view.px_per_mm)
    return any(
        node.box.meets(around) and all(piece in _plain("".join(node.words)) for piece in pieces) for node in view.nodes
    )


# ── targets ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _target(target: Target, view: View, limits: Limits) -> Iterator[Finding]:
    if target.is_out_of_reach or is_ground(target):
        return
    exemption = exemption_of(target)
    least = exemption.least_mm if exemption else limits.target_mm
    width, height = target.box.width / view.px_per_mm, target.box.height / view.px_per_mm
    if min(width, height) < least - MEASURE_MM:
        yield Finding(rules.TARGET_SIZE, target.name, f"{width:.1f} x {height:.1f} mm", target.box)
    if not target.told.strip():
        yield Finding(rules.NAME, target.name, "a control without an accessible name", target.box)
    elif not any(target.told in node.words and node.box.meets(target.box) for node in view.nodes):
        yield Finding(rules.NAME, target.name, "a control that the accessible tree does not hold", target.box)
    if view.low_reach and target.box.top + target.box.height / 2 < view.size[1] / 2:
        yield Finding(rules.REACH, target.name, "above the middle, and pressed there", target.box)
    ratio = px.foot_contrast(view.pixels, target.box, target.edge_px)
    if ratio < limits.line_contrast:
        yield Finding(rules.LINE_CONTRAST, target.name, f"{ratio:.2f}:1", target.box)


def _shared_names(targets: list[Target]) -> Iterator[Finding]:
    """Whoever hears or says a name means one control."""
    for one, other in combinations(targets, 2):
        if one.told.strip() and one.told == other.told:
            yield Finding(rules.NAME, f"{one.name} / {other.name}", f"both are called {one.told}", other.box)


def _touched(target: Target) -> Box:
    return target.box._replace(bottom=target.box.bottom + target.edge_px)


def _gap(one: Target, other: Target, view: View, limits: Limits) -> Iterator[Finding]:
    first, second = _touched(one), _touched(other)
    shared = first.common(second)
    across, down = -shared.width, -shared.height
    if across > 0 and down > 0:
        return  # diagonal: no finger lands between two corners
    gap_px = max(across, down)
    least_mm = limits.gap_mm
    if gap_px / view.px_per_mm < least_mm - MEASURE_MM:
        said = "overlap" if gap_px < 0 else f"{gap_px / view.px_per_mm:.2f} mm"
        yield Finding(rules.TARGET_GAP, f"{one.name} / {other.name}", said, second)


def _overlaps(view: View) -> Iterator[Finding]:
    texts = [(text, text.tight) for text in view.texts if not text.cut]
    for (one, first), (other, second) in combinations(texts, 2):
        if first.meets(second, OVERLAP_PX):
            yield Finding(rules.OVERLAP, f"{one.words} / {other.words}", "two texts in one place", other.box)
    for text, tight in texts:
        for target in view.targets:
            if text.target == target.identity:
                if not target.box.holds(tight, OVERLAP_PX):
                    yield Finding(rules.CLIPPED, text.words, f"spills out of {target.name}", text.box)
            elif text.target is None and not is_ground(target) and tight.meets(target.box, OVERLAP_PX):
                yield Finding(rules.OVERLAP, text.words, f"lies on {target.name}", text.box)


# ── the focus ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _focus(view: View) -> Iterator[Finding]:
    reached = {stop.identity for stop in view.stops}
    for target in view.targets:
        if target.role != "Canvas" and target.identity not in reached and not is_ground(target):
            yield Finding(rules.FIVE_KEYS, target.name, "not reached in a whole round of the keypad", target.box)
    known = {target.identity for target in view.targets}
    for stop in view.stops:
        if stop.identity not in known and not stop.is_scrolled:
            yield Finding(rules.FIVE_KEYS, stop.name, "the focus goes where nothing can be pressed", stop.box)
        if stop.ring_contrast is not None and stop.ring_contrast < LIMITS[view.mode].line_contrast:
            yield Finding(rules.FOCUS_SEEN, stop.name, f"ring {stop.ring_contrast:.2f}:1", stop.box)
    for before, after in pairwise(_from_the_top(view.stops)):
        if _is_backwards(before, after):
            yield Finding(rules.FOCUS_ORDER, f"{before.name} → {after.name}", "against the reading order", after.box)


def _from_the_top(stops: list[Stop]) -> list[Stop]:
    """The round as it is read: it may have been begun anywhere."""
    if not stops:
        return stops
    first = min(range(len(stops)), key=lambda number: (stops[number].frame.top, stops[number].frame.left))
    return [*stops[first:], *stops[:first]]


def _is_backwards(before: Stop, after: Stop) -> bool:
    """Upwards in the same column, or to the left in the same row."""
    together = before.scroller == after.scroller
    one, two = (before.box, after.box) if together else (before.frame, after.frame)
    shared = one.common(two)
    in_row = _in_row(one, two)
    in_column = shared.width > 0
    return (in_row and two.right <= one.left + 1) or (in_column and two.bottom <= one.top + 1)


# ── icons and colours ──────────────────────────────────────────────────────────────────────────────────────────────


def _marks(view: View) -> Iterator[Finding]:
    worded = {text.target for text in view.texts if text.target is not None}
    for mark in view.marks:
        around = mark.box.grown(max(ICON_WORD_MM * view.px_per_mm, mark.box.height))
        explained = (
            mark.target in worded
            if mark.target
            else any(text.tight.meets(around) or _in_row(mark.box, text.tight) for text in view.texts)
        )
        if not explained and not _is_named_key(mark, view):
            yield Finding(rules.ICON_WORD, mark.name, "no word stands with it", mark.box)


def _in_row(one: Box, other: Box) -> bool:
    return one.common(other).height > SAME_ROW * min(one.height, other.height)


def _is_named_key(mark: Mark, view: View) -> bool:
    """Keys that every keyboard has are known by their sign, a field by the question above it; each has a name."""
    return any(
        "PadKey" in target.kind or target.role == "EditableText"
        for target in view.targets
        if target.identity == mark.target and target.told.strip()
    )


def _colours(view: View) -> Iterator[Finding]:
    """Neighbours of one make: a sign, a border, a weight or light tells them apart, and never hue alone."""
    for one, other in combinations(view.targets, 2):
        alike = _shape(one) == _shape(other) and abs(one.border_px - other.border_px) < 1
        if alike and one.fill and other.fill and _only_hue(one.fill, other.fill):
            yield Finding(rules.COLOUR_ALONE, f"{one.name} / {other.name}", "differ by their colour alone", other.box)
    for text, after in combinations([text for text in view.texts if text.opacity == 1], 2):
        if _make(text) == _make(after) and _only_hue(text.colour, after.colour):
            said = f"{text.words} / {after.words}"
            yield Finding(rules.COLOUR_ALONE, said, "differ by their colour alone", after.box)


def _shape(target: Target) -> tuple[object, ...]:
    return target.parent, target.kind[0], target.signs, target.is_off


def _make(text: Text) -> tuple[object, ...]:
    return text.parent, text.kind, text.weight, text.px, text.target


def _only_hue(one: Colour, other: Colour) -> bool:
    """Another hue, and too little difference in light for an eye that does not see it (WCAG G183: 3:1)."""
    return _chroma(one, other) > CHROMA and px.contrast(px.luminance(one), px.luminance(other)) < 3


def _chroma(one: Colour, other: Colour) -> float:
    def opponent(colour: Colour) -> tuple[float, float]:
        red, green, blue = colour
        return red - green, (red + green) / 2 - blue

    return max(abs(a - b) for a, b in zip(opponent(one), opponent(other), strict=True))
