"""A department's system that speaks the platform's own words (`kiosk.platform.example_department` is one).

PUT  /orders/{order_id}          ─► {"id": …}
GET  /orders/{id}                ─► {"state": taken | working | done | sent_back | cancelled}
GET  /orders/{id}/result         ─► {"text": …}
POST /orders/{id}/cancellation   {"reason": …}
"""

from urllib.parse import quote

import msgspec

from kiosk.platform.adapters.calls import Calls
from kiosk.platform.adapters.contract import Away, Order, Refused, Remote, Result

MOST_TEXT = 2000


class Department:
    """One of them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def submit(self, order: Order) -> str | Away | Refused:
        """By its own id, so that one that is sent again is one."""
        said = {**msgspec.to_builtins(order)}
        told = await self._calls.ask("PUT", f"/orders/{quote(order.order_id, safe='')}", said, order.order_id)
        return _text(told, "id") if isinstance(told, dict) else told

    async def query(self, remote_id: str) -> Remote | Away | Refused:
        """Its state; a word that nobody knows is no answer."""
        told = await self._calls.ask("GET", f"/orders/{quote(remote_id, safe='')}")
        if not isinstance(told, dict):
            return told
        state = told.get("state")
        return Remote(state) if state in list(Remote) else Away("unknown_state")

    async def result(self, remote_id: str) -> Result | Away | Refused:
        """Its words."""
        told = await self._calls.ask("GET", f"/orders/{quote(remote_id, safe='')}/result")
        said = _text(told, "text") if isinstance(told, dict) else told
        return Result(said[:MOST_TEXT]) if isinstance(said, str) else said

    async def cancel(self, remote_id: str, reason: str) -> Away | Refused | None:
        """Once."""
        path = f"/orders/{quote(remote_id, safe='')}/cancellation"
        told = await self._calls.ask("POST", path, {"reason": reason}, f"cancel-{remote_id}")
        return None if isinstance(told, dict) else told


def _text(told: dict[str, object], name: str) -> str | Away:
    value = told.get(name)
    return value if isinstance(value, str) and value else Away(f"no_{name}")
