-- A case's page on the open network is found by its token (kiosk.wire.case_pages), which the program fills in.

ALTER TABLE cases ADD COLUMN page_token VARCHAR(26);
CREATE INDEX cases_by_page ON cases (page_token);
