"""Constructs every view-model and lets it follow the session. Importing this module registers all QML types."""

from ui.viewmodels.context import Mirror, ViewContext
from ui.viewmodels.done import DoneModel
from ui.viewmodels.form import FormModel
from ui.viewmodels.guide import CategoryModel, InformationModel
from ui.viewmodels.home import HomeModel
from ui.viewmodels.identify import IdentifyModel, NotEligibleModel, NoticeModel, TypeIdentityModel
from ui.viewmodels.idle import IdleModel
from ui.viewmodels.progress import ProgressModel
from ui.viewmodels.rating import RatingModel
from ui.viewmodels.review import ReviewModel
from ui.viewmodels.shell import Shell, Words
from ui.viewmodels.supply import SupplyModel


def build_view_models(context: ViewContext) -> tuple[Mirror, ...]:
    """Make the singletons QML will ask for, show them the session as it is, and subscribe them. Once, before QML loads.

    The shell follows last: when it names another screen, that screen's view-model already holds its words.
    """
    Words(context)
    mirrors: tuple[Mirror, ...] = (
        IdleModel(context),
        HomeModel(context),
        CategoryModel(context),
        InformationModel(context),
        NoticeModel(context),
        IdentifyModel(context),
        TypeIdentityModel(context),
        NotEligibleModel(context),
        FormModel(context),
        ReviewModel(context),
        DoneModel(context),
        RatingModel(context),
        ProgressModel(context),
        SupplyModel(context),
        Shell(context),
    )
    for mirror in mirrors:
        mirror.apply(context.session.snapshot)
        context.session.subscribe(mirror.apply)
    return mirrors
