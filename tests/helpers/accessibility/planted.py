"""Mistakes put into a real screen on purpose, each to be found by the rule it breaks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QUrl
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem

from kiosk.session.states import Mode
from tests.helpers.accessibility import rules
from tests.helpers.accessibility.judge import judge
from tests.helpers.accessibility.walk import Walk
from tests.helpers.panels import Look
from tests.helpers.scenes import scene_called

CLEAR_SCENE = "case-list-empty"
"""It has room, and a control of its own."""
PLAIN = Look(Mode.STANDARD)
SEATED = Look(Mode.STANDARD, ("low_reach",))


@dataclass(frozen=True, slots=True)
class Mistake:
    """QML that breaks a rule; what it is called, or says, is in the finding."""

    name: str
    rule: str
    qml: str
    told: str = "planted"
    look: Look = PLAIN


def _text(words: str) -> str:
    return f'AppText {{ y: 60; {words}; Accessible.name: "planted" }}'


def _two(first: str, second: str) -> str:
    button = 'AppButton {{ objectName: "planted"; label: "planted"; {} }}'
    return f"Item {{ y: 60; width: 900; height: 500; {button.format(first)} {button.format(second)} }}"


_WORD = "AppText {{ text: 'planted'; color: 'white'; Accessible.ignored: true }}"
_FLAT = "Rectangle {{ anchors.fill: parent; color: '{}'; " + _WORD + " }}"
_FILLED = "Pressable {{ objectName: 'planted'; accessibleName: 'planted'; width: 200; height: 120; " + _FLAT + " }}"
_RIGHT, _WRONG = _FILLED.format("#0E4A39"), _FILLED.format("#8C1D18")
_CUT = 'text: "planted planted"; width: 90; elide: Text.ElideRight; maximumLineCount: 1'
_LIST = "Flickable {{ y: 60; width: 300; height: 300; clip: true; {} }}"
_BESIDE = _LIST.format(_text('text: "planted"; x: 400'))
_TWO_TEXTS = 'Item { y: 60; AppText { text: "planted" } AppText { x: 20; text: "planted" } }'
_HIGH = 'HoldButton { y: 60; objectName: "planted"; label: "planted"; onOutOfReachChanged: outOfReach = false }'
_UNNAMED_PLACE = "Item { y: 60; width: 200; height: 200; MouseArea { anchors.fill: parent } }"

MISTAKES = (
    Mistake("a 20 px text", rules.TEXT_HEIGHT, _text('text: "planted"; font.pixelSize: 20')),
    Mistake("a 3:1 grey", rules.TEXT_CONTRAST, _text('text: "planted"; color: "#8b8578"')),
    Mistake("two buttons 1 mm apart", rules.TARGET_GAP, _two("y: 0", "y: height + Theme.edge + Theme.pxPerMm")),
    Mistake("a button of 10 mm", rules.TARGET_SIZE, _two("width: 10 * Theme.pxPerMm", "y: 300")),
    Mistake("an icon without a word", rules.ICON_WORD, 'Icon { y: 1000; x: 300; name: "eye" }', "eye"),
    Mistake("a key without a name", rules.NAME, 'AppButton { y: 60; objectName: "planted"; icon: "eye" }'),
    Mistake("a text told to nobody", rules.NAME, 'AppText { y: 60; text: "planted"; Accessible.ignored: true }'),
    Mistake("two controls of one name", rules.NAME, _two("y: 0", "y: 300"), "planted / planted"),
    Mistake("a clipped text", rules.CLIPPED, _text(_CUT)),
    Mistake("a text beside its list", rules.CLIPPED, _BESIDE),
    Mistake("two texts in one place", rules.OVERLAP, _TWO_TEXTS),
    Mistake("a control out of the order", rules.FOCUS_ORDER, _two("y: 300", "y: 0")),
    Mistake("a control the keypad cannot reach", rules.FIVE_KEYS, _two("enabledForKeys: false", "y: 300")),
    Mistake("a control without an outline", rules.LINE_CONTRAST, _FILLED.format("#efe7d6")),
    Mistake("a focus nobody sees", rules.FOCUS_SEEN, _RIGHT),
    Mistake("right and wrong by colour alone", rules.COLOUR_ALONE, f"Row {{ y: 60; spacing: 60; {_RIGHT} {_WRONG} }}"),
    Mistake("a place to touch that is no control", rules.STRAY_TOUCH, _UNNAMED_PLACE, "QQuickItem"),
    Mistake("a button above the middle in 低位", rules.REACH, _HIGH, look=SEATED),
)
IMPORTS = "import QtQuick\nimport Kiosk.Theme\nimport Kiosk.Controls\n"


def is_caught(walk: Walk, mistake: Mistake) -> bool:
    """Whether the judge finds it, and finds no such thing where it is not."""
    walk.show(scene_called(CLEAR_SCENE), mistake.look)
    before = {(one.rule, one.what) for one in judge(walk.look(mistake.look))}
    walk.show(scene_called(CLEAR_SCENE), mistake.look)
    with _planted(walk, mistake.qml):
        found = judge(walk.look(mistake.look, all_rings=True))
    return any(
        one.rule == mistake.rule and mistake.told in one.what and (one.rule, one.what) not in before for one in found
    )


@contextmanager
def _planted(walk: Walk, qml: str) -> Iterator[QQuickItem]:
    screen = walk.stage.item("screen").childItems()[0]
    engine = QQmlEngine.contextForObject(screen).engine()
    component = QQmlComponent(engine)
    component.setData((IMPORTS + qml).encode(), QUrl("planted.qml"))
    item = component.create()
    assert isinstance(item, QQuickItem), component.errorString()
    item.setParentItem(screen)
    item.setX(item.x() + 100)
    walk.stage.settle()
    yield item
    item.setParentItem(None)  # type: ignore[arg-type] # Qt takes none
    item.deleteLater()
    walk.stage.settle()
