-- Where cases lie and when a clock next says something. All of it follows from the events: the program fills it in for
-- what was there before (`derived_by`), while it runs.

ALTER TABLE cases ADD COLUMN wakes_on DATE;
ALTER TABLE cases ADD COLUMN derived_by VARCHAR(16);
ALTER TABLE cases ADD COLUMN is_confidential INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_by_wake ON cases (wakes_on);

CREATE TABLE desk_cases (
    division_code VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    desk_id VARCHAR(40) NOT NULL,
    standing VARCHAR(8) NOT NULL,
    due_on DATE NOT NULL,
    received_at DATETIME NOT NULL,
    PRIMARY KEY (division_code, case_id, desk_id),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);
CREATE INDEX desk_cases_by_due ON desk_cases (desk_id, standing, due_on, received_at, case_id);
