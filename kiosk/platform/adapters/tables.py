"""How far each connected system was told, and what was handed over to it."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, String, Table

from kiosk.platform.tables import WHOLE, Moment, division, metadata

adapter_places = Table(
    "adapter_places",
    metadata,
    division(),
    Column("adapter", String(40), primary_key=True),
    Column("position", WHOLE, nullable=False),  # of the last event it was told
    Column("try_count", WHOLE, nullable=False),
    Column("try_at", Moment),
    Column("cause", String(80), nullable=False),
    Column("claimed_by", String(32), nullable=False),
    Column("claimed_until", Moment),
)

remote_orders = Table(
    "remote_orders",
    metadata,
    division(),
    Column("adapter", String(40), primary_key=True),
    Column("order_id", String(80), primary_key=True),
    Column("case_id", String(32), nullable=False),
    Column("task_id", String(40), nullable=False),
    Column("remote_id", String(120), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", Moment, nullable=False),  # when it was last asked after
    Column("fault", String(80), nullable=False),
    ForeignKeyConstraint(["division_code", "case_id"], ["cases.division_code", "cases.case_id"]),
    Index("remote_orders_by_state", "adapter", "state", "at"),
    Index("remote_orders_by_case", "case_id"),
)
