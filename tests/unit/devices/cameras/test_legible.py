"""Whether a page can be read: judged against what a person could read of it, on the documented corpus.

The whole corpus is the campaign `legible-pages`; here is one scene of each kind, which is what the gate has time for.
"""

from collections import Counter
from collections.abc import Callable

import cv2
import numpy as np
import pytest

from devices.cameras.legible import Measures, look_at, measured, verdict_of
from devices.cameras.straighten import Picture
from devices.contracts.page import PageVerdict
from tests.helpers.desk_pictures import Scene, Sight, corpus

SCENES = 12
SEED = 20_261


def decoded(scene: Scene) -> Picture:
    picture = cv2.imdecode(np.frombuffer(scene.jpeg(), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return np.asarray(picture, np.uint8)


def test_readable_pages_are_accepted_and_nothing_else_is(record_property: Callable[[str, object], None]) -> None:
    counts: Counter[tuple[Sight, bool]] = Counter()
    for scene in corpus(SEED, SCENES):
        counts[scene.sight, look_at(decoded(scene)).verdict is PageVerdict.OK] += 1
    refused, accepted = counts[Sight.READABLE, False], counts[Sight.UNREADABLE, True]
    readable, unreadable = refused + counts[Sight.READABLE, True], accepted + counts[Sight.UNREADABLE, False]
    told = f"{refused}/{readable} readable refused, {accepted}/{unreadable} unreadable accepted"
    record_property("legible", told)
    print(told)  # noqa: T201 - the rates belong to the result
    assert refused <= readable * 0.05
    assert accepted <= unreadable * 0.05
    assert counts[Sight.EMPTY, True] == 0


@pytest.mark.parametrize(
    ("scene", "verdict"),
    [
        (Scene(paper="none", desk="wood"), PageVerdict.NOTHING_THERE),
        (Scene(paper="none", desk="white", hand=True), PageVerdict.NOTHING_THERE),
        (Scene(paper="blank", desk="grey", long_edge_px=900), PageVerdict.BLANK),
        (Scene(paper="letter", exposure=0.05), PageVerdict.TOO_DARK),
        (Scene(paper="register", long_edge_px=800, glare=0.2, exposure=0.85), PageVerdict.GLARE),
        (Scene(paper="form", blur_px=7), PageVerdict.BLURRED),
        (Scene(paper="letter", long_edge_px=260), PageVerdict.TOO_SMALL),
        (Scene(paper="letter", off_px=(680, 0)), PageVerdict.CUT_OFF),
        (Scene(paper="card", long_edge_px=420, desk="grey"), PageVerdict.OK),
        (Scene(paper="register", long_edge_px=800, hand=True), PageVerdict.OK),
    ],
    ids=lambda value: value.value if isinstance(value, PageVerdict) else "",
)
def test_the_first_thing_to_mend_is_told(scene: Scene, verdict: PageVerdict) -> None:
    assert look_at(decoded(scene)).verdict is verdict


def test_only_a_page_with_four_corners_is_cut_out() -> None:
    straight, cut_off = look_at(decoded(Scene())), look_at(decoded(Scene(off_px=(680, 0))))
    assert straight.is_straightened
    assert straight.page.shape[0] < 1100
    assert not cut_off.is_straightened
    assert cut_off.page.shape == (1200, 1600, 3)


@pytest.mark.parametrize("char_px", [14, 20, 26, 34])
def test_a_character_is_measured_as_high_as_it_was_drawn(char_px: float) -> None:
    scene = Scene(paper="letter", long_edge_px=round(char_px / 0.023), blur_px=0.5)
    look = look_at(decoded(scene)) if scene.long_edge_px < 1150 else None
    page = look.page if look is not None else cv2.resize(look_at(decoded(Scene())).page, None, fx=1.5, fy=1.5)
    expected = scene.char_px if look is not None else Scene().char_px * 1.5
    assert measured(page).glyph_px == pytest.approx(expected, rel=0.2)


def test_a_page_of_noise_or_of_one_pixel_is_survived() -> None:
    chance = np.random.default_rng(2)
    for shape in ((1, 1, 3), (9, 300, 3), (60, 60, 3)):
        assert isinstance(look_at(chance.integers(0, 255, shape, np.uint8)).verdict, PageVerdict)
        assert isinstance(measured(chance.integers(0, 255, shape, np.uint8)), Measures)


def test_washed_out_paper_is_too_bright_and_paper_that_shows_its_shade_is_blank() -> None:
    bare = Measures(paper_level=255, ink_depth=0, glyph_count=0, glyph_px=0, blur=1, long_edge_px=900, glare_share=0)
    assert verdict_of(bare, cut_off=False) is PageVerdict.GLARE
    shaded = Measures(paper_level=240, ink_depth=0, glyph_count=0, glyph_px=0, blur=1, long_edge_px=900, glare_share=0)
    assert verdict_of(shaded, cut_off=False) is PageVerdict.BLANK
