"""What differs between models of receipt printers, as data (profiles.toml), and what follows from it.

a profile says                            so the driver
process_id                                takes each part for printed when its number comes back (GS ( H)
gs_r, no process_id                       … when GS r is answered
neither                                   waits as long as the paper needs, asks for trouble, and never says Printed
no asb                                    hears of a cover only when it asks
no real_time                              asks by switching automatic status on once more (GS a)
no cutter                                 feeds the slip's end beyond the edge it is torn off at
gb18030_bytes                             draws what is longer in text mode; 0: draws everything
dots_per_mm, width_dots                   scales a slip, which is laid out for 8 dots a millimetre, and wraps it
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

PROFILES_PATH = Path(__file__).with_name("profiles.toml")


class MarkKind(StrEnum):
    """How a printer says that everything before a point is on paper."""

    PROCESS_ID = "process_id"
    GS_R = "gs_r"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterProfile:
    """One model."""

    buffer_bytes: int = 4096
    width_dots: int = 576
    dots_per_mm: float = 8.0
    speed_mm_s: int = 150
    gs_r: bool = True
    """GS r 1 is answered, and not before the paper has moved."""
    process_id: bool = False
    """GS ( H function 48 is answered, likewise."""
    asb: bool = True
    real_time: bool = True
    """DLE EOT 1 to 4 are answered; who has neither this nor asb cannot be driven."""
    cutter: bool = True
    identity: bool = True
    """GS I 65 to 68 are answered: firmware, maker, model, serial number."""
    gb18030_bytes: int = 2
    """The longest code of a character its own font has; 0: it has no Chinese."""
    native_qr: bool = True
    """GS ( k draws QR codes."""

    def __post_init__(self) -> None:
        if not (self.asb or self.real_time):
            raise ValueError("a printer that cannot say how it is")

    @property
    def mark(self) -> MarkKind:
        """The best this model has; a number cannot be taken for that of an earlier part."""
        if self.process_id:
            return MarkKind.PROCESS_ID
        return MarkKind.GS_R if self.gs_r else MarkKind.NONE

    def paper_s(self, dots: int) -> float:
        """How long so many rows take at the model's speed."""
        return dots / (self.dots_per_mm * self.speed_mm_s)


@cache
def profiles() -> dict[str, PrinterProfile]:
    """Every model by its name in a configuration; `generic` stands for what no table names."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(PROFILES_PATH.read_text(encoding="utf-8"))
    return {name: PrinterProfile(**table) for name, table in tables.items()}
