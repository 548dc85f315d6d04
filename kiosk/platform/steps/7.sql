-- What is kept of heartbeats beside the last one: a row for each hour of each terminal, and what follows from them.

ALTER TABLE heartbeats ADD COLUMN hour TEXT;
ALTER TABLE heartbeats ADD COLUMN pace TEXT;
CREATE TABLE terminal_hours (
    division_code VARCHAR(12) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    begins_at DATETIME NOT NULL,
    beat_count INTEGER NOT NULL,
    troubled_count INTEGER NOT NULL,
    most_waiting_count INTEGER NOT NULL,
    printed_mm INTEGER NOT NULL,
    PRIMARY KEY (division_code, terminal_id, begins_at),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE INDEX terminal_hours_by_terminal ON terminal_hours (terminal_id, begins_at);
