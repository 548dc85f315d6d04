"""The list of scenes is whole: what the session can be, somebody shows."""

from dataclasses import dataclass

from kiosk.session.screens import Home
from kiosk.session.states import SessionState
from kiosk.session.troubles import ReadTrouble
from tests.helpers.scenes import Scene, all_scenes, unseen


@dataclass(frozen=True, slots=True)
class Lottery:
    """A screen nobody has drawn."""


def test_every_screen_overlay_and_cause_has_a_scene() -> None:
    assert unseen(all_scenes()) == []


def test_a_new_screen_without_a_scene_is_named() -> None:
    assert unseen(all_scenes(), (Home | Lottery,)) == ["Lottery"]


def test_a_new_cause_without_a_scene_is_named() -> None:
    only_home = (Scene("home", SessionState(screen=Home())),)
    assert f"ReadTrouble.{ReadTrouble.PULLED.name}" in unseen(only_home)


def test_no_two_scenes_have_one_name() -> None:
    names = [scene.name for scene in all_scenes()]
    assert len(names) == len(set(names))
