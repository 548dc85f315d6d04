"""An engine for the eye: it composes the same few words whatever is typed, where librime need not be."""

from ui.input.engine import Composition, NoEngine

WORDS = ("二单元", "2单元", "二", "儿", "而", "耳", "尔", "饵")
COMPOSED = Composition(preedit="er dan yuan", waiting="er dan yuan", candidates=WORDS, has_next_page=True)


class SceneEngine(NoEngine):
    """There for the scenes that show composing, and missing for the others."""

    is_there = False

    @property
    def problem(self) -> str:
        return "" if self.is_there else super().problem

    def type_key(self, key: str) -> Composition:
        return COMPOSED if self.is_there else super().type_key(key)
