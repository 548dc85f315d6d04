"""Campaign `slip-tokens`: how long the platform works for a token that opens no page does not tell why.

    never given out · one letter of a real one changed · too short · too long · no ASCII   ─► one at a time, in turn
    the processor's time of each, by its median over all turns                              ─► within a tenth of another

The processor's time and no stop-watch: on a machine that others use, only that can be compared; and a difference that
the clock would show on a quiet machine is one of work. The planted fault: an answer that comes early for no token.
"""

import random
import shutil
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import patch

import httpx

from kiosk.core.case_pages import TOKEN_LENGTH, page_token
from kiosk.platform.receipt_page import routes
from kiosk.platform.receipt_page.found import CasePage, find_page
from kiosk.platform.reception import Reception
from kiosk.texts import Texts
from tests.campaigns.runner import Campaign, Context, FellShort, Held, Outcome
from tests.helpers.fake_clock import FakeClock
from tests.helpers.in_process_platform import InProcessPlatform, in_process_platform
from tests.helpers.platform_cases import case_envelope
from tests.unit.platform.conftest import Terminal

TURNS, SHORT_TURNS = 1500, 250
WARM_UP = 40
MOST_APART = 0.10
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CASES_COUNT = 60


async def run(context: Context) -> Outcome:
    """Measure, then measure with the fault."""
    shutil.rmtree(context.folder, ignore_errors=True)
    context.folder.mkdir(parents=True)
    turns = SHORT_TURNS if context.is_short else TURNS
    async with _platform(context) as (platform, real):
        apart, medians = await _measured(platform, real, turns)
        for kind, median_s in medians.items():
            context.figure(f"{kind}_cpu_ms", round(1000 * median_s, 3))
        context.figure("apart_share", round(apart, 3))
        fault = context.plant("an answer that comes early for what is no token")
        with patch.object(routes, "find_page", _early):
            planted, _ = await _measured(platform, real, SHORT_TURNS)
        context.figure("planted_apart_share", round(planted, 3))
        if planted > MOST_APART:
            fault.caught()
    if apart > MOST_APART:
        return FellShort(f"the slowest kind of no page takes {apart:.0%} longer than the quickest")
    return Held(f"{len(medians)} kinds of no page within {apart:.1%} of each other, {turns} times each")


@asynccontextmanager
async def _platform(context: Context) -> AsyncIterator[tuple[InProcessPlatform, str]]:
    """With cases, so that there is something to be found; and the token of one of them."""
    clock = FakeClock()
    async with in_process_platform(context.folder, clock) as platform:
        machine = await platform.enrol()
        envelopes = [case_envelope(number=f"HSL3-0421-{n:04}") for n in range(CASES_COUNT)]
        async with platform.http(machine.signer) as http:
            for envelope in envelopes:
                (await Terminal(http).post(envelope)).raise_for_status()
        yield platform, page_token(envelopes[0].case_id)


async def _measured(platform: InProcessPlatform, real: str, turns: int) -> tuple[float, dict[str, float]]:
    chance, spent = random.Random(), dict[str, list[float]]()
    transport = httpx.ASGITransport(platform.faulty, client=("10.0.0.7", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://platform.test") as http:
        for turn in range(turns + WARM_UP):
            platform.reception.crowd.__init__()  # type: ignore[misc]  # the crowd before the door is another campaign's
            kinds = list(_tokens(real, chance).items())
            chance.shuffle(kinds)
            for kind, token in kinds:
                began_s = time.process_time()
                answer = await http.get(f"/r/{token}")
                took_s = time.process_time() - began_s
                assert answer.status_code == 404
                if turn >= WARM_UP:
                    spent.setdefault(kind, []).append(took_s)
    medians = {kind: statistics.median(each) for kind, each in sorted(spent.items())}
    return max(medians.values()) / min(medians.values()) - 1, medians


def _tokens(real: str, chance: random.Random) -> dict[str, str]:
    """One of each kind."""
    never = "".join(chance.choice(LETTERS) for _ in range(TOKEN_LENGTH))
    place = chance.randrange(TOKEN_LENGTH)
    other = chance.choice([letter for letter in LETTERS if letter != real[place]])
    return {
        "never_given": never,
        "one_letter_off": real[:place] + other + real[place + 1 :],
        "too_short": never[:9],
        "too_long": never * 3,
        "no_ascii": "汉" * TOKEN_LENGTH,
    }


async def _early(reception: Reception, token: str, texts: Texts) -> CasePage | None:
    """The planted fault."""
    return await find_page(reception, token, texts) if len(token) == TOKEN_LENGTH else None


CAMPAIGN = Campaign("slip-tokens", "a token that opens no page costs the platform the same, whatever it is", "", run)
