"""The social-security card's reader over PC/SC."""

from devices.chipcards.slot import ChipSlot
from devices.chipcards.social_files import read_social_card
from devices.chipcards.threads import CardSession, Opened, Taken
from devices.contracts.card_reader import MOST_READ_S, CardPulled, CardUnreadable, NoCardInTime
from devices.contracts.results import DeviceGone, TimedOut
from devices.contracts.smart_card import Answered, CardLost
from devices.contracts.social_card import NotASocialCard, SocialCardRead, SocialReadResult

Ended = SocialCardRead | NotASocialCard | CardUnreadable | CardLost | DeviceGone
DEAD = CardUnreadable("no_answer")


class PcscSocialCardReader(ChipSlot):
    """Implements `SocialCardReader`. A card that lies there is read, whether it was read before or not."""

    async def read(self, timeout_s: float) -> SocialReadResult:
        result = await self.newest(lambda: self._read(timeout_s), timeout_s + MOST_READ_S)
        return DeviceGone("hung") if isinstance(result, TimedOut) else result

    async def _read(self, timeout_s: float) -> SocialReadResult:
        seen = await self.card(timeout_s)
        if seen is None:
            return NoCardInTime()
        if isinstance(seen, DeviceGone):
            return seen
        async with self.session(seen) as session:
            ended = DEAD if session is None else await self._read_with(session)
        if not isinstance(ended, CardLost):
            return ended
        gone = await self.leaves(seen)
        if isinstance(gone, DeviceGone):
            return gone
        return CardPulled() if gone else self._stayed(ended)

    async def _read_with(self, session: CardSession) -> Ended:
        match await session.open(self._timing.open_s):
            case Taken():
                return self.taken()
            case TimedOut():
                return DEAD
            case CardLost() as lost:
                return lost
            case Opened():
                return await self._converse(session)

    async def _converse(self, session: CardSession) -> Ended:
        steps = read_social_card()
        command = next(steps)
        while True:
            match await session.ask(command, self._timing.answer_s):
                case Answered() as answer:
                    try:
                        command = steps.send(answer)
                    except StopIteration as end:
                        result: SocialCardRead | NotASocialCard | CardUnreadable = end.value
                        return result
                case TimedOut():
                    return DEAD
                case CardLost() as lost:
                    return lost

    def _stayed(self, lost: CardLost) -> NotASocialCard | CardUnreadable:
        """A chip that does not even answer to power is no card of this kind, or one put in upside down."""
        return NotASocialCard() if lost.reason == "mute" else CardUnreadable(lost.reason)
