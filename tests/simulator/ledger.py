"""What residents were promised, kept apart from the store, and what must hold of store and platform because of it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.outbox import DeliveryState, Store
from tests.simulator.platform_model import PlatformModel

WAITING, ACKNOWLEDGED, REFUSED = DeliveryState.WAITING, DeliveryState.ACKNOWLEDGED, DeliveryState.REFUSED


class BrokenPromiseError(AssertionError):
    """Something was lost, doubled, out of order, or not as it was said."""


@dataclass(slots=True)
class Promise:
    """One message that was saved, and what is known of it."""

    message_id: str
    case_id: str
    kind: str
    digest: str
    depends_on: tuple[str, ...]
    number: str | None = None
    state: DeliveryState = WAITING


@dataclass(slots=True)
class Ledger:
    """All promises, in the order in which they were made."""

    promises: dict[str, Promise] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)
    lost_pages: set[str] = field(default_factory=set)
    """Digests of pages that the platform lost after it had them."""

    def promised(self, promise: Promise) -> None:
        """Somebody was told that this is saved."""
        if promise.number is not None:
            if promise.number in self.numbers:
                raise BrokenPromiseError(f"the number {promise.number} was given twice")
            self.numbers.add(promise.number)
        self.promises[promise.message_id] = promise

    def settled(self, message_id: str, state: DeliveryState, platform: PlatformModel) -> None:
        """The terminal wrote down an end; an acknowledgement must be true at that moment."""
        promise = self.promises[message_id]
        has = platform.has(promise.kind, message_id, promise.digest) or promise.digest in self.lost_pages
        if state is ACKNOWLEDGED and not has:
            raise BrokenPromiseError(f"{promise.kind} {message_id} is acknowledged, and the platform lacks it")
        promise.state = state

    def asked_again(self, case_id: str, digests: Iterable[str], store: Store) -> None:
        """The platform lacks these pages: those that the store still has wait again."""
        for promise in self.promises.values():
            if promise.case_id == case_id and promise.kind == "blob" and promise.digest in digests:
                found = store.delivery(promise.message_id)
                if found is None or found.state not in (promise.state, WAITING):
                    raise BrokenPromiseError(f"{promise} was asked for again and is {found}")
                promise.state = found.state

    def check_store(self, store: Store) -> None:
        """Every promise is in the store as it was left, and the counts are those of the promises."""
        for promise in self.promises.values():
            found = store.delivery(promise.message_id)
            if found is None:
                raise BrokenPromiseError(f"{promise.kind} {promise.message_id} is lost")
            if found.state is not promise.state or found.number != promise.number:
                raise BrokenPromiseError(f"{promise.kind} {promise.message_id} is {found}, not {promise}")
        self.check_counts(store)

    def check_counts(self, store: Store) -> None:
        """The counters say what is so."""
        states = Counter(promise.state for promise in self.promises.values())
        counts = store.counts()
        if (counts.waiting_count, counts.refused_count) != (states[WAITING], states[REFUSED]):
            raise BrokenPromiseError(f"the store counts {counts}, there are {dict(states)}")

    def is_done(self) -> bool:
        """Whether nothing can move by itself any more: what waits, waits for something refused."""
        return all(
            promise.state is not WAITING or self._is_blocked(promise.message_id) for promise in self.promises.values()
        )

    def check_end(self, platform: PlatformModel) -> None:
        """Nothing lost, nothing doubled, nothing out of order, once all is healed and quiet."""
        effects = platform.books.effects
        times = Counter(effect.message_id for effect in effects if effect.message_id)
        doubled = [message_id for message_id, count in times.items() if count > 1]
        if doubled:
            raise BrokenPromiseError(f"took effect more than once: {doubled}")
        for promise in self.promises.values():
            has = platform.has(promise.kind, promise.message_id, promise.digest)
            if promise.state is ACKNOWLEDGED and not has and promise.digest not in self.lost_pages:
                raise BrokenPromiseError(f"{promise.kind} {promise.message_id} is acknowledged and not there")
            if promise.state is not ACKNOWLEDGED and has:
                raise BrokenPromiseError(f"{promise.kind} {promise.message_id} is there and {promise.state}")
        if not self.is_done():
            waiting = [each.message_id for each in self.promises.values() if each.state is WAITING]
            raise BrokenPromiseError(f"never arrived, although all is well: {waiting}")
        self._check_order(platform)

    def _is_blocked(self, message_id: str) -> bool:
        promise = self.promises.get(message_id)
        if promise is None:
            return False
        return promise.state is REFUSED or (
            promise.state is WAITING and any(self._is_blocked(each) for each in promise.depends_on)
        )

    def _check_order(self, platform: PlatformModel) -> None:
        """The messages of a case took effect in the order of their promises."""
        order = {promise.message_id: place for place, promise in enumerate(self.promises.values())}
        last: dict[str, int] = {}
        for effect in platform.books.effects:
            if effect.message_id not in order:
                if effect.message_id:
                    raise BrokenPromiseError(f"nobody promised {effect.message_id}")
                continue
            place = order[effect.message_id]
            if place < last.get(effect.case_id, -1):
                raise BrokenPromiseError(f"{effect.message_id} took effect after what was handed in later")
            last[effect.case_id] = place
