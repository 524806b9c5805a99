-- The write path's own tables; every service's database has them.

-- Which history this database holds. A restored backup gets a new row and so a new incarnation.
CREATE TABLE incarnations (
  sequence BIGINT NOT NULL PRIMARY KEY,
  incarnation {{TEXT_C}} NOT NULL,
  since_micros BIGINT NOT NULL
);

-- The head of each agency's history. Locked first by every batch, before any read.
CREATE TABLE agency_revisions (
  agency {{TEXT_C}} NOT NULL PRIMARY KEY,
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  head_hash {{BLOB}} NOT NULL
);

-- Audit trail, feed and outbox. `body` is a dondoc.common.v1.Change without its cursor; `hash`
-- chains it to the row before (see change_log.h). Rows are never changed.
CREATE TABLE changes (
  agency {{TEXT_C}} NOT NULL,
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  name {{TEXT_C}} NOT NULL,
  type {{TEXT_C}} NOT NULL,
  body {{BLOB}} NOT NULL,
  hash {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, revision, ordinal)
) {{WITHOUT_ROWID}};
CREATE INDEX changes_by_name ON changes (agency, name, revision, ordinal);

-- First answers, for repeats of the same request.
CREATE TABLE request_ids (
  agency {{TEXT_C}} NOT NULL,
  subject {{TEXT_C}} NOT NULL,
  method {{TEXT_C}} NOT NULL,
  request_id {{TEXT_C}} NOT NULL,
  request_hash {{BLOB}} NOT NULL,
  response {{BLOB}} NOT NULL,
  revision BIGINT NOT NULL,
  commit_micros BIGINT NOT NULL,
  PRIMARY KEY (agency, subject, method, request_id)
) {{WITHOUT_ROWID}};
CREATE INDEX request_ids_by_time ON request_ids (agency, commit_micros);

-- How far this service has applied the feeds of others; advanced by compare-and-set in the same
-- transaction as the effect.
CREATE TABLE consumer_cursors (
  source {{TEXT_C}} NOT NULL,
  agency {{TEXT_C}} NOT NULL,
  incarnation {{TEXT_C}} NOT NULL,
  revision BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  hash {{BLOB}} NOT NULL,
  PRIMARY KEY (source, agency)
);
