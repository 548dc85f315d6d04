"""`kiosk demo` played by the canary resident, who has every screen read out.

With `--choose` before the demo's own arguments, they choose on their form that others hear them (旁边有人能听到).
"""

import sys

from kiosk.__main__ import main
from kiosk.app.demo import journeys
from kiosk.app.demo.player import Player
from kiosk.catalogue import FieldKind, FieldSpec
from kiosk.session.screens import Review
from tests.helpers.canary.strings import ACCOUNT, PHONE

CHOOSE = "--choose"
WHO = "ouyang-dan-yi"

_picture = Player.picture


async def _read_and_picture(self: Player, name: str) -> None:
    """Every screen of which a picture is taken is read out as well; a second press would stop it."""
    await _picture(self, name)
    if CHOOSE in sys.argv and isinstance(self.state.screen, Review) and not self.state.hearing.aloud:
        await self.finger.tap("modes")
        await self.finger.tap("mode-own-aloud")
        await self.until("the choice", lambda state: state.hearing.aloud)
    if self.finger.seen("bottom-read") is not None and not self.state.speaking:
        await self.finger.tap("bottom-read")
    await self.until("silence", lambda state: not state.speaking, 60)


def _digits(player: Player, field: FieldSpec) -> str:
    return PHONE if field.kind is FieldKind.PHONE else ACCOUNT


if __name__ == "__main__":
    setattr(journeys, "ELDERS", (WHO,))  # noqa: B010 - mypy sees no name that a module only imports
    journeys._digits = _digits
    Player.picture = _read_and_picture  # type: ignore[method-assign] # the canary's own way
    sys.exit(main([argument for argument in sys.argv[1:] if argument != CHOOSE]))
