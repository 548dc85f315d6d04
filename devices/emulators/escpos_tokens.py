"""ESC/POS taken apart from the printer's side: bytes in, whole commands out. Knows lengths, not meanings."""

from dataclasses import dataclass

# Commands with a fixed number of parameter bytes, by their first two bytes.
FIXED = {
    "ESC": dict.fromkeys(b"!-EG{VaMtRUdJr 3%=", 1) | dict.fromkeys(b"@2im<", 0)
           | dict.fromkeys(b"$\\c", 2) | {ord("p"): 3},
    "GS": dict.fromkeys(b"!BHfhwbarITz", 1) | dict.fromkeys(b"LWP$\\", 2) | {ord(":"): 0},
    "FS": dict.fromkeys(b"!-WCr", 1) | dict.fromkeys(b"&.", 0) | {ord("S"): 2, ord("p"): 2},
}  # fmt: skip
FAMILIES = {0x1B: "ESC", 0x1D: "GS", 0x1C: "FS", 0x10: "DLE"}
CONTROLS = {0x0A: "LF", 0x0D: "CR", 0x09: "HT", 0x0C: "FF", 0x18: "CAN"}
TABS_END, MOST_TABS = 0, 32
CLEAR_BUFFER = bytes.fromhex("0801031401060208")


@dataclass(frozen=True, slots=True)
class Token:
    """One command, or a run of text."""

    name: str
    """"TEXT", "LF", or the family and the command's character: "GS v", "DLE 4"."""
    parameters: bytes
    size_bytes: int

    @property
    def real_time(self) -> bool:
        return self.name.startswith("DLE")


def next_token(data: bytes) -> Token | None:
    """The first whole command of the data; None until more bytes come."""
    family = FAMILIES.get(data[0]) if data else None
    if not data:
        return None
    if family is None:
        return _plain(data)
    if len(data) < 2:
        return None
    size = _size(family, data)
    if size is None or len(data) < size:
        return None
    command = f"{data[1]}" if family == "DLE" else chr(data[1])
    return Token(f"{family} {command}", data[2:size], size)


def _plain(data: bytes) -> Token:
    if data[0] in CONTROLS:
        return Token(CONTROLS[data[0]], b"", 1)
    end = 0
    while end < len(data) and data[end] not in CONTROLS and data[end] not in FAMILIES:
        end += 1
    return Token("TEXT", data[:end], end)


def _size(family: str, data: bytes) -> int | None:
    """How long the command is in all; None while that cannot be told."""
    command = data[1]
    if family == "DLE":
        return _real_time_size(data)
    if command in FIXED[family]:
        return 2 + FIXED[family][command]
    match family, chr(command):
        case (("GS" | "FS" | "ESC"), "("):
            return None if len(data) < 5 else 5 + int.from_bytes(data[3:5], "little")
        case "GS", "v":
            return None if len(data) < 8 else 8 + _pair(data, 4) * _pair(data, 6)
        case "GS", "V":
            return None if len(data) < 3 else 3 + (data[2] in (65, 66, 97, 98, 103, 104))
        case "GS", "k":
            return _barcode_size(data)
        case "ESC", "*":
            return None if len(data) < 5 else 5 + _pair(data, 3) * (3 if data[2] in (32, 33) else 1)
        case "ESC", "D":
            end = data.find(TABS_END, 2, 2 + MOST_TABS + 1)
            return None if end < 0 else end + 1
        case _:
            return 2  # unknown: swallowed without parameters, as printers do


def _real_time_size(data: bytes) -> int | None:
    if data[1] in (4, 5):
        return 3
    if data[1] == 0x14 and len(data) > 2:
        return {1: 5, 2: 5, 8: 10}.get(data[2], 3)
    return 2 if data[1] != 0x14 else None


def _barcode_size(data: bytes) -> int | None:
    if len(data) < 4:
        return None
    if data[2] >= 65:
        return 4 + data[3]
    end = data.find(0, 3)
    return None if end < 0 else end + 1


def _pair(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "little")
