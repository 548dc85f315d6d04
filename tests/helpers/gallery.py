"""Words and rows for the gallery of controls (tests/fixtures/gallery.toml)."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).resolve().parents[1] / "fixtures/gallery.toml").read_text(encoding="utf-8")
)
WORDS: dict[str, Any] = _DATA["words"]


@dataclass(frozen=True)
class Spot:
    spot: str
    icon: str
    text: str
    state: str


@dataclass(frozen=True)
class Stage:
    title: str
    line: str
    state: str
    mark: str = ""
    pill: str = ""


@dataclass(frozen=True)
class Span:
    label: str
    mark: str
    state: str


RAIL = tuple(Spot(**row) for row in _DATA["rail"])
FAULTY_RAIL = tuple(Spot(**row) for row in _DATA["faulty_rail"])
STAGES = tuple(Stage(**row) for row in _DATA["stages"])
SPANS = tuple(Span(**row) for row in _DATA["spans"])
