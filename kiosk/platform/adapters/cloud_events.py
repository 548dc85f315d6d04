"""What happens to cases, told to whoever is connected: CloudEvents 1.0 over HTTP, structured mode.

Nothing of a resident is in an event: not their name, not their answers, not what the department wrote. Of a
confidential case nobody hears anything.
"""

from kiosk.platform.adapters.calls import Calls
from kiosk.platform.adapters.contract import Away, Refused
from kiosk.platform.case_events import Recorded, kind_of
from kiosk.platform.standing import Case

CONTENT_TYPE = "application/cloudevents+json"
TYPE_PREFIX = "cn.bianmin.case."


class CloudEvents:
    """One that listens."""

    def __init__(self, calls: Calls, path: str = "/") -> None:
        self._calls, self._path = calls, path

    async def hear(self, event: dict[str, object]) -> Away | Refused | None:
        """Once for each id, says whoever hears it (CloudEvents 1.0, id)."""
        told = await self._calls.ask("POST", self._path, event, str(event["id"]), CONTENT_TYPE)
        return None if isinstance(told, dict) else told


def cloud_event(case_id: str, division_code: str, case: Case, recorded: Recorded) -> dict[str, object]:
    """One event of a case's history. Pure."""
    return {
        "specversion": "1.0",
        "id": f"{case_id}-{recorded.seq}",
        "source": f"urn:bianmin:division:{division_code}",
        "type": f"{TYPE_PREFIX}{kind_of(recorded.event)}.v1",
        "subject": case.number,
        "time": recorded.at.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "case_id": case_id,
            "division_code": division_code,
            "item_id": case.plan.item_id,
            "state": case.state.value,
            "version": recorded.seq,
            "desks": [desk.desk_id for desk in case.desks],
        },
    }
