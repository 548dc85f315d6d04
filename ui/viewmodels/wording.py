"""Choosing among the catalogue's words; the words themselves are in assets/i18n. No Qt."""

from kiosk.texts import Texts


def worded(texts: Texts, key: str, elder: bool, /, **values: object) -> str:
    """The elder wording of a key where there is one (`<key>_elder`), else the ordinary one."""
    elder_key = f"{key}_elder"
    return texts(elder_key if elder and elder_key in texts else key, **values)


def named(label: str, value: str) -> str:
    """What is called so and holds that, in one accessible name: with a pause between them."""
    return f"{label}, {value}" if value else label
