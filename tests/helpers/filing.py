"""Residents at a terminal process: cases, ratings, pages and supplements, one after another, as chance has it."""

import asyncio
import random

import httpx

from tests.helpers.both_ends import Book, TerminalProcess, asked_correction
from tests.helpers.terminal_process import Said


class Resident:
    """Files whatever chance says; `staff`, where there are any, ask for something that is missing now and then."""

    def __init__(
        self,
        terminal: TerminalProcess,
        book: Book,
        chance: random.Random,
        staff: httpx.AsyncClient | None = None,
        most_page_bytes: int = 60_000,
    ) -> None:
        self._terminal = terminal
        self._book = book
        self._chance = chance
        self._staff = staff
        self._most_page_bytes = most_page_bytes
        self._corrected: set[str] = set()

    async def files(self, count: int) -> bool:
        """Hand in that many messages, whatever becomes of them; False if the terminal died meanwhile."""
        for _ in range(count):
            if await self._terminal.ask(await self._next_order()) is None:
                return False
        return True

    async def keeps_filing(self, most_pause_s: float) -> None:
        """Hand in one message after another, with pauses, until the terminal dies."""
        while await self.files(1):
            await self.waits(self._chance.uniform(0, most_pause_s))

    async def waits(self, seconds_s: float) -> None:
        """Let time pass."""
        await asyncio.sleep(seconds_s)

    async def _next_order(self) -> str:
        cases = self._book.cases()
        drawn = self._chance.random()
        if not cases or drawn < 0.5:
            return "case"
        case_id = self._chance.choice(cases).case_id
        size_bytes = self._chance.randint(200, self._most_page_bytes)
        if drawn < 0.7:
            return f"rating {case_id}"
        if self._staff is not None and drawn < 0.9:
            return await self._supplement(self._staff, cases, size_bytes) or "case"
        return f"page {case_id} {size_bytes}"

    async def _supplement(self, staff: httpx.AsyncClient, cases: list[Said], size_bytes: int) -> str | None:
        """An order to supply what staff ask for, if a case has arrived that they have not asked about."""
        here = [said.case_id for said in cases if said.case_id in self._book.acknowledged.keys() - self._corrected]
        if not here:
            return None
        case_id = self._chance.choice(here)
        self._corrected.add(case_id)
        try:
            correction_id, material_id = await asked_correction(staff, case_id)
        except httpx.HTTPError:
            return None  # the platform is down at this moment; staff do something else
        return f"supply {case_id} {correction_id} {material_id} {size_bytes}"
