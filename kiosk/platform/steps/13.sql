-- What was erased when its time was over, and of which item; of whom it was, nothing is left.

CREATE TABLE erasures (
    division_code VARCHAR(12) NOT NULL,
    case_id VARCHAR(32) NOT NULL,
    item_id VARCHAR(80) NOT NULL,
    at DATETIME NOT NULL,
    kept_until DATE NOT NULL,
    PRIMARY KEY (division_code, case_id),
    FOREIGN KEY(division_code, case_id) REFERENCES cases (division_code, case_id)
);
CREATE INDEX erasures_by_time ON erasures (at, case_id);
