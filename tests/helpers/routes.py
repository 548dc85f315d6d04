"""A route with everything: one desk accepts, two work side by side, a third joins them; and a history told by days."""

from datetime import UTC, datetime, timedelta

import msgspec

from kiosk.core.clock import china_date
from kiosk.core.working_days import load_working_days
from kiosk.platform.case_events import CLOCK, CaseEvent, Plan, PlannedStep, Received, Recorded
from kiosk.platform.clocks import said_by
from kiosk.platform.deciding import NotNow, decide
from kiosk.platform.route import Desk, Level, PlannedTask, Route, Special
from kiosk.platform.routing import apply, evolve
from kiosk.platform.settings import ASSETS
from kiosk.platform.standing import Case

CALENDAR = load_working_days(ASSETS / "content" / "holidays.toml")
ARRIVED = datetime(2026, 4, 21, 1, 43, tzinfo=UTC)
"""A Tuesday; the first of May is the next holiday."""
COMMUNITY = Desk(desk_id="huaishuli", name="槐树里社区")
STREET = Desk(desk_id="qinghe", name="清河街道")
CIVIL = Desk(desk_id="civil-affairs", name="区民政局")
DISABLED = Desk(desk_id="disabled", name="区残联")
FINANCE = Desk(desk_id="finance", name="区财政局")
SUPERVISION = Desk(desk_id="service", name="区政务服务中心")

ROUTE = Route(
    front=COMMUNITY,
    tasks=(
        PlannedTask(task_id="check", name="初审", desk=STREET, step=1, working_days=3, accepts=True),
        PlannedTask(task_id="civil", name="审核", desk=CIVIL, step=2, working_days=6, after=("check",)),
        PlannedTask(task_id="grade", name="审核", desk=DISABLED, step=2, working_days=4, after=("check",)),
        PlannedTask(task_id="pay", name="拨款", desk=FINANCE, step=3, working_days=4, after=("civil", "grade")),
    ),
    statutory_working_days=20,
    extension_working_days=5,
    specials=(Special(kind="publicity", name="公示"),),
    escalations=(Level(after_working_days=0, desk=STREET), Level(after_working_days=3, desk=SUPERVISION)),
)
SILENT = msgspec.structs.replace(ROUTE, silence_accepts=True)
"""行政许可法 32 applies."""
PLAN = Plan(
    item_id="disability-allowance",
    item_name="残疾人补贴",
    department="区民政局",
    steps=(
        PlannedStep(name="收件", department="槐树里社区", working_days=1),
        PlannedStep(name="初审", department="清河街道", working_days=3),
        PlannedStep(name="审核", department="区民政局、区残联", working_days=6),
        PlannedStep(name="拨款", department="区财政局", working_days=5),
    ),
    committed_working_days=15,
    contact_phone="0311-5550-0106",
    see_level="card_read",
    route=ROUTE,
)


class Told:
    """A case as it is told, day by day; its clocks are heard before anything is done, as the platform hears them."""

    def __init__(self, route: Route = ROUTE, arrived: datetime = ARRIVED) -> None:
        plan = msgspec.structs.replace(PLAN, route=route)
        received = Received(number="HSL-0421-0037", filed_at=arrived, plan=plan)
        self.now = arrived
        self.history = [Recorded(1, arrived, "terminal:hsl-3", received)]
        self.case: Case = apply(self.history)

    def on(self, day: int) -> "Told":
        """So many days after it arrived: the clocks say what they have to."""
        self.now = self.history[0].at + timedelta(days=day)
        while (said := said_by(self.case, china_date(self.now), CALENDAR)) is not None:
            self._record(said, CLOCK)
        return self

    def say(self, *wishes: CaseEvent) -> "Told":
        """What must fit."""
        for wish in wishes:
            assert self.wish(wish) is None
        return self

    def wish(self, wish: CaseEvent) -> str | None:
        """Why not, None where it is done."""
        event = decide(self.case, wish, china_date(self.now), CALENDAR)
        if isinstance(event, NotNow):
            return event.reason
        self._record(event, "staff:陈静")
        return None

    def kinds(self) -> list[str]:
        """What happened, in its stored names."""
        return [str(each.event.__struct_config__.tag) for each in self.history]

    def _record(self, event: CaseEvent, actor: str) -> None:
        recorded = Recorded(self.case.version + 1, max(self.now, self.history[-1].at), actor, event)
        self.history.append(recorded)
        self.case = evolve(self.case, recorded)
