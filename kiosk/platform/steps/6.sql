-- What is looked up by an id alone is found by it, and not by reading everything: a case's events, a page, an
-- answer given, a visit, a person; and what is due first in a whole area.

CREATE INDEX events_by_case ON events (case_id, seq);
CREATE INDEX blobs_by_digest ON blobs (sha256);
CREATE INDEX desk_cases_by_day ON desk_cases (standing, due_on, received_at, case_id);
CREATE INDEX requests_by_key ON requests (request_key);
CREATE INDEX tries_by_subject ON tries (subject);
CREATE INDEX people_by_id ON people (person_id);
CREATE INDEX visits_by_token ON visits (token_digest);
