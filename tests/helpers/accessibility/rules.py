"""What holds on every screen: the numbers of each mode, where each comes from, and what is exempt by which clause.

An exemption is a row here, with clause and reason. There is no other way past the judge.
"""

from dataclasses import dataclass

from tests.helpers.accessibility.view import Target


@dataclass(frozen=True, slots=True)
class Limits:
    """The least a mode allows, in millimetres on the panel and as contrast ratios."""

    cap_mm: float
    target_mm: float
    gap_mm: float
    text_contrast: float = 7.0
    line_contrast: float = 3.0


STANDARD = Limits(cap_mm=4.8, target_mm=12.7, gap_mm=2.54)
"""36 CFR 1194 App. C 402.4 (3/16 in); VVSG 2.0 7.2-I (0.5 in, 0.1 in)."""
ELDER = Limits(cap_mm=7.3, target_mm=20.0, gap_mm=5.0)
"""EN 301 549 V3.2.1 5.1.4: 0.7 degrees at 600 mm; targets and gaps: the project's own, twice and thrice the MIIT's."""
LIMITS = {"standard": STANDARD, "high_contrast": STANDARD, "elder": ELDER}

MEASURE_MM = 0.02
"""No ruler on a screen is finer."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """Targets of these QML types may be as small as `least_mm`, and no smaller."""

    kinds: tuple[str, ...]
    least_mm: float
    clause: str
    reason: str


EXEMPTIONS = (
    Exemption(
        kinds=("LetterKeys",),
        least_mm=15.0,
        clause="DESIGN.md 10 (05); EN 301 549 5.1.6 by the other ways to type",
        reason="ten columns in the order every phone has need the width; nine keys and digits are the other ways",
    ),
)


GROUNDS = {
    "backdrop": "WCAG 2.2 2.5.8, Equivalent: it takes the touch that nothing before it takes, and does what a control "
    "of the same screen does, or nothing that is not also shown by itself",
}
"""Kinds of targets that are not placed, outlined, named or walked to."""
BACKINGS = {
    "AppDialog": "WCAG 2.2 2.5.8, Equivalent: what lies behind a question takes what misses its answers",
    "ServiceGesture": "staff's way in, beside their card: what a resident's touch means there it means beside it too",
    "Keyboard": "a touch between two keys is nobody else's; it does nothing",
}
"""QML types whose whole face takes a touch for the same reason."""


def is_ground(target: Target) -> bool:
    """Whether it is one of the `GROUNDS`."""
    return bool(set(target.kind) & set(GROUNDS))


def is_backing(kinds: str) -> bool:
    """Whether one of its types is in `BACKINGS`."""
    return bool(set(kinds.split("/")) & set(BACKINGS))


TOLD_MASKED = {
    "FieldValue": "EN 301 549 5.1.3.8, 5.1.3.9: what a person typed or a card gave is told by its field's name, masked",
}
"""QML types whose words are not told as they are shown."""


def exemption_of(target: Target) -> Exemption | None:
    """The one a target falls under."""
    return next((one for one in EXEMPTIONS if set(one.kinds) & set(target.kind)), None)


TEXT_HEIGHT = "text height"
TEXT_CONTRAST = "text contrast"
LINE_CONTRAST = "outline contrast"
TARGET_SIZE = "target size"
TARGET_GAP = "target gap"
CLIPPED = "clipped"
OVERLAP = "overlapping"
FOCUS_ORDER = "focus order"
FIVE_KEYS = "five keys"
FOCUS_SEEN = "focus seen"
NAME = "name"
ICON_WORD = "icon without word"
COLOUR_ALONE = "colour alone"
STRAY_TOUCH = "touch that is no control"
REACH = "low reach"
RULES = (
    TEXT_HEIGHT, TEXT_CONTRAST, LINE_CONTRAST, TARGET_SIZE, TARGET_GAP, CLIPPED, OVERLAP, FOCUS_ORDER, FIVE_KEYS,
    FOCUS_SEEN, NAME, ICON_WORD, COLOUR_ALONE, STRAY_TOUCH, REACH,
)  # fmt: skip
