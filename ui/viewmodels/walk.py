"""A way on foot in words: E350 N250 ─► 先往东，再往北，走 600 米，约 9 分钟. No Qt."""

from kiosk.texts import Texts

METRES_A_MINUTE = 66
"""Of somebody who is not in a hurry: 1.1 m/s, as pedestrian crossings are timed for elders."""


def walk_text(walk: str, texts: Texts) -> str:
    """Which way, how far, how long; empty for no way."""
    legs = walk.split()
    if not legs:
        return ""
    turns = [texts(f"walk.to.{leg[0].lower()}") for leg in legs]
    way = turns[0] if len(turns) == 1 else texts("walk.first", way=turns[0])
    for turn in turns[1:]:
        way = texts("walk.then", way=way, turn=turn)
    metres = sum(int(leg[1:]) for leg in legs)
    return texts("walk.whole", way=way, metres=metres, minutes=max(1, round(metres / METRES_A_MINUTE)))
