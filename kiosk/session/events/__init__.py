"""What can happen to a session, as a closed union, by where it happens."""

from kiosk.session.events.acting import ActForPressed as ActForPressed
from kiosk.session.events.acting import ActingEvent
from kiosk.session.events.acting import GroundChosen as GroundChosen
from kiosk.session.events.acting import HelperCame as HelperCame
from kiosk.session.events.acting import RelationChosen as RelationChosen
from kiosk.session.events.acting import Wish as Wish
from kiosk.session.events.acting import WishSaid as WishSaid
from kiosk.session.events.browse import ApplyPressed as ApplyPressed
from kiosk.session.events.browse import BrowseEvent
from kiosk.session.events.browse import CategoryChosen as CategoryChosen
from kiosk.session.events.browse import EntryChosen as EntryChosen
from kiosk.session.events.browse import GuidePrintEnded as GuidePrintEnded
from kiosk.session.events.browse import GuidePrintPressed as GuidePrintPressed
from kiosk.session.events.browse import ProgressPressed as ProgressPressed
from kiosk.session.events.browse import Searched as Searched
from kiosk.session.events.browse import SearchOpened as SearchOpened
from kiosk.session.events.case import (
    ActChosen as ActChosen,
)
from kiosk.session.events.case import (
    ActsOpened as ActsOpened,
)
from kiosk.session.events.case import (
    CaptureFailed as CaptureFailed,
)
from kiosk.session.events.case import (
    CapturePressed as CapturePressed,
)
from kiosk.session.events.case import (
    CaseEvent,
)
from kiosk.session.events.case import (
    CaseOpened as CaseOpened,
)
from kiosk.session.events.case import (
    CasesFound as CasesFound,
)
from kiosk.session.events.case import (
    CasesUnavailable as CasesUnavailable,
)
from kiosk.session.events.case import (
    CodeScanned as CodeScanned,
)
from kiosk.session.events.case import (
    PageCaptured as PageCaptured,
)
from kiosk.session.events.case import (
    PageKept as PageKept,
)
from kiosk.session.events.case import (
    SupplementFiled as SupplementFiled,
)
from kiosk.session.events.case import (
    SupplementNotFiled as SupplementNotFiled,
)
from kiosk.session.events.case import (
    SupplyPressed as SupplyPressed,
)
from kiosk.session.events.case import (
    WordFiled as WordFiled,
)
from kiosk.session.events.case import (
    WordNotFiled as WordNotFiled,
)
from kiosk.session.events.case import (
    WordTyped as WordTyped,
)
from kiosk.session.events.done import (
    AnotherPressed as AnotherPressed,
)
from kiosk.session.events.done import (
    DeliveryChanged as DeliveryChanged,
)
from kiosk.session.events.done import (
    DoneEvent,
)
from kiosk.session.events.done import (
    FinishPressed as FinishPressed,
)
from kiosk.session.events.done import (
    LevelChosen as LevelChosen,
)
from kiosk.session.events.done import (
    PrintEnded as PrintEnded,
)
from kiosk.session.events.done import (
    PrintPressed as PrintPressed,
)
from kiosk.session.events.done import (
    PrintWaits as PrintWaits,
)
from kiosk.session.events.done import (
    RatingFiled as RatingFiled,
)
from kiosk.session.events.done import (
    RatingSent as RatingSent,
)
from kiosk.session.events.done import (
    RatingSkipped as RatingSkipped,
)
from kiosk.session.events.done import (
    ReasonToggled as ReasonToggled,
)
from kiosk.session.events.done import (
    ReceiptDeclined as ReceiptDeclined,
)
from kiosk.session.events.done import (
    ReprintPressed as ReprintPressed,
)
from kiosk.session.events.done import (
    ShowCodePressed as ShowCodePressed,
)
from kiosk.session.events.done import (
    SlipSigned as SlipSigned,
)
from kiosk.session.events.ear import (
    Ear as Ear,
)
from kiosk.session.events.ear import (
    EarEvent,
)
from kiosk.session.events.ear import (
    EarKey as EarKey,
)
from kiosk.session.events.ear import (
    HeadphonesChanged as HeadphonesChanged,
)
from kiosk.session.events.ear import (
    ListeningChanged as ListeningChanged,
)
from kiosk.session.events.ear import (
    ListenPressed as ListenPressed,
)
from kiosk.session.events.ear import (
    ReadOutEnded as ReadOutEnded,
)
from kiosk.session.events.ear import (
    SignByKeyPressed as SignByKeyPressed,
)
from kiosk.session.events.ear import (
    SpeechChanged as SpeechChanged,
)
from kiosk.session.events.ear import (
    SpeechHeard as SpeechHeard,
)
from kiosk.session.events.ear import (
    SpokenEnough as SpokenEnough,
)
from kiosk.session.events.form import (
    AnswerGiven as AnswerGiven,
)
from kiosk.session.events.form import (
    CaseFiled as CaseFiled,
)
from kiosk.session.events.form import (
    CaseNotFiled as CaseNotFiled,
)
from kiosk.session.events.form import (
    ConsentDecided as ConsentDecided,
)
from kiosk.session.events.form import (
    EditPressed as EditPressed,
)
from kiosk.session.events.form import (
    FormEvent,
)
from kiosk.session.events.form import (
    InitialChosen as InitialChosen,
)
from kiosk.session.events.form import (
    MaterialChosen as MaterialChosen,
)
from kiosk.session.events.form import (
    NextPressed as NextPressed,
)
from kiosk.session.events.form import (
    PagesDropped as PagesDropped,
)
from kiosk.session.events.form import (
    PlaceChosen as PlaceChosen,
)
from kiosk.session.events.form import (
    PlacesOpened as PlacesOpened,
)
from kiosk.session.events.form import (
    RecordOpened as RecordOpened,
)
from kiosk.session.events.form import (
    Signed as Signed,
)
from kiosk.session.events.form import (
    SubmitPressed as SubmitPressed,
)
from kiosk.session.events.form import (
    VoiceLevel as VoiceLevel,
)
from kiosk.session.events.form import (
    VoiceRecorded as VoiceRecorded,
)
from kiosk.session.events.hand import (
    BackPressed as BackPressed,
)
from kiosk.session.events.hand import (
    ExitPressed as ExitPressed,
)
from kiosk.session.events.hand import (
    HandEvent,
)
from kiosk.session.events.hand import (
    HelpPressed as HelpPressed,
)
from kiosk.session.events.hand import (
    HelpWithdrawn as HelpWithdrawn,
)
from kiosk.session.events.hand import (
    HomePressed as HomePressed,
)
from kiosk.session.events.hand import (
    LeaveConfirmed as LeaveConfirmed,
)
from kiosk.session.events.hand import (
    LowReachChosen as LowReachChosen,
)
from kiosk.session.events.hand import (
    ModeChooserOpened as ModeChooserOpened,
)
from kiosk.session.events.hand import (
    ModeChosen as ModeChosen,
)
from kiosk.session.events.hand import (
    OverlayDismissed as OverlayDismissed,
)
from kiosk.session.events.hand import (
    OwnAloudChosen as OwnAloudChosen,
)
from kiosk.session.events.hand import (
    ReadAloudPressed as ReadAloudPressed,
)
from kiosk.session.events.hand import (
    ReducedMotionChosen as ReducedMotionChosen,
)
from kiosk.session.events.hand import (
    Revealed as Revealed,
)
from kiosk.session.events.hand import (
    Started as Started,
)
from kiosk.session.events.hand import (
    Touched as Touched,
)
from kiosk.session.events.hand import (
    TouchMissed as TouchMissed,
)
from kiosk.session.events.identify import (
    BeginAnewPressed as BeginAnewPressed,
)
from kiosk.session.events.identify import (
    CardReadEnded as CardReadEnded,
)
from kiosk.session.events.identify import (
    CardSeen as CardSeen,
)
from kiosk.session.events.identify import (
    DraftKept as DraftKept,
)
from kiosk.session.events.identify import (
    IdentifyEvent,
)
from kiosk.session.events.identify import (
    IdentityTyped as IdentityTyped,
)
from kiosk.session.events.identify import (
    KeptDropped as KeptDropped,
)
from kiosk.session.events.identify import (
    KeptLooked as KeptLooked,
)
from kiosk.session.events.identify import (
    NoticeUnderstood as NoticeUnderstood,
)
from kiosk.session.events.identify import (
    ResumePressed as ResumePressed,
)
from kiosk.session.events.identify import (
    RetryPressed as RetryPressed,
)
from kiosk.session.events.identify import (
    SocialCardReadEnded as SocialCardReadEnded,
)
from kiosk.session.events.identify import (
    StayUnnamedPressed as StayUnnamedPressed,
)
from kiosk.session.events.identify import (
    TypeInsteadPressed as TypeInsteadPressed,
)
from kiosk.session.events.staff import MaintenanceAsked as MaintenanceAsked
from kiosk.session.events.staff import MaintenanceOver as MaintenanceOver
from kiosk.session.events.staff import MaintenanceShown as MaintenanceShown
from kiosk.session.events.staff import StaffActed as StaffActed
from kiosk.session.events.staff import StaffEvent
from kiosk.session.events.world import (
    AlertChanged as AlertChanged,
)
from kiosk.session.events.world import (
    Crashed as Crashed,
)
from kiosk.session.events.world import (
    FilingChanged as FilingChanged,
)
from kiosk.session.events.world import (
    HelpHeard as HelpHeard,
)
from kiosk.session.events.world import (
    Interrupted as Interrupted,
)
from kiosk.session.events.world import (
    InterruptionOver as InterruptionOver,
)
from kiosk.session.events.world import (
    NetworkChanged as NetworkChanged,
)
from kiosk.session.events.world import (
    Restarted as Restarted,
)
from kiosk.session.events.world import (
    Tick as Tick,
)
from kiosk.session.events.world import (
    WorldEvent,
)

Event = (
    HandEvent | EarEvent | BrowseEvent | IdentifyEvent | ActingEvent | FormEvent | DoneEvent | CaseEvent | WorldEvent
    | StaffEvent
)  # fmt: skip
