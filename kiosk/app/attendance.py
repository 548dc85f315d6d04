"""Keeps the visit of staff: what a hand did goes to the one rule, what has to be waited for is waited for here.

session ─do.Maintain─► Attendance ─► visit.advance ─► ev.MaintenanceShown ─► session ─► screens
                           │  ▲
                     Wish  ▼  │ events
                          Door (card, codes, PINs, lockouts)
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from devices.contracts.keypad import KeyPress
from kiosk.core.tasks import Supervisor
from kiosk.maintenance import visit as vi
from kiosk.maintenance.access import Action, SignedIn, Staff, may
from kiosk.maintenance.visit import AtMenu, Closed, SigningIn, Visit, Wish
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.acting import Helper


class Door(Protocol):
    """Finds out who somebody is. Every answer is an event of the visit; nothing is raised."""

    async def look_for_card(self) -> vi.CardKnown | vi.CardRefused:
        """Wait for a card and find out whose it is; for as long as it takes."""
        ...

    async def card_left(self) -> vi.CardGone:
        """Wait until the card is taken away."""
        ...

    async def fresh_code(self, visit: SigningIn) -> vi.CodeShown | vi.Refused:
        """What the platform is asked with; the one before is void."""
        ...

    async def check(self, visit: SigningIn) -> vi.Accepted | vi.Refused:
        """What was typed; written down before it is looked at."""
        ...

    async def note_signed_in(self, who: SignedIn) -> None: ...

    async def note_left(self, who: SignedIn) -> None: ...


class Attendance:
    """Main thread. `act` is told what a hand did in the menu, and by whom; it runs only where that person may."""

    def __init__(self, door: Door, supervisor: Supervisor, send: Callable[[ev.Event], None]) -> None:
        self._door = door
        self._supervisor = supervisor
        self._send = send
        self._visit: Visit = Closed()
        self._looking: asyncio.Task[Any] | None = None
        self._checking: asyncio.Task[Any] | None = None
        self.acts: dict[type, tuple[Action, Callable[[Any, SignedIn], None]]] = {}
        """What the menu's acts need and who carries them out, by their type."""
        self.dress: Callable[[Visit], Visit] = lambda visit: visit
        """Gives the visit what its page shows."""
        self.takes_key: Callable[[KeyPress], bool] = lambda press: False
        """Whether a key of the keypad is being tried, and moves nothing."""

    @property
    def visit(self) -> Visit:
        """Who is here, and where they are."""
        return self._visit

    def __call__(self, act: object) -> None:
        """What the session hands over."""
        match act:
            case do.Staffed():
                self._step(_OF_THE_BAR[act])
            case _ if isinstance(act, vi.Event):
                self._step(act)
            case _:
                self._carry_out(act)

    def _carry_out(self, act: object) -> None:
        if not isinstance(self._visit, AtMenu) or type(act) not in self.acts:
            return
        action, do_it = self.acts[type(act)]
        if may(self._visit.who, action):
            do_it(act, self._visit.who)

    def _step(self, event: vi.Event) -> None:
        before = self._visit
        self._visit, wishes = vi.advance(before, event)
        if not isinstance(self._visit, SigningIn):
            self._stop()
        for wish in wishes:
            self._do(wish, before)
        self._visit = self.dress(self._visit)
        if isinstance(self._visit, AtMenu | SigningIn) and self._visit != before:
            self._send(ev.MaintenanceShown(self._visit))

    def show(self) -> None:
        """The menu has something else to show; nobody touched anything."""
        self._visit = self.dress(self._visit)
        if isinstance(self._visit, AtMenu):
            self._send(ev.MaintenanceShown(self._visit))

    def _do(self, wish: Wish, before: Visit) -> None:
        visit, door = self._visit, self._door
        match wish:
            case Wish.LOOK_FOR_CARD:
                self._looking = self._supervisor.start("look for a staff card", self._watch_card())
            case Wish.SHOW_CODE if isinstance(visit, SigningIn):
                self._answer_with("fresh code", door.fresh_code(visit))
            case Wish.CHECK if isinstance(visit, SigningIn):
                self._answer_with("check who it is", door.check(visit))
            case Wish.TELL_SIGNED_IN if isinstance(visit, AtMenu):
                self._supervisor.start("note who came", door.note_signed_in(visit.who))
            case Wish.TELL_LEFT:
                who = before.who if isinstance(before, AtMenu) else getattr(before, "first", None)
                if who is not None:
                    self._supervisor.start("note who left", door.note_left(who))
            case Wish.HELP if isinstance(before, AtMenu):
                self._send(ev.HelperCame(helper_of(before.who.first)))
            case Wish.LEAVE:
                self._send(ev.MaintenanceOver())
            case _:
                pass

    async def _watch_card(self) -> None:
        """First that it is there and whose it is, then that it is gone."""
        while True:
            self._step(await self._door.look_for_card())
            self._step(await self._door.card_left())

    def _answer_with(self, name: str, work: Coroutine[Any, Any, vi.Event]) -> None:
        """One question at a time: what the one before comes to matters to nobody any more."""

        async def told() -> None:
            self._step(await work)

        if self._checking is not None:
            self._checking.cancel()
        self._checking = self._supervisor.start(name, told())

    def _stop(self) -> None:
        for task in (self._looking, self._checking):
            if task is not None:
                task.cancel()
        self._looking = self._checking = None


def helper_of(staff: Staff) -> Helper:
    """Whoever signed in, as the session and the case know them."""
    return Helper(staff.person_id, staff.shown_name, staff.way.value)


_OF_THE_BAR: dict[do.Staffed, vi.Event] = {
    do.Staffed.OPENED: vi.Opened(), do.Staffed.BACK: vi.Back(), do.Staffed.HOME: vi.PageChosen(""),
    do.Staffed.LEFT: vi.Left(),
}  # fmt: skip
