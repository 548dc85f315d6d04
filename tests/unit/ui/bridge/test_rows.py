from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex

from ui.bridge.rows import RowsModel


@dataclass(frozen=True)
class Row:
    row_id: str
    title: str = ""


class Watched:
    """A model, and what it told QML since."""

    def __init__(self, *rows: Row) -> None:
        self.model = RowsModel(Row)
        self.model.set_rows(rows)
        self.told: list[str] = []
        self.model.rowsInserted.connect(lambda _, first, last: self.told.append(f"inserted {first}-{last}"))
        self.model.rowsRemoved.connect(lambda _, first, last: self.told.append(f"removed {first}-{last}"))
        self.model.dataChanged.connect(lambda top, _, roles: self.told.append(f"changed {top.row()} {len(roles)}"))


def test_roles_are_the_fields_in_camel_case() -> None:
    assert list(RowsModel(Row).roleNames().values()) == [b"rowId", b"title"]


def test_equal_rows_tell_nothing() -> None:
    watched = Watched(Row("a"), Row("b"))
    watched.model.set_rows([Row("a"), Row("b")])
    assert watched.told == []


def test_a_changed_row_tells_only_the_roles_that_changed() -> None:
    watched = Watched(Row("a"), Row("b"))
    watched.model.set_rows([Row("a"), Row("b", "new")])
    assert watched.told == ["changed 1 1"]


def test_a_row_in_the_middle_comes_and_goes_without_touching_the_others() -> None:
    watched = Watched(Row("a"), Row("c"))
    watched.model.set_rows([Row("a"), Row("b"), Row("c")])
    watched.model.set_rows([Row("a"), Row("c")])
    assert watched.told == ["inserted 1-1", "removed 1-1"]


@pytest.mark.parametrize("after", ["", "a", "ab", "ba", "xay", "xyz", "abcdefg", "gfedcba", "aa"])
def test_whatever_came_before_the_rows_are_the_new_ones(after: str) -> None:
    watched = Watched(*(Row(letter) for letter in "abc"))
    watched.model.set_rows([Row(letter) for letter in after])
    model = watched.model
    shown = [model.data(model.index(row), 257) for row in range(model.rowCount(QModelIndex()))]
    assert "".join(shown) == after


def test_a_row_of_another_type_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="Row was given str"):
        RowsModel(Row).set_rows(["a"])
