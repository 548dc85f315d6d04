"""A platform's database as the program before routes and clocks left it, with cases in it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from kiosk.platform.case_events import Plan, PlannedStep, Received, kind_of, to_json
from kiosk.platform.database import STEPS
from tests.helpers.in_process_platform import DIVISION_CODE

LIVING_ID = "a" * 32
ANSWERED_ID = "b" * 32


def of_before(path: Path) -> None:
    """Write one, with a case that lives and one that was answered."""
    steps = tuple(PlannedStep(name=n, department=d, working_days=3) for n, d in (("收件", "社区"), ("初审", "街道")))
    plan = Plan(
        item_id="old-age-allowance", item_name="高龄津贴申领", department="区民政局", steps=steps,
        committed_working_days=5, contact_phone="0311-5550-0106", see_level="card_read",
    )  # fmt: skip
    at = datetime(2026, 3, 2, 2, tzinfo=UTC)
    received = Received(number="HSL-0302-0001", filed_at=at, plan=plan)
    text = to_json(received).replace(',"route":null', "")
    assert "route" not in text
    written = at.strftime("%Y-%m-%d %H:%M:%S.%f")
    db = sqlite3.connect(path)
    db.execute("create table schema_steps (version integer primary key, at datetime not null)")
    for number, step in enumerate(STEPS[:2], start=1):
        db.executescript(step.read_text())
        db.execute("insert into schema_steps values (?, ?)", (number, written))
    for case_id, state, version in ((LIVING_ID, "received", 1), (ANSWERED_ID, "closed", 2)):
        values = (DIVISION_CODE, case_id, received.number, plan.item_id, state, version, written, written, "p", "n")
        db.execute("insert into cases values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        event = (DIVISION_CODE, case_id, 1, kind_of(received), written, "terminal:hsl-3", text)
        db.execute("insert into events values (?, ?, ?, ?, ?, ?, ?)", event)
    closed = '{"type":"closed","result":"void","text":"重复"}'
    answered = (DIVISION_CODE, ANSWERED_ID, 2, "closed", written, "staff:陈静", closed)
    db.execute("insert into events values (?, ?, ?, ?, ?, ?, ?)", answered)
    db.commit()
    db.close()
