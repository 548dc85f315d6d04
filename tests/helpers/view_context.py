"""A view context with the real catalogue and the real words, round a session of the test's choice."""

from functools import cache
from pathlib import Path

from kiosk.catalogue import Catalogue, load_catalogue
from kiosk.catalogue.areas import load_areas
from kiosk.session.snapshot import SessionPort
from kiosk.texts import Texts
from tests.helpers.fake_session import FakeSession
from ui.viewmodels.context import Place, ViewContext

ROOT = Path(__file__).resolve().parents[2]

PLACE = Place(
    place_name="槐树里社区便民服务",
    machine_line="河北省 · 3 号自助机",
    help_phone="0311-5550-0121",
    short_place_name="槐树里社区",
    refuge_name="槐树里小学体育馆",
    refuge_way="先往东再往北，走 350 米",
    console_url="https://console.huaishuli.example",
    refuge_walk="E200 N150",
    nearby_name="向阳村 2 号自助机",
    nearby_note="村委会一楼，到 20:00",
    nearby_walk="E350 N250",
    address="槐树里社区服务站，1号楼东 20 米",
)


@cache
def real_catalogue() -> Catalogue:
    """assets/catalogue, read once."""
    here = "130102001001"
    areas = load_areas(here, "清河街道", PLACE.short_place_name)
    return load_catalogue(ROOT / "assets" / "catalogue").at(here, areas)


@cache
def real_texts(locale: str = "zh_CN") -> Texts:
    """assets/i18n, strict: a missing word fails the test."""
    return Texts.load(ROOT / "assets" / "i18n", locale)


def view_context(session: SessionPort | None = None, locale: str = "zh_CN", texts: Texts | None = None) -> ViewContext:
    """What the composition root would hand to the view-models."""
    return ViewContext(session or FakeSession(), texts or real_texts(locale), real_catalogue(), PLACE)
