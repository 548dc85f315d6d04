-- Events in the order in which they were committed, over all cases: what other systems are told of from (adapters). How
-- far each of them has come, and what was handed over to it.

ALTER TABLE events ADD COLUMN position INTEGER;
UPDATE events SET position = numbered.n FROM (
    SELECT division_code AS d, case_id AS c, seq AS s, row_number() OVER (ORDER BY at, case_id, seq) AS n FROM events
) AS numbered
WHERE events.division_code = numbered.d AND events.case_id = numbered.c AND events.seq = numbered.s;
CREATE INDEX events_by_position ON events (position);

CREATE TABLE adapter_places (
    division_code VARCHAR(12) NOT NULL,
    adapter VARCHAR(40) NOT NULL,
    position INTEGER NOT NULL,
    try_count INTEGER NOT NULL,
    try_at DATETIME,
    cause VARCHAR(80) NOT NULL,
    claimed_by VARCHAR(32) NOT NULL,
    claimed_until DATETIME,
    PRIMARY KEY (division_code, adapter)
);

CREATE TABLE remote_orders (
    division_code VARCHAR(12) NOT NULL,
    adapter VARCHAR(40) NOT NULL,
    order_id VARCHAR(80) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    task_id VARCHAR(40) NOT NULL,
    remote_id VARCHAR(120) NOT NULL,
    state VARCHAR(16) NOT NULL,
    at DATETIME NOT NULL,
    fault VARCHAR(80) NOT NULL,
    PRIMARY KEY (division_code, adapter, order_id),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);
CREATE INDEX remote_orders_by_state ON remote_orders (adapter, state, at);
CREATE INDEX remote_orders_by_case ON remote_orders (case_id);
