-- The first version's tables, frozen: a database that has them is brought forward by the steps after this one.

CREATE TABLE blobs (
    division_code VARCHAR(12) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    size_bytes INTEGER NOT NULL,
    received_at DATETIME NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (division_code, sha256)
);

CREATE TABLE cases (
    division_code VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    number VARCHAR(40) NOT NULL,
    item_id VARCHAR(80) NOT NULL,
    state VARCHAR(24) NOT NULL,
    version INTEGER NOT NULL,
    filed_at DATETIME NOT NULL,
    received_at DATETIME NOT NULL,
    person_key VARCHAR(64) NOT NULL,
    name_key VARCHAR(64) NOT NULL,
    PRIMARY KEY (division_code, case_id)
);
CREATE INDEX cases_by_arrival ON cases (received_at, case_id);
CREATE UNIQUE INDEX cases_by_id ON cases (case_id);
CREATE INDEX cases_by_person ON cases (person_key);

CREATE TABLE feed_entries (
    division_code VARCHAR(12) NOT NULL,
    entry_id VARCHAR(80) NOT NULL,
    area VARCHAR(12) NOT NULL,
    version INTEGER NOT NULL,
    starts_at DATETIME NOT NULL,
    expires_at DATETIME NOT NULL,
    withdrawn INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (division_code, entry_id)
);
CREATE INDEX feed_entries_by_area ON feed_entries (area);
CREATE UNIQUE INDEX feed_entries_by_id ON feed_entries (entry_id);

CREATE TABLE requests (
    division_code VARCHAR(12) NOT NULL,
    request_key VARCHAR(80) NOT NULL,
    fingerprint VARCHAR(64) NOT NULL,
    status INTEGER NOT NULL,
    etag VARCHAR(40) NOT NULL,
    answer TEXT NOT NULL,
    at DATETIME NOT NULL,
    PRIMARY KEY (division_code, request_key)
);

CREATE TABLE secrets (
    division_code VARCHAR(12) NOT NULL,
    name VARCHAR(40) NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY (division_code, name)
);

CREATE TABLE events (
    division_code VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    seq INTEGER NOT NULL,
    kind VARCHAR(24) NOT NULL,
    at DATETIME NOT NULL,
    actor VARCHAR(80) NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (division_code, case_id, seq),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);

CREATE TABLE messages (
    division_code VARCHAR(12) NOT NULL,
    message_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    sent_from VARCHAR(12) NOT NULL,
    schema VARCHAR(24) NOT NULL,
    alg VARCHAR(24) NOT NULL,
    digest VARCHAR(64) NOT NULL,
    body TEXT NOT NULL,
    received_at DATETIME NOT NULL,
    number VARCHAR(40),
    PRIMARY KEY (division_code, message_id),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);
CREATE INDEX messages_by_case ON messages (division_code, case_id);
CREATE UNIQUE INDEX messages_by_id ON messages (message_id);

CREATE TABLE ratings (
    division_code VARCHAR(12) NOT NULL,
    message_id VARCHAR(32) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    level INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    channel INTEGER NOT NULL,
    rated_at DATETIME NOT NULL,
    PRIMARY KEY (division_code, message_id),
    FOREIGN KEY(division_code, message_id) REFERENCES messages (division_code, message_id)
);
