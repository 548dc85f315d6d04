"""Places that can be walked to from a machine, as its settings name them."""

from typing import Annotated

import msgspec
from msgspec import Meta

Walk = Annotated[str, Meta(pattern=r"^([NESW][1-9][0-9]{0,3}( [NESW][1-9][0-9]{0,3}){0,5})?$")]
"""A way on foot: up to six legs, each a direction and its metres, E200 N150; empty where nobody gave one."""


class Nearby(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another machine, for whoever finds this one resting; without a name there is none."""

    name: str = ""
    note: str = ""
    """Where it stands there, and until when."""
    walk: Walk = ""
