"""One screen as the judge sees it: plain values, taken from the rendered pixels, the items and the accessible tree."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""Rows of pixels of blue, green, red and alpha."""
Colour = tuple[float, float, float]
"""Red, green, blue, 0…1."""


CHARACTERS_EM = (0.31, 0.19)
"""Of a line of Noto CJK (1.448 of the type size), empty above and below ideographs and letters …"""
DIGITS_EM = (0.427, 0.288)
"""… and above and below digits."""


class Box(NamedTuple):
    """In pixels of the window."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def common(self, other: "Box") -> "Box":
        """What both cover; of negative size where they are apart."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )

    def meets(self, other: "Box", by: float = 0.0) -> bool:
        """Whether what both cover is more than so much in both directions."""
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > by and min(self.bottom, other.bottom) - max(self.top, other.top) > by

    def holds(self, other: "Box", slack: float = 0.0) -> bool:
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and self.right + slack >= other.right
            and self.bottom + slack >= other.bottom
        )

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)


@dataclass(frozen=True, slots=True)
class Text:
    """A visible text."""

    words: str
    box: Box
    """Where its lines are."""
    px: float
    """Type size as it is drawn."""
    cap_px: float
    """Height of a capital H of that font at that size."""
    colour: Colour
    opacity: float
    weight: int
    line_count: int
    cut: str
    """What is missing of it and why; empty if nothing is."""
    target: int | None
    """Index of the target it stands in."""
    parent: int
    """Which container it is in; two texts of one container are siblings."""
    kind: str
    """Names of the QML types it is drawn by, innermost first."""
    lit: tuple[Colour, Colour] | None = None
    """Ink and ground of a part that stands out from the rest."""
    is_lying: bool = False
    """Its line runs downwards, its characters' feet to the left."""

    @property
    def tight(self) -> Box:
        """Where its characters are, without the leading of the first and the last line (Noto CJK's own metrics)."""
        above, below = DIGITS_EM if self.words.replace(":", "").replace("-", "").isdigit() else CHARACTERS_EM
        if self.is_lying:
            return self.box._replace(left=self.box.left + below * self.px, right=self.box.right - above * self.px)
        return self.box._replace(top=self.box.top + above * self.px, bottom=self.box.bottom - below * self.px)


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be pressed, or written on."""

    name: str
    """Of the item, for whoever mends it."""
    told: str
    """Its accessible name."""
    role: str
    kind: tuple[str, ...]
    """Its QML type and those it is made of, then the containers around it."""
    box: Box
    edge_px: float
    """The press edge below the box; it takes a touch too."""
    parent: int
    is_off: bool
    is_out_of_reach: bool
    """Low reach: only to be read until it is brought down to the hand."""
    fill: Colour | None
    border_px: float
    signs: tuple[str, ...]
    """Icons in it, by name."""
    identity: int
    """Which item it is, to find it again in the focus chain."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An icon."""

    name: str
    box: Box
    target: int | None


@dataclass(frozen=True, slots=True)
class Node:
    """What assistive technology is told of one thing."""

    role: str
    words: tuple[str, ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the focus was after a press of the five-key pad."""

    identity: int
    name: str
    box: Box
    """Within a list: where it would be had the list not moved."""
    frame: Box
    """The same; within a list the list's own box."""
    scroller: int | None = None
    """The list it is in."""
    is_scrolled: bool = False
    """The list moved, to show it."""
    ring_contrast: float | None = None
    """What the ring round it has against what was there before; None where nobody looked."""


@dataclass(slots=True)
class View:
    """Everything the judge is given of one scene."""

    mode: str
    px_per_mm: float
    size: tuple[int, int]
    pixels: Pixels
    low_reach: bool = False
    texts: list[Text] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)
    """Places that take a touch and are no control."""
    stops: list[Stop] = field(default_factory=list)
    """The focus, press by press, once round."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong."""

    rule: str
    what: str
    """The item or its words."""
    measured: str
    box: Box
