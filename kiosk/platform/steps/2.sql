-- Terminals with keys of their own, sealing keys, number leases, heartbeats, uploads in parts, notes on cases.

ALTER TABLE messages ADD COLUMN terminal_id VARCHAR(40);
ALTER TABLE messages ADD COLUMN enrolment INTEGER;
ALTER TABLE messages ADD COLUMN terminal_seq INTEGER;
CREATE UNIQUE INDEX messages_by_terminal ON messages (terminal_id, enrolment, terminal_seq);

CREATE INDEX cases_by_number ON cases (number, division_code);
CREATE TABLE case_notes (
    division_code VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    note VARCHAR(24) NOT NULL,
    at DATETIME NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    PRIMARY KEY (division_code, case_id, note),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);
CREATE INDEX case_notes_by_terminal ON case_notes (terminal_id, note);

CREATE TABLE terminals (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    number_prefix VARCHAR(8) NOT NULL,
    place VARCHAR(80) NOT NULL,
    state VARCHAR(24) NOT NULL,
    enrolment INTEGER NOT NULL,
    code_digest BLOB NOT NULL,
    code_expires_at DATETIME NOT NULL,
    tries_left_count INTEGER NOT NULL,
    created_at DATETIME NOT NULL,
    created_by VARCHAR(80) NOT NULL,
    confirmed_at DATETIME,
    confirmed_by VARCHAR(80),
    revoked_at DATETIME,
    revoked_by VARCHAR(80),
    PRIMARY KEY (division_code, terminal_id)
);
CREATE UNIQUE INDEX terminals_by_id ON terminals (terminal_id);
CREATE UNIQUE INDEX terminals_by_prefix ON terminals (number_prefix);

CREATE TABLE terminal_keys (
    division_code VARCHAR(12) NOT NULL,
    key_id VARCHAR(16) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    enrolment INTEGER NOT NULL,
    public_key BLOB NOT NULL,
    state VARCHAR(24) NOT NULL,
    valid_from DATETIME NOT NULL,
    holds_until DATETIME,
    PRIMARY KEY (division_code, key_id),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE UNIQUE INDEX terminal_keys_by_id ON terminal_keys (key_id);
CREATE INDEX terminal_keys_by_terminal ON terminal_keys (terminal_id);

CREATE TABLE leases (
    division_code VARCHAR(12) NOT NULL,
    prefix VARCHAR(8) NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    enrolment INTEGER NOT NULL,
    at DATETIME NOT NULL,
    is_learnt INTEGER NOT NULL,
    PRIMARY KEY (division_code, prefix, first),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE UNIQUE INDEX leases_by_serial ON leases (prefix, first);

CREATE TABLE sealing_keys (
    division_code VARCHAR(12) NOT NULL,
    version INTEGER NOT NULL,
    private_key BLOB NOT NULL,
    public_key BLOB NOT NULL,
    made_at DATETIME NOT NULL,
    not_after DATETIME NOT NULL,
    PRIMARY KEY (division_code, version)
);

CREATE TABLE heartbeats (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    beat INTEGER NOT NULL,
    received_at DATETIME NOT NULL,
    data TEXT NOT NULL,
    message_count INTEGER NOT NULL,
    repeated_count INTEGER NOT NULL,
    repeated_at DATETIME,
    brought_count INTEGER NOT NULL,
    missing_count INTEGER NOT NULL,
    missing_at DATETIME,
    audit_doubt_count INTEGER NOT NULL,
    audit_doubt_at DATETIME,
    PRIMARY KEY (division_code, terminal_id),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);

CREATE TABLE blob_parts (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte INTEGER NOT NULL,
    length_bytes INTEGER NOT NULL,
    received_at DATETIME NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (division_code, terminal_id, sha256, start_byte),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE INDEX blob_parts_by_arrival ON blob_parts (received_at);
CREATE INDEX blob_parts_by_page ON blob_parts (terminal_id, sha256);
