"""Where a session can be, as frozen values: one screen of a closed union.

Idle ─► Home ─► Category | Search ─► Information ─► Danger
          │                     │ apply               │ nobody
          │                     ▼                     │
          ├──────────────────► Notice ◄── Danger;  Notice ─► Identify ◄─► TypeIdentity
          │                       │        Notice ─► ActFor ─► OwnWish ─► Form;  OwnWish ─► NotToday
          │ progress              │          │
          │                       ▼          ▼
          │                  CaseList  Resume ─► Form ─► (Attach ─►) Review ─► Saving ─► Done ─► Rate ─► Idle
          │                     │
          └─────────────► CaseDetail ─► Supply ─► Supplied
                                ├─────► Reprint
                                └─► CaseActs ─► CaseWord ─► WordKept

Idle | Home ─► Maintenance ─► Idle
"""

from kiosk.session.deliveries import (
    NOT_PRINTED as NOT_PRINTED,
)
from kiosk.session.deliveries import (
    PRINT_UNDER_WAY as PRINT_UNDER_WAY,
)
from kiosk.session.deliveries import (
    Delivery as Delivery,
)
from kiosk.session.deliveries import (
    PrintState as PrintState,
)
from kiosk.session.drafts import ScannedPage as ScannedPage
from kiosk.session.screens.acting import (
    ActFor as ActFor,
)
from kiosk.session.screens.acting import (
    NotToday as NotToday,
)
from kiosk.session.screens.acting import (
    OwnWish as OwnWish,
)
from kiosk.session.screens.acting import (
    WishAbout as WishAbout,
)
from kiosk.session.screens.attaching import (
    KEPT_AFTER_REFUSALS as KEPT_AFTER_REFUSALS,
)
from kiosk.session.screens.attaching import (
    Attach as Attach,
)
from kiosk.session.screens.attaching import (
    Photograph as Photograph,
)
from kiosk.session.screens.attaching import (
    ScanState as ScanState,
)
from kiosk.session.screens.coming import (
    Category as Category,
)
from kiosk.session.screens.coming import (
    Danger as Danger,
)
from kiosk.session.screens.coming import (
    Home as Home,
)
from kiosk.session.screens.coming import (
    Identify as Identify,
)
from kiosk.session.screens.coming import (
    Idle as Idle,
)
from kiosk.session.screens.coming import (
    Information as Information,
)
from kiosk.session.screens.coming import (
    NotEligible as NotEligible,
)
from kiosk.session.screens.coming import (
    Notice as Notice,
)
from kiosk.session.screens.coming import (
    Purpose as Purpose,
)
from kiosk.session.screens.coming import (
    Resume as Resume,
)
from kiosk.session.screens.coming import (
    Search as Search,
)
from kiosk.session.screens.coming import (
    TypeIdentity as TypeIdentity,
)
from kiosk.session.screens.filing import (
    SPOTS as SPOTS,
)
from kiosk.session.screens.filing import (
    Done as Done,
)
from kiosk.session.screens.filing import (
    Form as Form,
)
from kiosk.session.screens.filing import (
    NotSaved as NotSaved,
)
from kiosk.session.screens.filing import (
    PickPlace as PickPlace,
)
from kiosk.session.screens.filing import (
    Rate as Rate,
)
from kiosk.session.screens.filing import (
    Record as Record,
)
from kiosk.session.screens.filing import (
    RecordState as RecordState,
)
from kiosk.session.screens.filing import (
    Review as Review,
)
from kiosk.session.screens.filing import (
    Saving as Saving,
)
from kiosk.session.screens.returning import (
    CaseActs as CaseActs,
)
from kiosk.session.screens.returning import (
    CaseDetail as CaseDetail,
)
from kiosk.session.screens.returning import (
    CaseList as CaseList,
)
from kiosk.session.screens.returning import (
    CaseWord as CaseWord,
)
from kiosk.session.screens.returning import (
    Reprint as Reprint,
)
from kiosk.session.screens.returning import (
    Supplied as Supplied,
)
from kiosk.session.screens.returning import (
    Supply as Supply,
)
from kiosk.session.screens.returning import (
    WordKept as WordKept,
)
from kiosk.session.staffed import Maintenance as Maintenance

Screen = (
    Idle | Home | Category | Search | Information | Danger | Notice | Identify | TypeIdentity | NotEligible | Resume
    | ActFor | OwnWish | NotToday | Form | PickPlace | Record | Attach | Photograph | Review | Saving | NotSaved | Done
    | Rate | CaseList | CaseDetail | Supply | Supplied | Reprint
    | CaseActs | CaseWord | WordKept | Maintenance
)  # fmt: skip
