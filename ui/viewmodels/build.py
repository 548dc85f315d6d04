"""Constructs every view-model and lets it follow the session, in two steps.

`greet` ─► the idle screen can be shown ─► the catalogue is read ─► `follow`, which constructs the rest

Importing this module registers all QML types. That cannot wait until after the first frame: a type registered from
Python takes the place of QObject in Qt's tables, and what was compiled before no longer fits what is compiled after.
"""

from collections.abc import Sequence

from ui.viewmodels.acting import ActForModel, OwnWishModel
from ui.viewmodels.alert import AlertModel
from ui.viewmodels.attach import AttachModel
from ui.viewmodels.context import FirstContext, Mirror, ViewContext
from ui.viewmodels.danger import DangerModel
from ui.viewmodels.done import DoneModel
from ui.viewmodels.form import FormModel
from ui.viewmodels.guide import CategoryModel, InformationModel
from ui.viewmodels.help_call import HelpModel
from ui.viewmodels.home import HomeModel
from ui.viewmodels.identify import IdentifyModel, TypeIdentityModel
from ui.viewmodels.idle import IdleModel
from ui.viewmodels.maintenance import MaintenanceMenuModel, SignInModel
from ui.viewmodels.menu_access import MenuAccessModel
from ui.viewmodels.menu_deep import MenuLogsModel, MenuNetworkModel
from ui.viewmodels.menu_front import MenuFrontModel
from ui.viewmodels.menu_guide import MenuGuideModel, PrinterTestModel
from ui.viewmodels.menu_pages import MenuDevicesModel, MenuPaperModel, MenuQueueModel
from ui.viewmodels.menu_trials import SelfTestsModel, TrialModel
from ui.viewmodels.notice import NotEligibleModel, NoticeModel
from ui.viewmodels.places import PlacesModel
from ui.viewmodels.progress import ProgressModel
from ui.viewmodels.rating import RatingModel
from ui.viewmodels.record import RecordModel
from ui.viewmodels.resume import ResumeModel
from ui.viewmodels.review import ReviewModel
from ui.viewmodels.search import SearchModel
from ui.viewmodels.shell import Shell
from ui.viewmodels.supply import SupplyModel
from ui.viewmodels.word import WordModel
from ui.viewmodels.words import Words


def build_view_models(context: ViewContext) -> tuple[Mirror, ...]:
    """Make the singletons QML will ask for, show them the session, and subscribe them. Once, before QML loads."""
    return follow(greet(context), context)


def greet(context: FirstContext) -> tuple[Mirror, ...]:
    """The singletons of the idle screen; they do not follow the session yet. Once, before QML loads."""
    Words(context)
    mirrors: tuple[Mirror, ...] = (IdleModel(context), Shell(context))
    for mirror in mirrors:
        mirror.apply(context.session.snapshot)
    return mirrors


def follow(first: Sequence[Mirror], context: ViewContext) -> tuple[Mirror, ...]:
    """Make the other singletons, and let all of them follow the session. Once, before any screen but the idle one.

    The shell follows last: when it names another screen, that screen's view-model already holds its words.
    """
    *idle, shell = first
    mirrors = (*idle, *_rest(context), shell)
    for mirror in mirrors:
        mirror.apply(context.session.snapshot)
        context.session.subscribe(mirror.apply)
    return mirrors


def _rest(context: ViewContext) -> tuple[Mirror, ...]:
    return (
        AlertModel(context),
        HelpModel(context),
        HomeModel(context),
        CategoryModel(context),
        SearchModel(context),
        InformationModel(context),
        DangerModel(context),
        NoticeModel(context),
        IdentifyModel(context),
        TypeIdentityModel(context),
        NotEligibleModel(context),
        ResumeModel(context),
        ActForModel(context),
        OwnWishModel(context),
        FormModel(context),
        PlacesModel(context),
        AttachModel(context),
        RecordModel(context),
        ReviewModel(context),
        DoneModel(context),
        RatingModel(context),
        ProgressModel(context),
        SupplyModel(context),
        WordModel(context),
        SignInModel(context),
        MaintenanceMenuModel(context),
        MenuFrontModel(context),
        MenuGuideModel(context),
        PrinterTestModel(context),
        MenuPaperModel(context),
        MenuQueueModel(context),
        MenuDevicesModel(context),
        MenuNetworkModel(context),
        MenuLogsModel(context),
        MenuAccessModel(context),
        SelfTestsModel(context),
        TrialModel(context),
    )
