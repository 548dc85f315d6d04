-- Terminals that ask for somebody to come, and who said that they do. Nothing here names a resident.

CREATE TABLE help_calls (
    division_code VARCHAR(12) NOT NULL,
    call_id VARCHAR(32) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    matter VARCHAR(24) NOT NULL,
    called_at DATETIME NOT NULL,
    heard_at DATETIME NOT NULL,
    answered_at DATETIME,
    answered_by VARCHAR(80),
    shown_name VARCHAR(80),
    withdrawn_at DATETIME,
    PRIMARY KEY (division_code, call_id),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE UNIQUE INDEX help_calls_by_id ON help_calls (call_id);
CREATE INDEX help_calls_by_hearing ON help_calls (heard_at);
