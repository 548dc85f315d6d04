-- A second factor for those who sign in: the secret of an authenticator application, and the last step that was used.

ALTER TABLE people ADD COLUMN second_secret BLOB;
ALTER TABLE people ADD COLUMN second_step INTEGER;
ALTER TABLE visits ADD COLUMN way VARCHAR(12);
