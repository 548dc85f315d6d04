"""Traces of hands that shake: what a finger does on the glass when it means one target. Pure; millimetres and seconds.

A touch is one aimed contact: it lands beside the middle of its target (normal spread), then moves on an ellipse of the
tremor's frequency and amplitude, drifts, and lifts with a slip. To it come, each with its own likelihood: a long press,
a drag, a second strike one or two tremor periods later (or a chatter of the skin, 20 to 90 ms), a second finger of the
same hand, a palm that rests below. Targets are met as often as they are large; nobody corrects an aim under way.

Where the numbers come from, and how sure they are:

    physiological tremor 8-12 Hz, well under 1 mm at the fingertip             textbook figure; certain as an order
    essential tremor 4-12 Hz, of posture and movement                          consensus statement (MDS 2018); certain
    its amplitude: "less than 1 cm" to "1-3 cm" (TETRAS 1.5 and 2), free hand  read from memory; certain as an order
    Parkinson's rest tremor 4-6 Hz, less while a movement goes on              textbook figure; certain
    what remains of an amplitude on glass: a third of the free hand's          assumed: friction damps; no source found
    long presses, over half a second, and presses repeated in wait             votingworks/bmd#612, reported by users
    likelihoods of slips, drags, second strikes, palms                         assumed, chosen high; no source found

Not modelled: dystonia, pointing with a knuckle or a stick, wet glass, parallax, ghost touches of an infrared frame.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass

STEP_S = 0.02
GLASS = 1 / 3
"""Share of a free hand's amplitude that is left on the glass."""


@dataclass(frozen=True, slots=True)
class Sample:
    at_s: float
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True)
class Contact:
    """One finger on the glass, from its coming down to its lifting."""

    finger: int
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """All contacts of one wish to touch one thing."""

    contacts: tuple[Contact, ...]
    wanted_count: int = 1
    """How often the target is meant: 2 where somebody types a digit twice."""

    def events(self) -> list[tuple[float, str, int, Sample]]:
        """(moment, "press" | "move" | "release", finger, where), in the order they happen."""
        order = {"release": 0, "move": 1, "press": 2}
        told = [event for contact in self.contacts for event in _events_of(contact)]
        return sorted(told, key=lambda event: (event[0], order[event[1]]))


@dataclass(frozen=True, slots=True)
class Hand:
    """One kind of hand. Free amplitudes are of the unsupported hand; likelihoods are of one touch."""

    name: str
    frequency_hz: tuple[float, float]
    free_amplitude_mm: float
    """Median; it varies by a factor of 1.5 either way (log-normal)."""
    aim_mm: float
    contact_s: tuple[float, float]
    slip_mm: float
    """Standard deviation of what the lifting adds."""
    long_press: float = 0.0
    drag: float = 0.0
    second_strike: float = 0.0
    second_finger: float = 0.0
    palm: float = 0.0


HANDS = (
    Hand("steady", (8, 12), 0.5, 2.0, (0.06, 0.16), 0.3),
    Hand("essential", (4, 12), 9.0, 4.0, (0.08, 0.5), 2.0, long_press=0.15, drag=0.15, second_strike=0.35),
    Hand("parkinson", (4, 6), 12.0, 4.0, (0.15, 0.9), 3.0, long_press=0.35, drag=0.25, second_strike=0.3),
    Hand("leaning", (6, 10), 3.0, 3.0, (0.1, 0.4), 1.0, second_strike=0.1, second_finger=0.15, palm=0.5),
)


@dataclass(frozen=True, slots=True)
class Aim:
    """The middle of what is meant, and the panel's size."""

    x_mm: float
    y_mm: float
    panel_mm: tuple[float, float]


def touch(hand: Hand, aim: Aim, rng: random.Random) -> Trace:
    """One wish, and all that this hand makes of it."""
    frequency_hz = rng.uniform(*hand.frequency_hz)
    first = _contact(hand, aim, frequency_hz, 0.0, rng)
    contacts = [first]
    end_s = first.samples[-1].at_s
    if rng.random() < hand.second_strike:
        gap_s = rng.uniform(0.02, 0.09) if rng.random() < 0.4 else rng.choice((1, 2)) / frequency_hz * 0.6
        for _ in range(rng.choice((1, 1, 2))):
            contacts.append(_bounce(first.samples[-1], end_s + gap_s, hand, rng))
            end_s = contacts[-1].samples[-1].at_s
    if rng.random() < hand.second_finger:
        contacts.append(_beside(first, rng))
    if rng.random() < hand.palm:
        contacts.append(_palm(first, end_s, aim, rng))
    return Trace(tuple(contacts))


def twice(aim: Aim, rng: random.Random) -> Trace:
    """A steady finger types one key twice, as fast as people do: off the glass for 80 to 250 ms in between."""
    hand = HANDS[0]
    first = _contact(hand, aim, 10.0, 0.0, rng)
    again_s = first.samples[-1].at_s + rng.uniform(0.08, 0.25)
    return Trace((first, _contact(hand, aim, 10.0, again_s, rng)), wanted_count=2)


def _contact(hand: Hand, aim: Aim, frequency_hz: float, start_s: float, rng: random.Random) -> Contact:
    amplitude_mm = hand.free_amplitude_mm * GLASS * rng.lognormvariate(0, math.log(1.5))
    length_s = rng.uniform(0.6, 3.0) if rng.random() < hand.long_press else rng.uniform(*hand.contact_s)
    drag_mm = rng.uniform(5, 15) if rng.random() < hand.drag else 0.0
    towards, phase, flat = rng.uniform(0, math.tau), rng.uniform(0, math.tau), rng.uniform(0.2, 0.7)
    x0, y0 = rng.gauss(aim.x_mm, hand.aim_mm), rng.gauss(aim.y_mm, hand.aim_mm)
    slip_x, slip_y = rng.gauss(0, hand.slip_mm), rng.gauss(0, hand.slip_mm)
    samples = []
    count = max(2, round(length_s / STEP_S))
    for step in range(count + 1):
        part, turn = step / count, math.tau * frequency_hz * step * STEP_S + phase
        lifted = 1.0 if step == count else 0.0
        x = x0 + amplitude_mm * math.cos(turn) + drag_mm * part * math.cos(towards) + slip_x * lifted
        y = y0 + amplitude_mm * flat * math.sin(turn) + drag_mm * part * math.sin(towards) + slip_y * lifted
        samples.append(_on_panel(start_s + step * STEP_S, x, y, aim.panel_mm))
    return Contact(0, tuple(samples))


def _bounce(lifted: Sample, at_s: float, hand: Hand, rng: random.Random) -> Contact:
    """The finger comes back near where it left, for a moment."""
    x, y = rng.gauss(lifted.x_mm, hand.slip_mm + 1), rng.gauss(lifted.y_mm, hand.slip_mm + 1)
    return Contact(0, (Sample(at_s, x, y), Sample(at_s + rng.uniform(0.02, 0.08), x, y)))


def _beside(first: Contact, rng: random.Random) -> Contact:
    """The finger next to it comes down with it, two to four centimetres away."""
    begin = first.samples[0]
    away_mm, angle = rng.uniform(20, 40), rng.uniform(0, math.tau)
    x, y = begin.x_mm + away_mm * math.cos(angle), begin.y_mm + away_mm * math.sin(angle)
    at_s = begin.at_s + rng.uniform(0, 0.06)
    return Contact(1, (Sample(at_s, x, y), Sample(first.samples[-1].at_s + rng.uniform(-0.02, 0.1), x, y)))


def _palm(first: Contact, end_s: float, aim: Aim, rng: random.Random) -> Contact:
    """The hand lies below the finger, since before it came and until after it has gone."""
    begin = first.samples[0]
    x, y = begin.x_mm + rng.uniform(-30, 60), begin.y_mm + rng.uniform(70, 110)
    start, end = begin.at_s - rng.uniform(0.2, 1.5), end_s + rng.uniform(0.1, 0.8)
    places = (_on_panel(start, x, y, aim.panel_mm), _on_panel(end, x + 2, y + 2, aim.panel_mm))
    return Contact(2, places)


def _on_panel(at_s: float, x_mm: float, y_mm: float, panel_mm: tuple[float, float]) -> Sample:
    return Sample(at_s, min(max(x_mm, 0.5), panel_mm[0] - 0.5), min(max(y_mm, 0.5), panel_mm[1] - 0.5))


def _events_of(contact: Contact) -> Iterator[tuple[float, str, int, Sample]]:
    first, *between, last = contact.samples
    yield first.at_s, "press", contact.finger, first
    for sample in between:
        yield sample.at_s, "move", contact.finger, sample
    yield last.at_s, "release", contact.finger, last
