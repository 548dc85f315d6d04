"""An address that begins with an area somebody pointed at, and goes on with what they write. Pure.

    residence_address            河北省石家庄市长安区建北街道棉一东社区3号楼
    residence_address.division   130102001001 河北省石家庄市长安区建北街道棉一东社区

The code counts for as long as the address begins with the area's name: whoever writes another address has no code. What
the card says of an address is copied whole and never taken apart.
"""

from collections.abc import Mapping

from kiosk.forms.problem import division_id


def pointed_at(answers: Mapping[str, str], field_id: str) -> str:
    """The code of the area that an address begins with; empty where nobody pointed, or another address was written."""
    code, _, name = answers.get(division_id(field_id), "").partition(" ")
    return code if name and answers.get(field_id, "").startswith(name) else ""


def pointing(answers: Mapping[str, str], field_id: str, code: str, area: str, spot: str = "") -> dict[str, str]:
    """The answers after somebody pointed at an area, or at a place in it: what they had written behind another area
    stays behind this one."""
    written = answers.get(field_id, "")
    _, _, before = answers.get(division_id(field_id), "").partition(" ")
    behind = written.removeprefix(before) if before and written.startswith(before) else ""
    return {**answers, field_id: area + (spot or behind), division_id(field_id): f"{code} {area}"}
