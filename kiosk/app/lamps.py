"""The lamps at the machine's slots say what its screen says: where something is wanted of a hand, the slot flashes.

    snapshot ─► slots_wanted ─► GuidanceLights, of what changed only

What is wanted at the screen's border (ui.viewmodels.rail) and what its lamps show cannot differ: it is asked once.
"""

import asyncio

from devices.contracts.lights import Flash, GuidanceLights, Light
from kiosk.session import screens
from kiosk.session.availability import code_readable, social_card_ready
from kiosk.session.runner import Session
from kiosk.session.snapshot import Snapshot
from kiosk.texts import Texts
from ui.viewmodels.rail import RailState, rail_rows

WANTED = Flash.MEDIUM
_AT_THE_BORDER = {"card": Light.ID_CARD, "receipt": Light.RECEIPT_PRINTER, "camera": Light.CAMERA}


def slots_wanted(snapshot: Snapshot, texts: Texts) -> frozenset[Light]:
    """Where a hand is wanted now: to put something there, or to take it."""
    rows = rail_rows(snapshot, texts)
    wanted = {_AT_THE_BORDER[row.spot] for row in rows if row.state == RailState.WANTED}
    screen, machines = snapshot.state.screen, snapshot.machines
    if isinstance(screen, screens.TypeIdentity) and not screen.name and social_card_ready(machines):
        wanted.add(Light.SOCIAL_CARD)
    if isinstance(screen, screens.CaseList) and screen.cases and code_readable(machines):
        wanted.add(Light.SCANNER)
    return frozenset(wanted)


class Lamps:
    """Follows the session for as long as it runs. Main thread."""

    def __init__(self, lights: GuidanceLights, session: Session, texts: Texts) -> None:
        self._lights = lights
        self._session = session
        self._texts = texts
        self._changed = asyncio.Event()
        session.subscribe(lambda _: self._changed.set())

    async def run(self) -> None:
        """Show what changes until cancelled; a lamp that is not there is nobody's trouble."""
        shown: frozenset[Light] = frozenset()
        while True:
            self._changed.clear()
            wanted = slots_wanted(self._session.snapshot, self._texts)
            for light in sorted(wanted ^ shown):
                await self._lights.show(light, WANTED if light in wanted else Flash.OFF)
            shown = wanted
            await self._changed.wait()
