-- How staff get into terminals: what a terminal escrowed, which of its codes were answered, which ways in were revived;
-- and how much of a terminal's audit is sure.

ALTER TABLE heartbeats ADD COLUMN audit_known_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE heartbeats ADD COLUMN audit_known_head VARCHAR(64);
CREATE TABLE terminal_access (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    enrolment INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    alg VARCHAR(40) NOT NULL,
    body TEXT NOT NULL,
    received_at DATETIME NOT NULL,
    PRIMARY KEY (division_code, terminal_id),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE TABLE answered_codes (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    code VARCHAR(12) NOT NULL,
    person_id VARCHAR(40) NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (division_code, terminal_id, code),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE TABLE revivals (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    ordinal INTEGER NOT NULL,
    credential VARCHAR(48) NOT NULL,
    at DATETIME NOT NULL,
    by_person VARCHAR(40) NOT NULL,
    is_followed INTEGER NOT NULL,
    PRIMARY KEY (division_code, terminal_id, ordinal),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
