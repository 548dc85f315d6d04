"""What assistive technology is told of a window: every name and value of its accessibility tree."""

from collections.abc import Iterator

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtQuick import QQuickWindow


def told(window: QQuickWindow) -> list[str]:
    """All names, descriptions and values, in tree order."""
    root = QAccessible.queryAccessibleInterface(window)
    return [text for node in _below(root) for text in _texts(node) if text]


def _below(node: QAccessibleInterface | None) -> Iterator[QAccessibleInterface]:
    if node is None:
        return
    yield node
    for position in range(node.childCount()):
        yield from _below(node.child(position))


def _texts(node: QAccessibleInterface) -> tuple[str, ...]:
    return tuple(
        node.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    )
