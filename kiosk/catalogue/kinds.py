"""The closed sets of words an item is described with. Apart from the models, since all code that decides by them must
load without the models' library: the first frame waits for it.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a resident can do with an item."""

    APPLY = "apply"
    QUERY = "query"
    PAY = "pay"
    PRINT = "print"
    BOOK = "book"
    INFORM = "inform"
    VOTE = "vote"


class FieldKind(StrEnum):
    """How a fact is entered and checked."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    ACCOUNT = "account"
    CHOICE = "choice"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    DATE = "date"
    """Typed as eight digits, kept as 2026-04-21."""
    MONEY = "money"
    """Typed in yuan, kept in fen; the field's id ends in `_fen`."""
    COUNT = "count"
    """How many: persons, months, pages."""


class Offline(StrEnum):
    """What becomes of an item while the platform cannot be reached. What there is to know is there always."""

    QUEUE = "queue"
    """It is filed, and handed in when the line is back."""
    ONLINE_ONLY = "online_only"
    """It is not begun."""


class Authority(StrEnum):
    """What the terminals of a place may do with an item (受理权限下放)."""

    ACCEPT = "accept"
    """Take it in for the community, which has been given the right to."""
    FORWARD = "forward"
    """Take it in and hand it on to whoever has the right."""
    INFORM = "inform"
    """Tell who does it, where and when."""


class OutputType(StrEnum):
    """What comes of an item (result_type), as far as a resident can tell the difference."""

    SLIP = "slip"
    """收件凭证: printed here."""
    ANSWER = "answer"
    """The department's word: granted, refused, or that it is registered."""
    MONEY = "money"
    CERTIFICATE = "certificate"
    """A paper or an electronic certificate."""
    BOOKING = "booking"
    """A time and a place."""
    SIGHT = "sight"
    """Something seen on the screen."""


class PrivacyClass(StrEnum):
    """Where a value may go: to everybody; to headphones or by explicit choice; nowhere but the case."""

    PUBLIC = "public"
    PERSONAL = "personal"
    SECRET = "secret"


class Mask(StrEnum):
    """How a value is shown while nobody holds 按住显示 (kiosk.core.person)."""

    NONE = "none"
    NAME = "name"
    ID_NUMBER = "id_number"
    PHONE = "phone"
    ACCOUNT = "account"
    ADDRESS = "address"


class Source(StrEnum):
    """Where an answer can come from without asking."""

    CARD_NAME = "card.name"
    CARD_ID_NUMBER = "card.id_number"
    CARD_ADDRESS = "card.address"


class Relation(StrEnum):
    """What somebody who acts is to the person they act for; each has its words under `acting.relation.*`."""

    CHILD = "child"
    SPOUSE = "spouse"
    PARENT = "parent"
    GUARDIAN = "guardian"
    """By law or by a court, and no parent."""
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    CARER = "carer"
    COMMUNITY = "community"
    """社区干部."""
    VOLUNTEER = "volunteer"
    OTHER = "other"


GUARDIANS = frozenset({Relation.PARENT, Relation.GUARDIAN})
"""Who can act on a ground of `guardian`."""


class Ground(StrEnum):
    """On what somebody acts for another; each has its words under `acting.ground.*`."""

    PRESENT = "present"
    """The person is here, and says so themselves."""
    TELEPHONE = "telephone"
    """The community rings the person up before anything goes on."""
    LETTER = "letter"
    """A signed letter of authority."""
    GUARDIAN = "guardian"
    """By law: a guardian needs nobody's leave."""


class Serious(StrEnum):
    """Of what kind a serious matter is."""

    PAYOUT = "payout"
    GUARDIANSHIP = "guardianship"
    WAIVER = "waiver"
    """Giving up what one is entitled to."""
