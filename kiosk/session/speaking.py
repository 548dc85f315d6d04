"""Who speaks: queues phrases for the voice, shows the caption of the one that sounds, tells the session when it speaks.

Every phrase passes the door first (`door`), as things stand when its turn comes. `screen_phrases`: what a screen says.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Protocol

from devices.contracts.voice import Priority, SpeechFinished, SpeechResult, Utterance
from kiosk.catalogue import Catalogue, Words
from kiosk.core.tasks import Supervisor
from kiosk.session.door import let_out
from kiosk.session.events import Event, ReadOutEnded, SpeechChanged
from kiosk.session.hearing import Telling
from kiosk.session.lines import MISSED, Asked, CutOff, Line, Of
from kiosk.session.screen_phrases import Said
from kiosk.session.screens import Done, Search
from kiosk.session.seen import Seen, Unseen
from kiosk.session.snapshot import Caption
from kiosk.session.spelling import NO_WORDS, LastSaid, Spell, typed_is_heard
from kiosk.session.states import SPEAKS_BY_ITSELF, Mode, SessionState
from kiosk.speech import Phrase, one_phrase, phrases_of, utterances_for
from kiosk.texts import Privacy, Texts

READ, WRONG, DONE = (Utterance("♪", tones_hz=tones) for tones in ((660, 880), (440, 330), (523, 659, 784)))
"""Earcons: one rises, one falls, one rises to its end. They come before their words, which a touch may cut."""
EARCONS = {"card_read": READ, "social_card_read": READ, "form_problem": WRONG, "form_kept": WRONG, "scan_failed": WRONG}
SOON_S = 5.0
"""Words about time that could not be begun so long are of another time."""
TROUBLE = "read_"
"""How the words for a card that was not read begin."""
RATE_PERCENT = {Mode.STANDARD: 100, Mode.ELDER: 85, Mode.HIGH_CONTRAST: 100}
"""DESIGN §6: elders hear it slower."""


class Says(Protocol):
    """What the desk asks of a voice."""

    async def say(self, utterance: Utterance) -> SpeechResult: ...

    def stop(self) -> None: ...


class SpeakingDesk:
    """Implements the performer's `Speaker`. Main thread.

    Announcements are said by their priority (devices.contracts.voice), unless somebody wants silence. What the screen
    says is true only while it is shown: a newer screen takes the place of what an older one had left to say. `spelled`
    writes a phrase as the engine reads it right (`speech.Lexicon`).
    """

    def __init__(
        self,
        voice: Says | None,
        supervisor: Supervisor,
        state: Callable[[], SessionState],
        phrases: Callable[[bool], Said],
        catalogue: Catalogue,
        texts: Texts,
        send: Callable[[Event], None],
        show_caption: Callable[[Caption | None], None],
        heard: Callable[[str], None] = lambda text: None,
        spelled: Callable[[str], str] = lambda text: text,
        spelling: Spell = NO_WORDS,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._voice = voice
        self._supervisor = supervisor
        self._state = state
        self._phrases = phrases
        self._catalogue = catalogue
        self._texts = texts
        self._send = send
        self._show_caption = show_caption
        self._heard = heard
        self._spelled = spelled
        self._now_s = now_s
        self.seen: Seen = Unseen()
        self.handed_in: Callable[[], str] = lambda: ""
        """All that is handed in, in full words (kiosk.session.read_out)."""
        self.held_open: Callable[[str], str] = lambda field_id: ""
        """An answer in full words (the same)."""
        self._waiting: deque[Line] = deque()
        self._sounding: Line | None = None
        self._screen_begun: Said = ()
        """What has begun to sound of the screen's text, up to now."""
        self._cut_off = CutOff()
        self._is_silenced = False
        """What sounds was cut already, and only has to end."""
        self._at_work = False
        self._rung_for = ""
        """The case whose saving was heard as tones."""
        self._last = LastSaid(catalogue, texts, spelling)

    def say(self, key: str, params: Mapping[str, str | Words], priority: Priority = Priority.QUEUE) -> None:
        """Say what belongs to a key, by its priority; what waits to be said anyway is not said twice."""
        if priority is Priority.INTERRUPT:
            self.stop()
        asked = self._moment() if priority is Priority.DROP_IF_STALE else None
        waiting = {line.phrase for line in self._waiting}
        texts = self._texts.by_ear if self._state().hearing.by_ear else self._texts
        phrases = [phrase for phrase in utterances_for(key, params, texts) if phrase not in waiting]
        tones = WRONG if key.startswith(TROUBLE) else EARCONS.get(key)
        if tones is not None and phrases:
            self._queue((Line(None, Of.MOMENT, tones=tones, asked=asked),))
        self._queue(Line(phrase, Of.MOMENT, asked=asked) for phrase in phrases)

    def tell(self, text: str, spells: str = "") -> None:
        """Say what the keypad went to, at once; it cuts what it went away from, and nothing that happened.

        `spells` is what of it is spelled on demand.
        """
        self._outdate()
        self._queue((Line(one_phrase(text, self._texts), Of.FOCUS, spells=spells),))

    @property
    def typed_is_heard(self) -> bool:
        """What is being typed may be said now."""
        return typed_is_heard(self._state(), self._catalogue)

    def echo(self, text: str, is_candidate: bool = False) -> None:
        """Say what a hand typed, to who may hear it; to the room, that something was. A candidate also sign by sign."""
        if not self.typed_is_heard:
            if not is_candidate:
                self.tell(self._texts("ear.typed"))
            return
        self._outdate()
        told = self._last.echoed(text, self._state())
        said = self._last.in_one_breath(text) if is_candidate and told == text else told
        privacy = Privacy.PUBLIC if isinstance(self._state().screen, Search) else Privacy.PERSONAL
        self._queue((Line(one_phrase(said, self._texts, privacy), Of.FOCUS, spells=told),))

    def tell_key(self, text: str, spells: str = "") -> None:
        """Say which key the keypad went to; where the room would know by it what is typed, how it can be heard."""
        if self.typed_is_heard:
            self.tell(text, spells)
            return
        self._outdate()
        told = utterances_for("typing_in_private", {}, self._texts)
        self._queue(Line(phrase, Of.FOCUS) for phrase in told)

    def tell_candidate(self, text: str) -> None:
        """Say what the typed letters may mean, and sign by sign, when the keypad goes there."""
        self.tell_key(self._last.in_one_breath(text), text)

    def tell_of(self, what: Telling) -> None:
        """Say what is asked for, from what the screen shows."""
        self._outdate()
        match what:
            case Telling.EVERYTHING:
                self._tell_all(self.seen.everything())
            case Telling.PLACE:
                title = [phrase.caption for phrase in self._phrases(True)][:1]
                self._tell_all((*title, *self.seen.place()))
            case Telling.CHOSEN:
                chosen = tuple(self.seen.chosen())
                self._tell_all((self._texts("ear.chosen" if chosen else "ear.nothing_chosen"), *chosen))
            case Telling.SPELLING:
                spelled = self._last.spelled(self._state())
                self._queue(Line(phrase, Of.FOCUS, is_spelling=True) for phrase in spelled)

    def _tell_all(self, texts: Iterable[str]) -> None:
        self._queue(Line(phrase, Of.FOCUS) for text in texts for phrase in phrases_of(text, self._texts))

    def forget(self) -> None:
        """The session is over: nothing can be spelled any more."""
        self._last.forget()

    def read_out(self, session_serial: int) -> None:
        """Say all that is handed in; only when its last word was heard does the session learn that it was."""
        text = self.handed_in()
        self._outdate()
        ended = ReadOutEnded(session_serial, text)
        self._queue(Line(phrase, Of.FOCUS, ended) for phrase in phrases_of(text, self._texts, Privacy.PERSONAL))

    def read_value(self, field_id: str) -> None:
        """Say an answer in full, which the screen shows while a hand holds it open."""
        self._outdate()
        lines = phrases_of(self.held_open(field_id), self._texts, Privacy.PERSONAL)
        self._queue(Line(phrase, Of.FOCUS) for phrase in lines)

    def say_screen(self, requested: bool) -> None:
        """Say the screen shown, if this mode does so by itself, somebody asked for it, or is listening to the last one.

        A beginning that was heard already is not repeated, unless somebody asks.
        """
        state = self._state()
        by_itself = state.mode in SPEAKS_BY_ITSELF
        if not (requested or by_itself or state.hearing.by_ear or self._reads_screen()):
            return
        fresh = self._phrases(requested or state.hearing.by_ear or not by_itself)
        heard = () if requested else self._screen_begun
        same_count = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(heard, fresh, strict=False)))
        outdated = same_count < len(self._screen_begun)
        self._outdate(cut=outdated)
        self._screen_begun = fresh[:same_count]
        if isinstance(state.screen, Done) and state.screen.case_id != self._rung_for:
            self._rung_for = state.screen.case_id
            self._queue((Line(None, Of.SCREEN, tones=DONE),))
        self._queue(Line(phrase, Of.SCREEN) for phrase in fresh[same_count:])

    def hush(self) -> None:
        """A hand is on the machine: silence at once, and what the screen had to say counts as said."""
        sounding = () if self._sounding is None or self._is_silenced else (self._sounding,)
        lines = (*sounding, *self._waiting)
        begun = self._screen_begun[:-1] if any(line.of is Of.SCREEN for line in sounding) else self._screen_begun
        self._cut_off = CutOff(lines, begun)
        self._screen_begun += tuple(line.phrase for line in self._waiting if line.of is Of.SCREEN and line.phrase)
        self._silence()

    def sound_missed(self) -> None:
        """Let a missed touch be heard at once. What it cut into is said again: nobody wished for silence."""
        if self._voice is None:
            return
        if self._sounding is not None and not self._is_silenced:
            self.hush()
        if self._cut_off.lines:
            self._cut_in((Line(None, Of.MOMENT, is_aside=True),))
        else:
            self._supervisor.start("tone", self._voice.say(MISSED))

    def aside(self, key: str, params: Mapping[str, str | Words]) -> None:
        """Say this little at once, and go on with what it cuts into, from its last phrase."""
        self.hush()
        phrases = utterances_for(key, params, self._texts)
        self._cut_in(tuple(Line(phrase, Of.MOMENT, is_aside=True) for phrase in phrases))

    def _cut_in(self, lines: tuple[Line, ...]) -> None:
        cut, self._screen_begun = self._cut_off, self._cut_off.begun
        self._queue((*lines, *(line for line in cut.lines if not line.is_aside)))

    def stop(self) -> None:
        """Silence at once; what waits is dropped."""
        self._screen_begun, self._cut_off = (), CutOff()
        self._silence()

    def _silence(self) -> None:
        self._waiting.clear()
        self._is_silenced = True
        if self._voice is not None:
            self._voice.stop()

    def _moment(self) -> Asked:
        state = self._state()
        return Asked(self._now_s(), state.screen, state.overlay, state.card)

    def _is_stale(self, line: Line) -> bool:
        """What was to be said is no longer true, or was not begun soon."""
        if line.asked is None:
            return False
        now, has_begun = self._moment(), self._sounding is not None and self._sounding.asked is line.asked
        is_late = now.at_s - line.asked.at_s > SOON_S and not has_begun
        return is_late or replace(now, at_s=line.asked.at_s) != line.asked

    def _reads_screen(self) -> bool:
        sounding = () if self._sounding is None else (self._sounding,)
        return any(line.of is Of.SCREEN for line in (*sounding, *self._waiting, *self._cut_off.lines))

    def _outdate(self, cut: bool = True) -> None:
        """What was true of the screen or of the focus is said no more; `cut`: nor is it ended."""
        self._waiting = deque(line for line in self._waiting if line.of is Of.MOMENT)
        if cut and self._voice is not None and self._sounding is not None and self._sounding.of is not Of.MOMENT:
            self._voice.stop()

    def _queue(self, lines: Iterable[Line]) -> None:
        self._cut_off = CutOff()
        self._waiting.extend(lines)
        if self._waiting and not self._at_work:
            self._at_work = True
            self._supervisor.start("speak", self._speak())

    async def _speak(self) -> None:
        self._send(SpeechChanged(speaking=True))
        try:
            while self._waiting:
                line = self._waiting.popleft()
                if self._is_stale(line):
                    continue
                self._sounding, self._is_silenced = line, False
                await self._say_one(line)
        finally:
            self._at_work = False
            self._sounding = None
            self._show_caption(None)
            self._send(SpeechChanged(speaking=False))

    async def _say_one(self, line: Line) -> None:
        phrase = line.phrase
        if phrase is None:
            if self._voice is not None:
                share = self._state().hearing.volume_percent * line.tones.volume_percent // 100
                await self._voice.say(replace(line.tones, volume_percent=share))
            return
        if line.of is Of.SCREEN:
            self._screen_begun += (phrase,)
        if not line.is_spelling:
            self._last.note(phrase, line.spells)
        allowed = let_out((phrase,), self._state(), self._catalogue, self._texts, line.of is Of.FOCUS)
        heard = [isinstance(await self._sound(said), SpeechFinished) for said in allowed]
        if line.reading is None:
            return
        rest = [later for later in self._waiting if later.reading is line.reading]
        if any(later is line for later in self._waiting):
            return  # it is said again, whole
        if heard != [True]:  # nor is the rest of it then all that was to be heard
            self._waiting = deque(replace(later, reading=None) if later in rest else later for later in self._waiting)
        elif not rest:
            self._send(line.reading)

    async def _sound(self, phrase: Phrase) -> SpeechResult | None:
        is_for_all = phrase.privacy is Privacy.PUBLIC  # what is for one ear is not written up for every eye
        self._show_caption(Caption(phrase.caption, phrase.lit_start, phrase.lit_length) if is_for_all else None)
        self._heard(phrase.text)
        if self._voice is not None:
            state = self._state()
            rate_percent = RATE_PERCENT[state.mode] * state.hearing.rate_percent // 100
            spelling, volume_percent = self._spelled(phrase.text), state.hearing.volume_percent
            return await self._voice.say(Utterance(phrase.text, rate_percent, volume_percent, spelling))
        return None
