"""The composition root: the only place that knows everybody. Builds, starts, ends; decides nothing."""

import sys
from types import ModuleType
from typing import cast

NEVER_USED = ("httpx._main",)
"""What a library imports only where it can: httpx's command line (rich, click, pygments), 4 MB. Whoever begins with any
part of this package begins with this, before the library is read."""

cast(dict[str, ModuleType | None], sys.modules).update({name: None for name in NEVER_USED if name not in sys.modules})
