from kiosk.app.window import place_of


def test_of_what_qml_complains_only_the_place_is_written_down() -> None:
    assert (
        place_of('file:///opt/ui/qml/Kiosk/Screens/Form.qml:33:5: TypeError: "张桂兰" is not a function')
        == "Form.qml:33"
    )
    assert place_of("something without a place, about 130102194503120025") == ""
