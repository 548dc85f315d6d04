"""The way between terminal and platform in one weather after another, all by chance from one seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from enum import Enum
from typing import Protocol

from kiosk.sync.answers import TryLater
from kiosk.sync.judge import JSON, PROBLEM, Answer
from tests.simulator.platform_model import Arriving, PlatformModel

GIVE_UP_S = 30.0
"""So long a client waits for a whole exchange."""
_PORTAL = b"<!DOCTYPE html><html>Please accept the terms of this network.</html>"
_SICK = b'{"type":"urn:bianmin:problem:internal-error","title":"The platform failed.","status":%d}'


class Weather(Enum):
    """What the way is like for a while."""

    GOOD = "good"
    DOWN = "down"
    LOSSY = "lossy"
    PORTAL = "portal"
    SICK = "sick"


WEATHERS = tuple(Weather)
_WEIGHTS = (4, 3, 4, 1, 2)
Told = Callable[[Answer | TryLater], None]


class Timeline(Protocol):
    """What the network needs of the world."""

    def after(self, seconds_s: float, what: Callable[[], None]) -> None:
        """Do something later."""
        ...

    def platform_now(self) -> datetime:
        """The platform's wall clock."""
        ...


@dataclass(slots=True)
class _Exchange:
    """One request on its way; whatever comes of it, the client hears one thing."""

    told: Told
    is_over: bool = False

    def tell(self, what: Answer | TryLater) -> None:
        if not self.is_over:
            self.is_over = True
            self.told(what)


class Network:
    """Carries requests to the platform and answers back."""

    def __init__(self, randomness: random.Random, timeline: Timeline, platform: PlatformModel) -> None:
        self.weather = Weather.GOOD
        self._random = randomness
        self._timeline = timeline
        self._platform = platform

    def change(self) -> Weather:
        """Another weather."""
        self.weather = self._random.choices(WEATHERS, _WEIGHTS)[0]
        return self.weather

    def carry(self, request: Arriving, told: Told) -> None:
        """Send a request off; `told` is called once, later."""
        exchange, chance = _Exchange(told), self._random
        match self.weather:
            case Weather.DOWN:
                self._later(exchange, chance.choice((0.01, 3.0, 10.0)), TryLater("unreachable"))
            case Weather.PORTAL:
                self._later(exchange, 0.05, Answer(200, "text/html", _PORTAL))
            case Weather.LOSSY if chance.random() < 0.6:
                self._mishap(exchange, request)
            case Weather.SICK if request.path != "/v1/health" and chance.random() < 0.8:
                self._later(exchange, 0.05, self._sick_answer())
            case _:
                self._deliver(exchange, request, chance.uniform(0.005, 0.2), chance.uniform(0.005, 0.2))

    def _later(self, exchange: _Exchange, seconds_s: float, what: Answer | TryLater) -> None:
        self._timeline.after(seconds_s, lambda: exchange.tell(what))

    def _deliver(self, exchange: _Exchange, request: Arriving, there_s: float, back_s: float) -> None:
        """It arrives, takes a moment at the platform, and the answer comes back; too late is never."""

        def answered(answer: Answer | TryLater) -> None:
            self._later(exchange, back_s, answer)

        self._timeline.after(there_s, lambda: self._arrive(request, answered))
        if there_s + back_s > GIVE_UP_S / 2:
            self._later(exchange, GIVE_UP_S, TryLater("timeout"))

    def _arrive(self, request: Arriving, answered: Told) -> None:
        platform = self._platform
        if not request.key or request.key in platform.in_flight:
            answered(platform.answer(request))
            return
        platform.in_flight.add(request.key)

        def finish() -> None:
            if request.key in platform.in_flight:
                platform.in_flight.discard(request.key)
                answered(platform.answer(request))
            else:
                answered(TryLater("cut_off"))  # it was restarted meanwhile

        self._timeline.after(self._random.uniform(0.0, 0.05), finish)

    def _mishap(self, exchange: _Exchange, request: Arriving) -> None:
        """One of the many things a bad line does."""
        chance = self._random
        there_s, back_s = chance.uniform(0.01, 1.0), chance.uniform(0.01, 1.0)
        match chance.randrange(7):
            case 0:  # the request is lost
                self._later(exchange, GIVE_UP_S, TryLater("timeout"))
            case 1:  # the acknowledgement is lost
                self._deliver(_Exchange(lambda answer: None), request, there_s, back_s)
                self._later(exchange, there_s + back_s, TryLater("cut_off"))
            case 2:  # it arrives when nobody waits any more, perhaps after what was sent later
                self._deliver(exchange, request, chance.uniform(GIVE_UP_S, 300.0), back_s)
                self._later(exchange, GIVE_UP_S, TryLater("timeout"))
            case 3:  # it arrives twice
                self._deliver(exchange, request, there_s, back_s)
                self._deliver(_Exchange(lambda answer: None), request, chance.uniform(0.01, 300.0), back_s)
            case 4:  # the answer is torn
                self._garbled(exchange, request, lambda a: Answer(a.status, a.content_type, a.body[: len(a.body) // 2]))
            case 5:  # the answer is garbage
                garbage = chance.randbytes(chance.randrange(200))
                self._garbled(exchange, request, lambda a: Answer(a.status, a.content_type, garbage))
            case _:  # somebody relabels it
                self._garbled(exchange, request, lambda a: Answer(a.status, "text/html", a.body))

    def _garbled(self, exchange: _Exchange, request: Arriving, garble: Callable[[Answer], Answer]) -> None:
        inner = _Exchange(lambda told: exchange.tell(garble(told) if isinstance(told, Answer) else told))
        self._deliver(inner, request, 0.05, 0.05)

    def _sick_answer(self) -> Answer:
        chance = self._random
        now = self._timeline.platform_now()
        date = format_datetime(now, usegmt=True)
        match chance.randrange(6):
            case 0:
                return Answer(502, "text/html", b"<html>Bad Gateway</html>")
            case 1:
                return _told(503, {"Retry-After": str(chance.choice((0, 5, 60, 100_000))), "Date": date})
            case 2:
                at = format_datetime(now + timedelta(seconds=chance.choice((-60, 10, 90))), usegmt=True)
                return _told(429, {"Retry-After": at, "Date": date})
            case 3:
                return Answer(403, PROBLEM, _SICK % 403)
            case 4:
                return Answer(201, JSON, b"{}")
            case _:
                return Answer(500, PROBLEM, _SICK % 500)


def _told(status: int, headers: dict[str, str]) -> Answer:
    return Answer.of(status, {"Content-Type": PROBLEM, **headers}, _SICK % status)
