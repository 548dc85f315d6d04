"""A city's 12345 hotline: a request becomes a work order (服务工单) there. Field names and words are the city's.

Each city's hotline has an interface of its own; none is public. What is sure are the states that every one of them has
(domain 4.3, `assets/exchange/hotline.toml`); every name of a field and the address come from the adapter's table:
another city is another table, not another program.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from kiosk.platform.adapters.calls import Calls
from kiosk.platform.adapters.contract import Away, Order, Refused, Remote, Result
from kiosk.platform.settings import ASSETS

MOST_TEXT = 2000
STATES_FILE = ASSETS / "exchange" / "hotline.toml"


@cache
def states() -> dict[str, Remote]:
    """What each state of a work order means here."""
    told = tomllib.loads(STATES_FILE.read_text(encoding="utf-8"))["states"]
    return {name: Remote(meaning) for name, meaning in told.items()}


@dataclass(frozen=True, slots=True)
class Names:
    """What the city calls things; each has a usual name."""

    path: str = "/work-orders"
    number: str = "order_no"
    outer_number: str = "outer_no"
    title: str = "title"
    content: str = "content"
    area: str = "area_code"
    contact: str = "contact_name"
    phone: str = "contact_phone"
    due: str = "limit_date"
    state: str = "state"
    reply: str = "reply"
    content_answers: tuple[str, ...] = ("text", "what", "description")
    """Of the item's fields, those whose answers are the matter itself."""


class Hotline:
    """One of them."""

    def __init__(self, calls: Calls, names: Names | None = None) -> None:
        self._calls, self._names = calls, names or Names()

    async def submit(self, order: Order) -> str | Away | Refused:
        """As a work order, under our number as its outer one."""
        told = await self._calls.ask("POST", self._names.path, self._work_order(order), order.order_id)
        if not isinstance(told, dict):
            return told
        number = told.get(self._names.number)
        return number if isinstance(number, str) and number else Away("no_number")

    async def query(self, remote_id: str) -> Remote | Away | Refused:
        """By the states that every hotline has."""
        told = await self._asked(remote_id)
        if not isinstance(told, dict):
            return told
        return states().get(str(told.get(self._names.state, "")), Away("unknown_state"))

    async def result(self, remote_id: str) -> Result | Away | Refused:
        """The reply, or why it was sent back."""
        told = await self._asked(remote_id)
        if not isinstance(told, dict):
            return told
        reply = told.get(self._names.reply)
        return Result(reply[:MOST_TEXT]) if isinstance(reply, str) and reply else Away("no_reply")

    async def cancel(self, remote_id: str, reason: str) -> Away | Refused | None:
        """撤销."""
        said = {self._names.reply: reason}
        told = await self._calls.ask("DELETE", f"{self._names.path}/{quote(remote_id, safe='')}", said)
        return None if isinstance(told, dict) else told

    async def _asked(self, remote_id: str) -> dict[str, object] | Away | Refused:
        return await self._calls.ask("GET", f"{self._names.path}/{quote(remote_id, safe='')}")

    def _work_order(self, order: Order) -> dict[str, object]:
        names = self._names
        said = [order.answers[name] for name in names.content_answers if order.answers.get(name)]
        told: dict[str, object] = {
            names.outer_number: order.number,
            names.title: order.item_name,
            names.content: "\n".join(said) or order.task_name,
            names.area: order.division_code,
            names.due: None if order.due_on is None else order.due_on.isoformat(),
        }
        if order.applicant is not None:  # a hotline calls back; it needs no number of an identity card
            told |= {names.contact: order.applicant.name, names.phone: order.answers.get("phone", "")}
        return told
