"""A session port that begins anywhere and truly advances; what it would have done with the effects is kept."""

from dataclasses import replace

from kiosk.core.ids import CaseId
from kiosk.session.advance import advance
from kiosk.session.effects import Effect
from kiosk.session.events import Event
from kiosk.session.snapshot import Snapshot
from kiosk.session.world import World
from tests.helpers.fake_session import MORNING, FakeSession
from tests.helpers.view_context import real_catalogue


class AdvancingSession(FakeSession):
    """Each event takes effect at once, at the pictures' moment."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot)
        self.effects: list[Effect] = []

    def send(self, event: Event) -> None:
        super().send(event)
        world = World(real_catalogue(), MORNING, now_s=0.0, new_case_id=CaseId("f" * 32))
        state, effects = advance(self.snapshot.state, event, world)
        self.effects.extend(effects)
        self.show(replace(self.snapshot, state=state))
