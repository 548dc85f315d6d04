"""Code 128 as a printer draws it (ISO/IEC 15417): the data of GS k to bars, without the text below."""

_TABLE = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
)
WIDTHS = tuple(_TABLE.split())
STOP = "2331112"
START = {"A": 103, "B": 104, "C": 105}
SWITCH = {"A": 101, "B": 100, "C": 99}
CHECK_MODULO = 103


def symbols(data: bytes) -> list[int]:
    """Symbol numbers, start and check included; `data` names its sets as GS k does: {A, {B, {C."""
    numbers: list[int] = []
    current = ""
    at = 0
    while at < len(data):
        if data[at] == ord("{") and data[at + 1 : at + 2].decode("latin-1") in START:
            wanted = chr(data[at + 1])
            numbers.append(SWITCH[wanted] if numbers else START[wanted])
            current, at = wanted, at + 2
            continue
        if data[at : at + 2] == b"{{":
            at += 1
        byte = data[at]
        numbers.append(byte if current == "C" else byte - 32 if byte >= 32 else byte + 64)
        at += 1
    check = sum(max(1, place) * number for place, number in enumerate(numbers)) % CHECK_MODULO
    return [*numbers, check]


def content(data: bytes) -> str:
    """What a reader says of it."""
    text, current, at = "", "", 0
    while at < len(data):
        if data[at] == ord("{") and data[at + 1 : at + 2].decode("latin-1") in START:
            current, at = chr(data[at + 1]), at + 2
            continue
        at += data[at : at + 2] == b"{{"
        text += f"{data[at]:02d}" if current == "C" else chr(data[at])
        at += 1
    return text


def bars(data: bytes) -> list[int]:
    """Widths in modules, bar and gap by turns, from the first bar to the last."""
    return [int(width) for number in symbols(data) for width in WIDTHS[number % len(WIDTHS)]] + [int(w) for w in STOP]
