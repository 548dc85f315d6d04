from qml_types import constants_of


def test_only_properties_declared_constant_are_marked() -> None:
    source = """
class Face:
    @Property(str, constant=True)
    def place(self): ...
    @Property(str, notify=changed)
    def clock(self): ...
    @Slot()
    def act(self): ...
"""
    assert list(constants_of(source)) == [("Face", "place")]
