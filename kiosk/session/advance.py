"""The session's one rule: `advance(state, event, world)` says what is next and what is to be done. Pure.

Order of the questions: what does the event mean everywhere (time, network, card, interruption)? Is the hand free to
act, or is something under way that must not be disturbed? What does it mean on this screen?
"""

from dataclasses import replace
from typing import assert_never

from kiosk.core.person import IdentityLevel
from kiosk.session import (
    effects as do,
)
from kiosk.session import (
    events as ev,
)
from kiosk.session import (
    kept,
    moves,
    on_acting,
    on_alert,
    on_answers,
    on_attach,
    on_browse,
    on_case,
    on_done,
    on_hearing,
    on_help,
    on_identify,
    on_listening,
    on_maintenance,
    on_record,
    on_resume,
    on_time,
    on_wish,
    on_word,
)
from kiosk.session.events import Event
from kiosk.session.hearing import Aid
from kiosk.session.moves import Step
from kiosk.session.overlays import AlertShown, HelpCalled, Interruption, LeaveQuestion, Listening, ModeChooser
from kiosk.session.screens import (
    ActFor,
    Attach,
    CaseActs,
    CaseDetail,
    CaseList,
    CaseWord,
    Category,
    Danger,
    Done,
    Form,
    Home,
    Identify,
    Idle,
    Information,
    Maintenance,
    NotEligible,
    Notice,
    NotSaved,
    NotToday,
    OwnWish,
    Photograph,
    PickPlace,
    Rate,
    Record,
    Reprint,
    Resume,
    Review,
    Saving,
    Search,
    Supplied,
    Supply,
    TypeIdentity,
    WordKept,
)
from kiosk.session.states import SessionState
from kiosk.session.world import World

MACHINE_EVENTS = (
    ev.CardSeen, ev.CardReadEnded, ev.SocialCardReadEnded, ev.PrintWaits, ev.PrintEnded, ev.PageCaptured,
    ev.CaptureFailed, ev.SpeechChanged, ev.CaseFiled, ev.SlipSigned, ev.CaseNotFiled, ev.SupplementFiled,
    ev.SupplementNotFiled, ev.RatingFiled, ev.DraftKept, ev.KeptLooked, ev.KeptDropped, ev.DeliveryChanged,
    ev.CasesFound, ev.CasesUnavailable, ev.HelpHeard, ev.CodeScanned, ev.FilingChanged, ev.NetworkChanged,
    ev.HeadphonesChanged, ev.ReadOutEnded, ev.Tick, ev.Interrupted, ev.AlertChanged, ev.InterruptionOver,
    ev.Restarted, ev.Crashed, ev.WordFiled, ev.WordNotFiled, ev.ListeningChanged, ev.SpeechHeard,
    ev.VoiceLevel, ev.VoiceRecorded, ev.GuidePrintEnded,
    ev.MaintenanceAsked, ev.MaintenanceShown, ev.MaintenanceOver, ev.HelperCame,
)  # fmt: skip
"""Everything that is no hand on the machine."""

ALLOWED_WHILE_BUSY = (
    ev.Touched, ev.TouchMissed, ev.EarKey, ev.ReadAloudPressed, ev.HelpPressed, ev.HelpWithdrawn,
    ev.OverlayDismissed, ev.ReceiptDeclined, ev.ShowCodePressed,
)  # fmt: skip
"""What a hand may do while something is committed or printed."""


def advance(state: SessionState, event: Event, world: World) -> Step:
    """The next state, and what has to be done for it, in that order. Never raises for any pair of state and event."""
    after, effects = on_listening.let_go(state, *on_alert.shown(*_advanced(state, event, world), world))
    after, effects = on_record.let_go(state, after, effects)
    after = on_hearing.let_go(state, after, event)
    if not after.interruption_waits or after.busy_with_effect:
        return after, effects
    overlay = Interruption(after.interruption_waits)
    return replace(after, overlay=overlay, interruption_waits=""), (*effects, do.StopSpeaking())


def _advanced(state: SessionState, event: Event, world: World) -> Step:
    if isinstance(event, MACHINE_EVENTS):
        after, effects = _machine(state, event, world)
        return _still_interrupted(state, after, event), effects
    kept_out = state.busy_with_effect and not isinstance(event, ALLOWED_WHILE_BUSY)
    kept_out = kept_out or isinstance(state.overlay, Interruption)
    hushed = state.hushed and isinstance(event, ev.ReadAloudPressed)
    state = replace(state, touched_s=world.now_s, said_again=0, hushed=hushed)
    return moves.stay(state) if kept_out else _hand(on_time.kept(state), event, world)


def _still_interrupted(before: SessionState, after: SessionState, event: Event) -> SessionState:
    """Whatever arrives below an interruption or a warning, it stays on top until it is over or put away."""
    if isinstance(before.overlay, AlertShown) and before.session_serial == after.session_serial and before.in_session:
        stays = after.overlay is None and after.in_session and after.alert is not None
        return replace(after, overlay=before.overlay) if stays else after
    if isinstance(before.overlay, HelpCalled) and after.overlay is None and after.help_call is not None:
        return replace(after, overlay=before.overlay)
    if isinstance(before.overlay, Interruption) and not isinstance(event, ev.Interrupted | ev.InterruptionOver):
        return replace(after, overlay=before.overlay)
    return after


def _machine(state: SessionState, event: Event, world: World) -> Step:
    match event:
        case ev.Tick():
            return on_time.tick(state, world)
        case ev.NetworkChanged(online=online):
            return moves.stay(replace(state, online=online, network_known=True))
        case ev.FilingChanged(off=off):
            return on_identify.filing_changed(replace(state, filing_off=off), world)
        case ev.SpeechChanged(speaking=speaking):
            after, _ = on_time.speech_changed(state, speaking, world)
            return on_listening.silent(after)
        case ev.ListeningChanged(can=can):
            return moves.stay(replace(state, can_listen=can))
        case ev.SpeechHeard():
            return _spoken_to(state, event, world)
        case ev.HeadphonesChanged(plugged=plugged):
            return on_hearing.headphones(state, plugged)
        case ev.ReadOutEnded():
            return on_hearing.read_out_ended(state, event)
        case ev.CardSeen(media=media):
            return on_identify.card_seen(state, media, world)
        case ev.CardReadEnded():
            return on_identify.read_ended(state, event, world)
        case ev.SocialCardReadEnded():
            return on_identify.social_read_ended(state, event, world)
        case ev.HelpHeard():
            return on_help.heard(state, event, world)
        case ev.DraftKept(kept=one):
            return moves.stay(replace(state, kept=kept.with_one(state.kept, one)))
        case ev.KeptLooked():
            return on_resume.looked(state, event, world)
        case ev.KeptDropped(name=name):
            return moves.stay(replace(state, kept=kept.without(state.kept, name)))
        case ev.Interrupted(by=by):
            return moves.stay(replace(state, interruption_waits=by))
        case ev.AlertChanged(alert=alert):
            return on_alert.changed(state, alert)
        case ev.InterruptionOver():
            over = replace(state, overlay=None, touched_s=world.now_s)
            over = over if isinstance(state.overlay, Interruption) else state
            return moves.stay(replace(over, interruption_waits=""))
        case ev.CaseFiled() | ev.SlipSigned() | ev.CaseNotFiled() | ev.PrintWaits() | ev.PrintEnded():
            return on_done.machine(state, event, world)
        case ev.GuidePrintEnded():
            return on_browse.guide_print_ended(state, event)
        case ev.RatingFiled(saved=saved):
            return state, (do.Speak("thanks" if saved else "rating_lost"),)
        case ev.DeliveryChanged():
            return on_done.delivery_changed(state, event)
        case ev.Restarted(told_for_s=told_for_s):
            return moves.stay(replace(state, lost_until_s=world.now_s + told_for_s if told_for_s > 0 else 0.0))
        case ev.MaintenanceAsked():
            return on_maintenance.asked(state, world)
        case ev.MaintenanceShown():
            return on_maintenance.shown(state, event, world)
        case ev.HelperCame():
            return on_maintenance.helps(state, event, world)
        case ev.MaintenanceOver():
            return on_maintenance.over(state, world)
        case ev.Crashed():
            return _crashed(state, world)
        case ev.VoiceLevel() | ev.VoiceRecorded():
            screen = state.screen
            return on_record.machine(state, screen, event, world) if isinstance(screen, Record) else moves.stay(state)
        case _ if isinstance(state.screen, Photograph):
            return on_attach.machine(state, state.screen, event, world)
        case _:
            return on_case.machine(state, event, world)


def _crashed(state: SessionState, world: World) -> Step:
    """What is not known is said so; anything else ends here rather than go on half alive."""
    match state.screen:
        case Idle():
            return moves.stay(state)
        case Saving():  # committing again is harmless: the case's id stays
            return moves.show(replace(state, touched_s=world.now_s), NotSaved("disk_error"))
        case Maintenance():
            return on_maintenance.time_is_up(state, world)
        case Done() | Reprint() if state.busy_with_effect:
            return on_done.print_lost(replace(state, touched_s=world.now_s), state.screen)
        case _:
            told = replace(state, lost_until_s=world.now_s + kept.KEPT_S)
            return moves.end_session(told, "failed", world)


def _hand(state: SessionState, event: Event, world: World) -> Step:
    match event:
        case ev.Touched():
            return replace(state, hushed=state.speaking), (do.Hush(),) if state.speaking else ()
        case ev.TouchMissed():
            return state, (do.SoundMissed(),)
        case ev.ReadAloudPressed():
            return on_hearing.read_aloud(state)
        case ev.EarKey(key=ev.Ear.TAKE) if state.hearing.at_hand is Aid.BACK:
            return _hand(state, _back(state), world) if on_hearing.may_go_back(state) else moves.stay(state)
        case ev.EarKey():
            return on_hearing.hand(state, event, world)
        case ev.HelpPressed(quiet=quiet):
            return _helped(state, world, quiet)
        case ev.HelpWithdrawn():
            return on_help.withdrawn(state)
        case ev.BackPressed() if isinstance(state.overlay, HelpCalled):
            return moves.stay(replace(state, overlay=None))
        case ev.OverlayDismissed():
            return replace(state, overlay=None), (do.Hush(),) if state.speaking else ()
        case _ if not state.in_session:
            return on_browse.started(state, event, world)
        case ev.ListenPressed():
            return on_listening.pressed(state)
        case ev.SpokenEnough():
            return state, (do.EndListening(),)
        case ev.ModeChooserOpened():
            return moves.stay(replace(state, overlay=ModeChooser()))
        case ev.ModeChosen(mode=mode):
            return on_browse.mode_chosen(state, mode)
        case ev.LowReachChosen(on=on):
            return moves.stay(replace(state, low_reach=on, overlay=None))
        case ev.ReducedMotionChosen(on=on):
            return moves.stay(replace(state, reduced_motion=on, overlay=None))
        case ev.OwnAloudChosen(on=on):
            return on_hearing.own_aloud(state, on)
        case ev.Revealed() if state.acting is not None:  # what a card said of who is not here stays behind its mask
            return moves.stay(state)
        case ev.Revealed(field_id=field_id):
            return state, (do.LogReveal(field_id), *on_hearing.held_open(state, field_id))
        case ev.LeaveConfirmed() if not isinstance(state.screen, Maintenance):
            return _leave(state, world)
        case ev.ExitPressed() | ev.HomePressed() if not isinstance(state.screen, Maintenance):
            return _wants_to_leave(state, isinstance(event, ev.HomePressed), world)
        case _:
            return _on_screen(replace(state, overlay=None), event, world)


def _back(state: SessionState) -> Event:
    """One step back; from the home screen that is out."""
    return ev.ExitPressed() if isinstance(state.screen, Home) else ev.BackPressed()


def _spoken_to(state: SessionState, event: ev.SpeechHeard, world: World) -> Step:
    """What was said is done, as a hand would have done it."""
    overlay = state.overlay
    if not isinstance(overlay, Listening) or overlay.serial != event.listen_serial:
        return moves.stay(state)
    after = replace(state, overlay=None, touched_s=world.now_s)
    meant = () if event.meant is None else on_listening.events_of(after, event.meant, _back(after), world)
    effects = on_listening.told(meant)
    for wanted in meant:
        after, more = _hand(after, wanted, world)
        effects = (*more, *effects)
    return after, effects


def _helped(state: SessionState, world: World, quiet: bool) -> Step:
    """Waiting for somebody needs a session, so at an idle machine one begins."""
    if state.in_session:
        return on_help.called(state, world, quiet)
    begun, effects = on_browse.started(state, ev.Started(), world)
    after, more = on_help.called(begun, world)
    return after, (*effects, *more)


def _wants_to_leave(state: SessionState, to_home: bool, world: World) -> Step:
    if moves.has_something_to_lose(state):
        return replace(state, overlay=LeaveQuestion(to_home)), (do.at_once("leave"),)
    if to_home:
        return moves.go_home(state)
    return moves.end_session(state, moves.outcome_of(state.screen), world)


def _leave(state: SessionState, world: World) -> Step:
    """清除并退出 leaves nothing: neither what is filled in now nor what was kept for this person before."""
    if isinstance(state.overlay, LeaveQuestion) and state.overlay.to_home:
        after, effects = moves.go_home(state)
    else:
        after, effects = moves.end_session(state, moves.outcome_of(state.screen), world)
    person = state.person
    if not state.kept or person is None or person.level < IdentityLevel.CARD_READ:
        return after, effects
    return after, (do.DropKept(person), *effects)


def _on_screen(state: SessionState, event: Event, world: World) -> Step:
    match state.screen:
        case Idle() | Saving():
            return moves.stay(state)
        case Home() | Category() | Search() | Information() | Danger():
            return on_browse.hand(state, state.screen, event, world)
        case Notice() | Identify() | TypeIdentity() | NotEligible():
            return on_identify.hand(state, state.screen, event, world)
        case ActFor() if isinstance(event, ev.RetryPressed) and not state.screen.reading:
            return on_identify.retried(state, state.screen)
        case ActFor():
            return on_acting.hand(state, state.screen, event, world)
        case OwnWish() | NotToday():
            return on_wish.hand(state, state.screen, event, world)
        case Resume():
            return on_resume.hand(state, state.screen, event, world)
        case Form() | PickPlace() | Record() | Attach() | Photograph() | Review() | NotSaved():
            return on_answers.hand(state, state.screen, event, world)
        case Done() | Rate() | Reprint():
            return on_done.hand(state, state.screen, event, world)
        case CaseList() | CaseDetail() | Supply() | Supplied():
            return on_case.hand(state, state.screen, event, world)
        case CaseActs() | CaseWord() | WordKept():
            return on_word.hand(state, state.screen, event, world)
        case Maintenance():
            return on_maintenance.hand(state, event)
        case _:
            assert_never(state.screen)
