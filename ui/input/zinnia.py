"""Handwriting by Zinnia (Debian's libzinnia0, BSD) with Tegaki's model of simplified characters (LGPL-2.1), by ctypes.

Both are installed or not; a terminal works without. Strokes live until `reset`; nothing is written anywhere. The model
knows the 6,763 characters of GB 2312, drawn stroke by stroke in about their usual order.
"""

import ctypes
from ctypes import c_char_p, c_float, c_int, c_size_t, c_void_p
from pathlib import Path

from ui.input.engine import BACKSPACE, EMPTY, Composition, Layout, PenEngine, Stroke

LIBRARY = "libzinnia.so.0"
MODEL = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
RANGE = 1000
"""Points are given from 0 to this, both ways."""
MOST = 40


def open_pen(model: Path = MODEL, library: str = LIBRARY) -> PenEngine | None:
    """Zinnia with this model, or None when one of them is not installed or does not open; tried once, and let go."""
    if not model.is_file():
        return None
    try:
        zinnia = _declared(ctypes.CDLL(library))
    except (OSError, AttributeError):  # no such library, or another one of that name
        return None
    pen = ZinniaPen(zinnia, model)
    if not pen.is_opened():
        return None
    pen.close()
    return pen


class ZinniaPen:
    """A recogniser, there from the first stroke until `close`, and the strokes of one character. Main thread.

    A character takes a few milliseconds, to open 5 more; the model's pages, 13 MB when it was only opened and 27 MB in
    use, are in memory for that long.
    """

    def __init__(self, zinnia: ctypes.CDLL, model: Path) -> None:
        self._zinnia, self._model = zinnia, model
        self._recognizer = 0
        self._strokes: list[Stroke] = []

    @property
    def name(self) -> str:
        return "zinnia"

    @property
    def problem(self) -> str:
        return ""

    def select(self, layout: Layout) -> None:
        """A pen has no keys to choose among."""

    def draw(self, stroke: Stroke) -> Composition:
        if stroke:
            self._strokes.append(stroke)
        return self._recognised()

    def type_key(self, key: str) -> Composition:
        """Only BACKSPACE means something: it takes back the last stroke."""
        if key == BACKSPACE and self._strokes:
            self._strokes.pop()
        return self._recognised()

    def choose(self, index: int) -> Composition:
        chosen = self._recognised().candidates[index]
        self.reset()
        return Composition(committed=chosen)

    def turn_page(self, forward: bool) -> Composition:
        """All there are were given at once."""
        return self._recognised()

    def reset(self) -> None:
        self._strokes = []

    def is_opened(self) -> bool:
        """Whether the model is there, by now."""
        if not self._recognizer:
            made = self._zinnia.zinnia_recognizer_new()
            self._recognizer = made or 0
            if made and not self._zinnia.zinnia_recognizer_open(made, str(self._model).encode()):
                self.close()
        return self._recognizer != 0

    def close(self) -> None:
        if self._recognizer:
            self._zinnia.zinnia_recognizer_destroy(self._recognizer)
            self._recognizer = 0

    def _recognised(self) -> Composition:
        if not self._strokes or not self.is_opened():
            return EMPTY
        character = self._zinnia.zinnia_character_new()
        self._zinnia.zinnia_character_set_width(character, RANGE)
        self._zinnia.zinnia_character_set_height(character, RANGE)
        for number, stroke in enumerate(self._strokes):
            for x, y in stroke:
                self._zinnia.zinnia_character_add(character, number, x, y)
        result = self._zinnia.zinnia_recognizer_classify(self._recognizer, character, MOST)
        self._zinnia.zinnia_character_destroy(character)
        if not result:
            return EMPTY
        count = self._zinnia.zinnia_result_size(result)
        found = tuple(self._zinnia.zinnia_result_value(result, n).decode() for n in range(count))
        self._zinnia.zinnia_result_destroy(result)
        return Composition(candidates=found)


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """The types of zinnia.h."""
    for name, result, arguments in (
        ("zinnia_recognizer_new", c_void_p, []),
        ("zinnia_recognizer_open", c_int, [c_void_p, c_char_p]),
        ("zinnia_recognizer_destroy", None, [c_void_p]),
        ("zinnia_recognizer_classify", c_void_p, [c_void_p, c_void_p, c_size_t]),
        ("zinnia_character_new", c_void_p, []),
        ("zinnia_character_set_width", None, [c_void_p, c_size_t]),
        ("zinnia_character_set_height", None, [c_void_p, c_size_t]),
        ("zinnia_character_add", c_int, [c_void_p, c_size_t, c_int, c_int]),
        ("zinnia_character_destroy", None, [c_void_p]),
        ("zinnia_result_size", c_size_t, [c_void_p]),
        ("zinnia_result_value", c_char_p, [c_void_p, c_size_t]),
        ("zinnia_result_score", c_float, [c_void_p, c_size_t]),
        ("zinnia_result_destroy", None, [c_void_p]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
