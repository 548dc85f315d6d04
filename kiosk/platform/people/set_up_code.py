"""The one-time code of the first start. Its digest is in this process's memory and nowhere else."""

import hmac
import re

from kiosk.platform.people.register import given_password
from kiosk.platform.settings import token_digest


class SetUpCode:
    """Offered at a start without an administrator; over once it was used."""

    def __init__(self) -> None:
        self._digest: bytes | None = None

    def offer(self) -> str:
        """A new code, for the operator's eyes."""
        code = given_password().upper()
        self._digest = _digest(code)
        return code

    @property
    def is_offered(self) -> bool:
        """Whether anybody can use it now."""
        return self._digest is not None

    def fits(self, code: str) -> bool:
        """Whether it is the offered one, however it was typed."""
        return self._digest is not None and hmac.compare_digest(self._digest, _digest(code))

    def over(self) -> None:
        """It was used."""
        self._digest = None


def _digest(code: str) -> bytes:
    return token_digest(re.sub(r"[^a-z0-9]", "", code.lower()))
