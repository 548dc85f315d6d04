"""What a window says to who does not see it: its accessible tree, in reading order, as plain sentences.

    activeFocusItem ─► "下一步，按钮" · "低保，选项，没选"      the tree ─► every text and control, from top to bottom

The tree is the one that assistive technology is given; the accessibility gate holds that every visible text and every
control is in it, and that its order is the order of reading.
"""

from collections.abc import Callable, Iterator
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickItem, QQuickWindow

Words = Callable[..., str]
"""A text by its key."""

_KINDS = (QAccessible.Text.Name, QAccessible.Text.Value, QAccessible.Text.Description)
_ROLES = {
    QAccessible.Role.Button: "ear.button",
    QAccessible.Role.CheckBox: "ear.choice",
    QAccessible.Role.RadioButton: "ear.choice",
    QAccessible.Role.EditableText: "ear.field",
    QAccessible.Role.Canvas: "ear.field",
}
_READ = {
    *_ROLES,
    QAccessible.Role.Graphic,
    QAccessible.Role.StaticText,
    QAccessible.Role.Heading,
    QAccessible.Role.AlertMessage,
}

PART = ", "
"""Between what a control is called and what is said of it."""


def described(item: QQuickItem, words: Words) -> str:
    """One control in a sentence: its name and value, what it is, and how it stands. Main thread."""
    node = QAccessible.queryAccessibleInterface(item)
    return "" if node is None else _sentence(node, words)


def everything(
    window: QQuickWindow, words: Words, is_kept_back: Callable[[QObject], bool] = lambda item: False
) -> Iterator[str]:
    """Every text and control that is seen, in the order of the tree, nothing twice in a row. Main thread.

    A question over the screen comes before what it lies over. What `is_kept_back` is left out.
    """
    before = ""
    nodes = list(_below(QAccessible.queryAccessibleInterface(window)))
    asked = [node for question in nodes if question.role() is QAccessible.Role.Dialog for node in _below(question)]
    for node in (*asked, *nodes):
        is_read = node.role() in _READ and not is_kept_back(node.object())
        said = _sentence(node, words) if is_read else ""
        if said and said != before:
            yield said
            before = said


def spells(item: QQuickItem) -> str:
    """What of a control is worth spelling: what it holds, else its name. Main thread."""
    node = QAccessible.queryAccessibleInterface(item)
    return "" if node is None else _held(node) or node.text(QAccessible.Text.Name).partition(PART)[0].strip()


def is_chosen(item: QQuickItem) -> bool:
    """It is a choice, and the one that was made. Main thread."""
    node = QAccessible.queryAccessibleInterface(item)
    return node is not None and bool(node.state().checkable and node.state().checked)


def place(window: QQuickWindow, item: QQuickItem | None, words: Words, is_named: bool = True) -> Iterator[str]:
    """The question that lies over the screen, if one does; then which control of how many, and (`is_named`) what.

    Main thread.
    """
    nodes = list(_below(QAccessible.queryAccessibleInterface(window)))
    yield from (_sentence(node, words) for node in nodes if node.role() is QAccessible.Role.Dialog)
    controls = [node.object() for node in nodes if _is_reached(node)]
    if item in controls:
        yield words("ear.position", index=controls.index(item) + 1, total=len(controls))
        if is_named:
            yield described(item, words)
    else:
        yield words("ear.no_position", total=len(controls))


def chosen(window: QQuickWindow, words: Words) -> Iterator[str]:
    """Every choice that was made and every field that holds something, in the order of the tree. Main thread."""
    for node in _below(QAccessible.queryAccessibleInterface(window)):
        state = node.state()
        if _is_reached(node) and ((state.checkable and state.checked) or _held(node)):
            yield _sentence(node, words)


def _below(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    """What is in it; a part that is not seen, or is there for the eyes beside, is left out with all that it holds, a
    control holds nothing more."""
    if node is None or node.state().invisible or node.role() is QAccessible.Role.LayeredPane:
        return
    yield node
    if node.role() not in _ROLES:
        for position in range(node.childCount()):
            yield from _below(node.child(position))


def _sentence(node: QAccessibleInterface, words: Words) -> str:
    name, value, more = (node.text(kind).strip().replace("\n", PART) for kind in _KINDS)
    parts = list(dict.fromkeys(text for text in (name, value or _value(node), more) if text))
    if not parts:
        return ""
    if node.role() in _ROLES:
        parts += [words(_ROLES[node.role()]), *_standing(node, words)]
    return words("ear.item", what=words("speak.pause").join(_called(part, words) for part in parts))


def _called(part: str, words: Words) -> str:
    """A lone sign by its name: an engine would pass over it."""
    stops = words("ear.stops")
    for signs, names in ((stops, "ear.signs"), (words("spell.signs"), "spell.names")):
        if len(part) == 1 and part in signs:
            return str(words(names).split()[signs.index(part)])
    return part.rstrip(stops)


def _is_reached(node: QAccessibleInterface) -> bool:
    """The keypad goes there."""
    item = cast(QQuickItem | None, node.object())
    return node.role() in _ROLES and item is not None and bool(item.property("activeFocusOnTab") and item.isEnabled())


def _held(node: QAccessibleInterface) -> str:
    """What a field to be filled in holds, as it is shown."""
    item = node.object()
    value = item.property("value") if node.role() is QAccessible.Role.EditableText and item is not None else None
    return value.strip() if isinstance(value, str) else ""


def _value(node: QAccessibleInterface) -> str:
    """What a field holds. Its name does not say so: names go to whoever asks for the tree, this to one ear."""
    item = node.object()
    holds = node.role() in (QAccessible.Role.EditableText, QAccessible.Role.StaticText)
    value = item.property("value") if holds and item is not None else None
    return value.strip() if isinstance(value, str) and value.strip() not in node.text(QAccessible.Text.Name) else ""


def _standing(node: QAccessibleInterface, words: Words) -> Iterator[str]:
    state = node.state()
    if state.checkable:
        yield words("ear.checked" if state.checked else "ear.unchecked")
    if state.disabled:
        yield words("ear.off")
