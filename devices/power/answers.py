"""What `upsd` says, pure: a line of NUT's network protocol as a value, and `ups.status` as a power source.

    GET VAR kiosk ups.status        ──►  VAR kiosk ups.status "OB LB"  |  ERR DATA-STALE

Source: RFC 9271 (UPS Management Protocol); tried on upsd 2.8.0.
"""

import re
from dataclasses import dataclass

from devices.contracts.power import PowerSource

MOST_LINE_BYTES = 1024
_VARIABLE = re.compile(r'VAR (\S+) (\S+) "((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


@dataclass(frozen=True, slots=True)
class Variable:
    """The value of one variable of one supply."""

    ups: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """`ERR CODE …`."""

    code: str


def parse_answer(line: bytes) -> Variable | Refusal | None:
    """One line without its end; None for what is neither."""
    text = line.decode("utf-8", "replace").strip()
    if text.startswith("ERR "):
        return Refusal(text.split()[1])
    found = _VARIABLE.fullmatch(text)
    return None if found is None else Variable(found[1], found[2], _ESCAPED.sub(r"\1", found[3]))


def power_source(status: str) -> PowerSource:
    """`ups.status` as where the power comes from. A supply about to be switched off (FSD) has minutes at most."""
    symbols = status.split()
    if "FSD" in symbols:
        return PowerSource.BATTERY_LOW
    if "OB" in symbols:
        return PowerSource.BATTERY_LOW if "LB" in symbols else PowerSource.BATTERY
    return PowerSource.MAINS if "OL" in symbols or "BYPASS" in symbols else PowerSource.UNKNOWN


def trouble_of(status: str) -> str:
    """What a supply that works complains of: its battery is worn out, or it carries too much; else empty."""
    symbols = status.split()
    return "replace_battery" if "RB" in symbols else "overload" if "OVER" in symbols else ""


def whole_number(value: str) -> int | None:
    """A charge or a runtime, which drivers tell with or without decimals; None for what is no number at all."""
    try:
        return max(0, round(float(value)))
    except (ValueError, OverflowError):
        return None
