-- What terminals are told to do, and what came of it.

CREATE TABLE terminal_commands (
    division_code VARCHAR(12) NOT NULL,
    command_id VARCHAR(32) NOT NULL,
    terminal_id VARCHAR(40) NOT NULL,
    enrolment INTEGER NOT NULL,
    act VARCHAR(24) NOT NULL,
    given_at DATETIME NOT NULL,
    given_by VARCHAR(80) NOT NULL,
    asked_at DATETIME,
    done_at DATETIME,
    outcome VARCHAR(24),
    detail VARCHAR(200) NOT NULL,
    PRIMARY KEY (division_code, command_id),
    FOREIGN KEY(division_code, terminal_id) REFERENCES terminals (division_code, terminal_id)
);
CREATE UNIQUE INDEX terminal_commands_by_id ON terminal_commands (command_id);
CREATE INDEX terminal_commands_by_terminal ON terminal_commands (terminal_id, given_at);
