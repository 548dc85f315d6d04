-- The people of the console: who they are, their visits, their tries to sign in, and what they have looked at.

CREATE TABLE people (
    division_code VARCHAR(12) NOT NULL,
    person_id VARCHAR(40) NOT NULL,
    name VARCHAR(80) NOT NULL,
    role VARCHAR(16) NOT NULL,
    desks TEXT NOT NULL,
    area VARCHAR(12) NOT NULL,
    password TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    is_closed INTEGER NOT NULL,
    made_at DATETIME NOT NULL,
    made_by VARCHAR(40) NOT NULL,
    PRIMARY KEY (division_code, person_id)
);

CREATE TABLE visits (
    division_code VARCHAR(12) NOT NULL,
    token_digest VARCHAR(64) NOT NULL,
    person_id VARCHAR(40) NOT NULL,
    begun_at DATETIME NOT NULL,
    seen_at DATETIME NOT NULL,
    PRIMARY KEY (division_code, token_digest),
    FOREIGN KEY(division_code, person_id) REFERENCES people (division_code, person_id)
);
CREATE INDEX visits_by_person ON visits (person_id);

CREATE TABLE tries (
    division_code VARCHAR(12) NOT NULL,
    subject VARCHAR(80) NOT NULL,
    try_count INTEGER NOT NULL,
    last_at DATETIME NOT NULL,
    shut_until DATETIME,
    PRIMARY KEY (division_code, subject)
);

CREATE TABLE diary (
    division_code VARCHAR(12) NOT NULL,
    entry_id VARCHAR(32) NOT NULL,
    at DATETIME NOT NULL,
    person_id VARCHAR(40) NOT NULL,
    act VARCHAR(24) NOT NULL,
    case_id VARCHAR(32),
    about VARCHAR(80) NOT NULL,
    PRIMARY KEY (division_code, entry_id)
);
CREATE INDEX diary_by_time ON diary (at, entry_id);
CREATE INDEX diary_by_case ON diary (case_id, at);
