"""What assistive technology is told of a window, with where it is."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow

from tests.helpers.accessibility.view import Box, Node


def nodes_of(window: QQuickWindow) -> Iterator[Node]:
    """Everything that assistive technology is told and that is shown, in its order."""
    root = QAccessible.queryAccessibleInterface(window)
    yield from _nodes_below(root)


def _nodes_below(node: QAccessibleInterface | None) -> Iterator[Node]:
    if node is None:
        return
    if node.state().invisible:
        return
    rect = node.rect()
    words = (node.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value))
    box = Box(rect.left(), rect.top(), rect.left() + rect.width(), rect.top() + rect.height())
    yield Node(node.role().name, tuple(word for word in words if word), box)
    for position in range(node.childCount()):
        yield from _nodes_below(node.child(position))
