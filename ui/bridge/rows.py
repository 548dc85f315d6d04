"""A list model made of a frozen dataclass type: its fields are the roles, in camelCase (`number_text` → `numberText`).

set_rows(new) ─► rows that stand still are untouched · changed ones: dataChanged · the rest: inserted, removed
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
FIRST_ROLE = int(Qt.ItemDataRole.UserRole) + 1


class RowsModel(QAbstractListModel):
    """Rows for a Repeater or ListView. Main thread."""

    def __init__(self, row_type: type[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._row_type = row_type
        self._names = {FIRST_ROLE + n: field.name for n, field in enumerate(fields(row_type))}
        self._rows: tuple[Any, ...] = ()

    @property
    def rows(self) -> tuple[Any, ...]:
        return self._rows

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, telling QML no more than what changed between the equal beginning and the equal end."""
        new, old = tuple(rows), self._rows
        if new == old:
            return
        for row in new:
            if not isinstance(row, self._row_type):
                raise TypeError(f"a model of {self._row_type.__name__} was given {type(row).__name__}")
        head = _equal_count(old, new)
        tail = _equal_count(old[head:][::-1], new[head:][::-1])
        common = min(len(old), len(new)) - head - tail
        self._replace(head, new[head : head + common])
        self._remove(head + common, len(old) - head - common - tail)
        self._insert(head + common, new[head + common : len(new) - tail])

    def _replace(self, first: int, rows: tuple[Any, ...]) -> None:
        for position, row in enumerate(rows, start=first):
            was = self._rows[position]
            roles = [role for role, name in self._names.items() if getattr(was, name) != getattr(row, name)]
            if roles:
                self._rows = (*self._rows[:position], row, *self._rows[position + 1 :])
                index = self.index(position)
                self.dataChanged.emit(index, index, roles)

    def _remove(self, first: int, count: int) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), first, first + count - 1)
            self._rows = self._rows[:first] + self._rows[first + count :]
            self.endRemoveRows()

    def _insert(self, first: int, rows: tuple[Any, ...]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows = self._rows[:first] + rows + self._rows[first:]
            self.endInsertRows()

    # ── what Qt asks ───────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 -- Qt's own signature, never written to
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        name = self._names.get(role)
        if name is None or not 0 <= index.row() < len(self._rows):
            return None
        return getattr(self._rows[index.row()], name)

    def roleNames(self) -> dict[int, Any]:
        return {role: camel_case(name).encode() for role, name in self._names.items()}


def camel_case(name: str) -> str:
    """The name as QML writes it."""
    first, *others = name.split("_")
    return first + "".join(other.capitalize() for other in others)


def _equal_count(one: Sequence[Any], other: Sequence[Any]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
