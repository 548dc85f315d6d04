"""The technician's pages as plain values: the way to the platform over a day, and the log by event. No Qt."""

from dataclasses import dataclass
from datetime import timedelta

from kiosk.maintenance.facts import CERTIFICATE_WARNED_AHEAD, CLOCK_OFF_S, Facts, Line
from kiosk.maintenance.line_history import KEPT, QUARTER, Quarters, down_for
from kiosk.maintenance.log_pages import LogLine
from kiosk.maintenance.sight import Sight
from kiosk.texts import Texts
from kiosk.texts.format import show_full_date, show_moment, show_time

QUARTERS_SHOWN_COUNT = KEPT // QUARTER


@dataclass(frozen=True, slots=True)
class FactRow:
    """One line of the network's page."""

    label: str
    value: str
    health: str


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """One column of the plot."""

    share: float
    """Of the slowest answer of the day; 0 where nothing was seen."""
    down_share: float


@dataclass(frozen=True, slots=True)
class NetworkFace:
    """The network's page."""

    facts: tuple[FactRow, ...] = ()
    quarters: tuple[QuarterRow, ...] = ()
    summary: str = ""
    begins: str = ""


@dataclass(frozen=True, slots=True)
class SortRow:
    """One sort of event, to be touched."""

    event: str
    count_text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One event."""

    moment: str
    event: str
    words: str
    details: str
    level: str
    level_text: str


@dataclass(frozen=True, slots=True)
class LogsFace:
    """The log's page."""

    sorts: tuple[SortRow, ...] = ()
    rows: tuple[LogRow, ...] = ()
    note: str = ""


def network_face(sight: Sight, texts: Texts) -> NetworkFace:
    """Where this machine is, how far the platform, and how the last day was."""
    line = sight.facts.line
    latencies_ms = [one.latency_ms for one in line.quarters if one.latency_ms is not None]
    down = down_for(line.quarters)
    summary = texts("menu.network.never_down")
    if down >= timedelta(minutes=1):
        summary = texts("menu.network.down_for", count=round(down / timedelta(minutes=1)))
    return NetworkFace(
        facts=_network_facts(sight.facts, texts),
        quarters=_quarters(line.quarters, max(latencies_ms, default=0.0), sight.facts),
        summary=summary,
        begins=show_time(sight.facts.now - KEPT),
    )


def _network_facts(facts: Facts, texts: Texts) -> tuple[FactRow, ...]:
    line = facts.line
    rows = [
        FactRow(texts("menu.network.platform"), _reach(facts, texts), "ok" if line.online else "bad"),
        FactRow(texts("menu.network.certificate"), _certificate(facts, texts), _certificate_health(facts)),
        FactRow(texts("menu.network.clock"), _clock(line, texts), _clock_health(line)),
    ]
    addresses = line.addresses or (texts("menu.network.no_address"),)
    rows += [FactRow(texts("menu.network.address"), each, "ok" if line.addresses else "bad") for each in addresses]
    return tuple(rows)


def _reach(facts: Facts, texts: Texts) -> str:
    line = facts.line
    if not facts.is_enrolled:
        return texts("menu.network.not_enrolled")
    if line.online is None:
        return texts("menu.unknown")
    if not line.online:
        return texts("menu.network.down", moment="" if line.since is None else show_moment(line.since, texts))
    return texts("menu.network.up", count=round(line.latency_ms or 0))


def _certificate(facts: Facts, texts: Texts) -> str:
    if facts.line.is_clear:
        return texts("menu.network.clear")
    ends_at = facts.line.certificate_ends_at
    return texts("menu.unknown") if ends_at is None else texts(
        "menu.network.ends", date=show_full_date(ends_at.date(), texts), count=(ends_at - facts.now).days
    )  # fmt: skip


def _certificate_health(facts: Facts) -> str:
    ends_at = facts.line.certificate_ends_at
    if ends_at is None:
        return "ok" if facts.line.is_clear else "unknown"
    return "ok" if ends_at - facts.now > CERTIFICATE_WARNED_AHEAD else "bad"


def _clock_health(line: Line) -> str:
    if line.clock_off_s is None:
        return "unknown"
    return "ok" if abs(line.clock_off_s) <= CLOCK_OFF_S else "bad"


def _clock(line: Line, texts: Texts) -> str:
    if line.clock_off_s is None:
        return texts("menu.unknown")
    return texts("menu.network.clock_off", seconds=round(abs(line.clock_off_s)))


def _quarters(quarters: Quarters, most_ms: float, facts: Facts) -> tuple[QuarterRow, ...]:
    """One column for each quarter of the day, also for those in which the machine was off."""
    by_age = {int((facts.now - one.begins_at) / QUARTER): one for one in quarters}
    rows = []
    for age in range(QUARTERS_SHOWN_COUNT - 1, -1, -1):
        one = by_age.get(age)
        share = 0.0 if one is None or one.latency_ms is None or not most_ms else one.latency_ms / most_ms
        rows.append(QuarterRow(share, 0.0 if one is None or not one.look_count else one.down_count / one.look_count))
    return tuple(rows)


def logs_face(sight: Sight, texts: Texts) -> LogsFace:
    """The sorts there are, and those of the chosen one."""
    log, chosen = sight.facts.log, sight.menu.event
    everything = SortRow("", texts("menu.logs.all"), not chosen)
    sorts = [SortRow(event, texts("menu.logs.count", count=count), event == chosen) for event, count in log.counts]
    rows = tuple(_log_row(line, texts) for line in log.of(chosen))
    return LogsFace((everything, *sorts), rows, texts("menu.logs.nobody") if rows else texts("menu.logs.none"))


def _log_row(line: LogLine, texts: Texts) -> LogRow:
    key = f"log.event.{line.event}"
    details = "  ".join(f"{name} {value}" for name, value in line.details)
    level = line.level if line.level in ("error", "warning") else "info"
    words = texts(key) if key in texts else ""
    return LogRow(show_moment(line.at, texts), line.event, words, details, level, texts(f"log.level.{level}"))
