"""A clerk at the demo's terminal: the gesture, this machine's own PIN, the menu."""

from unittest import mock

from kiosk.app.demo.player import Player
from kiosk.maintenance import ways_in
from kiosk.maintenance.visit import AtMenu
from kiosk.session.screens import Maintenance

PIN = "58203174"
GESTURE_S = 5.4
"""A finger rests on the place's name for five seconds."""


def know_the_pin() -> None:
    """The machine makes its PINs by itself; whoever comes was told this one by the platform, where it is escrowed."""
    mock.patch.object(ways_in, "new_pin", return_value=PIN).start()


async def sign_in_as_clerk(player: Player) -> int:
    """From the idle screen to the menu; how many touches of it were the PIN's digits."""
    finger = player.finger
    await finger.hold("service-gesture", GESTURE_S)
    await finger.tap("way-pin-clerk")
    for digit in PIN:
        await finger.tap(f"pad-{digit}")
    await player.until("the menu", lambda s: isinstance(s.screen, Maintenance) and isinstance(s.screen.visit, AtMenu))
    return len(PIN)
