"""What is heard when the truth changes while something is being said."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.contracts.card_reader import CardMedia, CardRead
from devices.contracts.health import Health
from devices.contracts.printer import Printed
from devices.contracts.voice import Priority, SpeechFinished, SpeechResult, SpeechStopped, Utterance, VoiceStatus
from kiosk.core.tasks import Supervisor
from kiosk.session import effects as do
from kiosk.session import events as ev
from kiosk.session.effects import Effect
from kiosk.session.hearing import Telling
from kiosk.session.overlays import Alert, TimeIsUp
from kiosk.session.screen_phrases import phrases_of_screen
from kiosk.session.screens import Delivery, PrintState
from kiosk.session.speaking import SOON_S, SpeakingDesk
from kiosk.session.states import Mode, SessionState
from tests.helpers.fake_session import ALL_WELL
from tests.helpers.session_world import GUILAN_CARD, STROKES, Journey
from tests.helpers.view_context import real_texts

pytestmark = pytest.mark.anyio

OFFLINE = SessionState(card=CardMedia.NOT_PRESENT, online=False)


class HeldVoice:
    """A voice whose every phrase sounds until the test lets it end."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.last = Utterance("")
        self.cut_count = 0
        """How often something was said before the last was over or stopped."""
        self._ending: asyncio.Future[SpeechResult] | None = None

    @property
    def status(self) -> VoiceStatus:
        return VoiceStatus(health=Health.ONLINE, since_s=0.0)

    async def watch(self) -> AsyncIterator[VoiceStatus]:
        yield self.status

    async def say(self, utterance: Utterance, on_started: Callable[[], None] | None = None) -> SpeechResult:
        self.cut_count += self.sounds
        self.said.append(utterance.text)
        self.last = utterance
        self._ending = asyncio.get_running_loop().create_future()
        return await self._ending

    def use_clips(self, *folders: Path) -> None: ...

    async def prepare(self, utterances: Sequence[Utterance], go_on: Callable[[], bool] = bool) -> int:
        return 0

    def stop(self) -> None:
        self._end(SpeechStopped())

    async def let_end(self) -> None:
        """The phrase that sounds was heard; the next one begins."""
        self._end(SpeechFinished())
        await settled()

    @property
    def sounds(self) -> bool:
        return self._ending is not None and not self._ending.done()

    def _end(self, result: SpeechResult) -> None:
        if self._ending is not None and not self._ending.done():
            self._ending.set_result(result)

    async def run(self) -> None: ...

    async def close(self) -> None: ...


async def settled() -> None:
    """Let the speaking task go as far as it can."""
    for _ in range(5):
        await asyncio.sleep(0)


class Hall:
    """A journey that is heard: its effects of speech reach the desk as they come."""

    def __init__(self, journey: Journey, voice: HeldVoice, supervisor: Supervisor) -> None:
        self.journey, self.voice = journey, voice
        texts = real_texts()
        self.now_s = 0.0
        self.desk = SpeakingDesk(
            voice, supervisor, lambda: journey.state,
            lambda requested: phrases_of_screen(journey.state, ALL_WELL, journey.catalogue, texts, "right", requested),
            journey.catalogue, texts, lambda event: None, lambda caption: None, now_s=lambda: self.now_s,
        )  # fmt: skip

    async def hears(self, *events: ev.Event) -> None:
        """What happens, and what it says."""
        for event in events:
            told = len(self.journey.effects)
            self.journey.hand(event)
            for effect in self.journey.effects[told:]:
                self._perform(effect)
            await settled()

    async def hears_the_rest(self) -> list[str]:
        """Everything that is said from now on, until nothing more is."""
        self.voice.said.clear()
        while self.voice.sounds:
            await self.voice.let_end()
        return self.voice.said

    def _perform(self, effect: Effect) -> None:
        match effect:
            case do.Speak(key=key, params=params, priority=priority):
                self.desk.say(key, params, priority)
            case do.SpeakScreen(requested=requested):
                self.desk.say_screen(requested)
            case do.SoundMissed():
                self.desk.sound_missed()
            case do.StopSpeaking():
                self.desk.stop()
            case do.Hush():
                self.desk.hush()
            case do.Aside(key=key, params=params):
                self.desk.aside(key, params)
            case _:
                pass


@asynccontextmanager
async def hall(journey: Journey) -> AsyncIterator[Hall]:
    async with Supervisor() as supervisor:
        yield Hall(journey, HeldVoice(), supervisor)


async def test_that_there_is_no_network_is_not_said_any_more_once_it_was_handed_in() -> None:
    journey = Journey(OFFLINE).at_review(Mode.ELDER).hand(ev.NextPressed(), ev.NextPressed())
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    async with hall(journey) as heard:
        await heard.hears(journey.filed())
        await heard.voice.let_end()  # the tones
        assert "没有网络" not in heard.voice.said[1]

        journey.state = replace(journey.state, online=True)
        await heard.hears(ev.DeliveryChanged(journey.done.case_id, Delivery.ACKNOWLEDGED))

        said = await heard.hears_the_rest()
        assert not any("没有网络" in phrase for phrase in said)


async def test_the_number_is_heard_once_while_the_slip_runs_out_of_paper_and_goes_on() -> None:
    journey = Journey(OFFLINE).at_review(Mode.ELDER).hand(ev.NextPressed(), ev.NextPressed())
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    async with hall(journey) as heard:
        await heard.hears(journey.filed())
        await heard.voice.let_end()
        await heard.hears(ev.PrintWaits(journey.done.case_id, PrintState.WAITING_FOR_PAPER))
        await heard.hears(ev.PrintEnded(journey.done.case_id, Printed("mark")))
        begun = list(heard.voice.said)

        said = begun + await heard.hears_the_rest()

    assert sum("零零三，七三" in phrase for phrase in said) == 1
    assert not any("正在出来" in phrase for phrase in said)
    assert "请拿好。" in said
    assert said[-1] == "或者“接着办别的事”。"


async def test_who_looks_for_progress_hears_to_take_the_card_back() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER), ev.ProgressPressed(), ev.NoticeUnderstood())
    async with hall(journey) as heard:
        journey.hand(ev.CardSeen(CardMedia.PRESENT))
        await heard.hears(ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD)))
        await heard.hears(ev.CasesFound(journey.state.session_serial, ()))
        begun = list(heard.voice.said)

        said = begun + await heard.hears_the_rest()

    assert "".join(said).startswith("♪读好了，请把卡收好。")
    assert "没有查到办件。" in said
    assert "正在查，" not in said


async def test_who_applies_hears_to_take_the_card_back_and_then_the_form() -> None:
    journey = Journey().at_identify(Mode.ELDER)
    async with hall(journey) as heard:
        journey.hand(ev.CardSeen(CardMedia.PRESENT))
        await heard.hears(ev.CardReadEnded(journey.state.read_serial, CardRead(GUILAN_CARD)))
        begun = list(heard.voice.said)

        said = begun + await heard.hears_the_rest()

    assert "".join(said).startswith("♪读好了，请把卡收好。")
    assert len(said) > 2


async def test_who_asked_to_be_read_to_hears_the_new_truth_instead_of_the_old() -> None:
    journey = Journey(OFFLINE).at_done()
    async with hall(journey) as heard:
        await heard.hears(ev.ReadAloudPressed())
        journey.state = replace(journey.state, online=True)
        await heard.hears(ev.DeliveryChanged(journey.done.case_id, Delivery.ACKNOWLEDGED))

        said = await heard.hears_the_rest()

    assert not any("没有网络" in phrase for phrase in said)
    assert heard.voice.said[-1].endswith("再撕。")


async def test_a_screen_that_does_not_speak_by_itself_stays_silent() -> None:
    journey = Journey().at_notice()
    async with hall(journey) as heard:
        await heard.hears(ev.NoticeUnderstood())

    assert heard.voice.said == []


async def test_a_missed_touch_is_heard_at_once_and_costs_nothing_of_what_was_being_said() -> None:
    journey = Journey()
    async with hall(journey) as heard:
        await heard.hears(ev.Started(Mode.ELDER))
        (begun,) = heard.voice.said

        await heard.hears(ev.TouchMissed())
        assert heard.voice.said[1:] == ["♪"]

        assert (await heard.hears_the_rest())[0] == begun


async def test_a_touch_is_silence_at_once_and_where_it_missed_what_it_cut_is_said_again() -> None:
    """It spoke on under the finger until the finger left."""
    journey = Journey()
    async with hall(journey) as heard:
        await heard.hears(ev.Started(Mode.ELDER), ev.SpeechChanged(speaking=True))
        (begun,) = heard.voice.said

        await heard.hears(ev.Touched())
        assert not heard.voice.sounds
        assert heard.voice.said == [begun]

        await heard.hears(ev.TouchMissed())
        assert heard.voice.said == [begun, "♪"]
        assert (await heard.hears_the_rest())[0] == begun


async def test_a_touch_that_meant_something_leaves_the_rest_unsaid() -> None:
    journey = Journey()
    async with hall(journey) as heard:
        await heard.hears(ev.Started(Mode.ELDER), ev.SpeechChanged(speaking=True), ev.Touched(), ev.ModeChooserOpened())

        assert await heard.hears_the_rest() == []


async def test_the_keys_for_loudness_and_speed_are_told_by_the_way_and_what_was_said_goes_on() -> None:
    """Whoever made it faster in the middle of a long text had to ask for all of it again."""
    journey = Journey().hand(ev.EarKey(ev.Ear.HELP))
    async with hall(journey) as heard:
        heard.desk.say_screen(requested=True)
        await settled()
        (begun,) = heard.voice.said
        await heard.hears(ev.EarKey(ev.Ear.RATE), ev.EarKey(ev.Ear.RATE))

        assert heard.voice.said == [begun, "语速第四档。", "语速第五档。"]
        assert (await heard.hears_the_rest())[0] == begun
        assert heard.voice.last.rate_percent == 150


async def test_a_missed_touch_is_heard_also_where_nothing_is_said() -> None:
    journey = Journey().hand(ev.Started(Mode.STANDARD))
    async with hall(journey) as heard:
        await heard.hears(ev.TouchMissed(), ev.TouchMissed())
        assert set(heard.voice.said) == {"♪"}
        await heard.hears_the_rest()


# ── all that is handed in, read out ────────────────────────────────────────────────────────────────────────────────


def _reading(journey: Journey, heard: Hall) -> list[ev.Event]:
    """What the session is told, with three sentences to be read out."""
    told: list[ev.Event] = []
    heard.desk.handed_in = lambda: "姓名：张桂兰。住址：槐树里。打到社保卡。"
    heard.desk._send = told.append
    return told


def listening() -> Journey:
    return Journey().at_review(Mode.STANDARD).hand(ev.HeadphonesChanged(plugged=True), ev.EarKey(ev.Ear.HELP))


async def test_what_is_read_out_to_its_end_is_told_word_for_word() -> None:
    journey = listening()
    async with hall(journey) as heard:
        told = _reading(journey, heard)
        heard.desk.read_out(7)
        await settled()
        await heard.hears_the_rest()

    assert ev.ReadOutEnded(7, "姓名：张桂兰。住址：槐树里。打到社保卡。") in told


async def test_what_was_being_said_when_the_reading_began_takes_nothing_from_it() -> None:
    """At the pace of speech nobody could sign: the name of the key, cut by the reading, counted as a part not heard."""
    journey = listening()
    async with hall(journey) as heard:
        told = _reading(journey, heard)
        heard.desk.tell("听一遍，再用确定键代替签名，按钮。")
        await settled()
        heard.desk.stop()
        heard.desk.read_out(7)
        await settled()
        await heard.hears_the_rest()

    assert any(isinstance(event, ev.ReadOutEnded) for event in told)


async def test_what_was_cut_was_not_heard() -> None:
    journey = listening()
    async with hall(journey) as heard:
        told = _reading(journey, heard)
        heard.desk.read_out(7)
        await settled()
        heard.desk.tell("下一步，按钮。")
        await settled()
        await heard.hears_the_rest()

    assert not any(isinstance(event, ev.ReadOutEnded) for event in told)


async def test_headphones_pulled_in_the_middle_leave_it_unheard_and_unsaid() -> None:
    journey = listening()
    async with hall(journey) as heard:
        told = _reading(journey, heard)
        heard.desk.read_out(7)
        await settled()
        journey.state = replace(journey.state, in_private=False)

        said = await heard.hears_the_rest()

    assert said == []
    assert not any(isinstance(event, ev.ReadOutEnded) for event in told)


async def test_loudness_and_speed_reach_the_voice() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER), ev.EarKey(ev.Ear.VOLUME), ev.EarKey(ev.Ear.RATE))
    async with hall(journey) as heard:
        heard.desk.tell("下一步，按钮。")
        await settled()

        assert (heard.voice.last.volume_percent, heard.voice.last.rate_percent) == (200, 85 * 125 // 100)


async def test_what_is_read_out_to_one_ear_is_not_written_on_the_screen() -> None:
    """The caption showed the whole number of the identity card while it was read into the headphones."""
    journey = listening()
    async with hall(journey) as heard:
        captions: list[object] = []
        heard.desk._show_caption = captions.append
        _reading(journey, heard)
        heard.desk.read_out(7)
        await settled()
        await heard.hears_the_rest()

    assert captions
    assert not any(captions)


async def test_an_answer_that_is_held_open_is_said_to_one_ear_and_written_nowhere() -> None:
    async with hall(listening()) as heard:
        captions: list[object] = []
        heard.desk._show_caption = captions.append
        heard.desk.held_open = lambda field_id: "卡号：6217 0001。"
        heard.desk.read_value("bank_account")
        await settled()
        said = [*heard.voice.said, *await heard.hears_the_rest()]
    assert "".join(said).startswith("卡号：六二幺七")
    assert not any(captions)


async def test_what_was_saved_rings_once_and_a_card_that_was_not_read_falls() -> None:
    journey = Journey(OFFLINE).at_review(Mode.ELDER).hand(ev.NextPressed(), ev.NextPressed())
    journey.hand(ev.Signed(STROKES), ev.SubmitPressed())
    async with hall(journey) as heard:
        await heard.hears(journey.filed())
        assert list(heard.voice.last.tones_hz) == [523, 659, 784]
        assert "♪" not in await heard.hears_the_rest()
        await heard.hears(ev.ReadAloudPressed())
        assert heard.voice.last.text != "♪"
        assert "♪" not in await heard.hears_the_rest()

        heard.desk.say("read_pulled", {})
        await settled()
        assert list(heard.voice.last.tones_hz) == [440, 330]
        await heard.hears_the_rest()


# ── what waits, what cuts, what is dropped ─────────────────────────────────────────────────────────────────────────

RAIN = Alert("rain-1", 1, "暴雨红色预警", "雨大", "rainstorm", datetime(2026, 4, 21, tzinfo=UTC))


async def test_a_warning_cuts_what_is_being_said_and_drops_what_waits() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER))
    async with hall(journey) as heard:
        heard.desk.say("thanks", {})
        heard.desk.say("print_printed", {})
        await settled()
        begun = list(heard.voice.said)

        await heard.hears(ev.AlertChanged(RAIN))
        said = heard.voice.said[len(begun) :] + await heard.hears_the_rest()

    assert said[0].startswith("暴雨红色预警")
    assert not any("慢走" in phrase or "小票" in phrase for phrase in said)


async def test_progress_waits_its_turn_behind_a_warning_and_is_said_to_its_end() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER), ev.AlertChanged(RAIN))
    async with hall(journey) as heard:
        heard.desk.say("alert_rainstorm", {"title": RAIN.title, "text": RAIN.text}, Priority.INTERRUPT)
        heard.desk.say("print_printing", {})
        heard.desk.say("print_printed", {})
        await settled()
        heard.now_s = 60.0
        said = [*heard.voice.said, *await heard.hears_the_rest()]

    assert "".join(said).endswith("小票正在出来，等它停住再撕。小票打好了，请拿好。")


async def test_whether_somebody_is_still_here_is_not_asked_any_more_once_they_are() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER))
    async with hall(journey) as heard:
        heard.desk.say("help_coming", {})
        await settled()
        journey.state = replace(journey.state, overlay=TimeIsUp())
        heard.desk.say("time_is_up", {}, Priority.DROP_IF_STALE)
        journey.state = replace(journey.state, overlay=None)

        said = await heard.hears_the_rest()

    assert not any("您还在吗" in phrase for phrase in said)


async def test_words_about_time_that_could_not_be_begun_soon_are_not_said_at_all() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER))
    async with hall(journey) as heard:
        heard.desk.say("help_coming", {})
        heard.desk.say("card_left", {}, Priority.DROP_IF_STALE)
        await settled()
        heard.now_s = SOON_S + 0.1

        said = await heard.hears_the_rest()

    assert not any("身份证" in phrase for phrase in said)


async def test_words_about_time_that_have_begun_are_said_to_their_end() -> None:
    journey = Journey().hand(ev.Started(Mode.ELDER))
    async with hall(journey) as heard:
        heard.desk.say("time_is_up", {}, Priority.DROP_IF_STALE)
        await settled()
        heard.now_s = SOON_S + 0.1
        said = [*heard.voice.said, *await heard.hears_the_rest()]

    assert "".join(said) == "您还在吗？还在，就点一下大按钮。"


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(("queue", "interrupt", "drop", "focus", "screen", "all", "end", "later"))))
def test_whatever_is_asked_for_in_whatever_order_two_are_never_said_at_once(asked: list[str]) -> None:
    async def heard_all() -> None:
        journey = Journey().hand(ev.Started(Mode.ELDER))
        async with hall(journey) as heard:
            for what in asked:
                await _ask(heard, what)
            heard.desk.stop()
            assert heard.voice.cut_count == 0

    asyncio.run(heard_all())


async def _ask(heard: Hall, what: str) -> None:
    desk = heard.desk
    match what:
        case "queue":
            desk.say("print_printing", {})
        case "interrupt":
            desk.say("alert_other", {"title": "停水", "text": "今晚"}, Priority.INTERRUPT)
        case "drop":
            desk.say("card_left", {}, Priority.DROP_IF_STALE)
        case "focus":
            desk.tell("下一步，按钮。")
        case "screen":
            desk.say_screen(requested=True)
        case "all":
            desk.tell_of(Telling.EVERYTHING)
        case "later":
            heard.now_s += 3.0
        case _:
            await heard.voice.let_end()
    await settled()
