-- The registry's records. `body` is the resource as a serialised message; columns exist for what
-- queries need. Days are counted from 1970-01-01; no day is 2932896 (9999-12-31), so that sort
-- columns are never null.

CREATE TABLE agencies (
  agency {{TEXT_C}} NOT NULL PRIMARY KEY,
  body {{BLOB}} NOT NULL
);

CREATE TABLE units (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  position BIGINT NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, unit)
) {{WITHOUT_ROWID}};
CREATE INDEX units_in_order ON units (agency, position, sort_key, unit);

-- Names and aliases, folded: one name means one unit.
CREATE TABLE unit_names (
  agency {{TEXT_C}} NOT NULL,
  folded {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, folded)
) {{WITHOUT_ROWID}};

CREATE TABLE officers (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, officer)
) {{WITHOUT_ROWID}};
CREATE INDEX officers_in_order ON officers (agency, sort_key, officer);

-- Tables an agency has set itself; the built-in ones are in the program.
CREATE TABLE calendar_years (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, year)
);

CREATE TABLE directives (
  agency {{TEXT_C}} NOT NULL,
  directive {{TEXT_C}} NOT NULL,
  text_sha256 {{TEXT_C}} NOT NULL,
  conference_day BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, directive),
  UNIQUE (agency, text_sha256)
) {{WITHOUT_ROWID}};
CREATE INDEX directives_by_day ON directives (agency, conference_day, directive);

-- Apart, because they are long and seldom read: the text as it came, and the draft that was
-- applied (without its text), by which another draft of the same text is told from it.
CREATE TABLE directive_texts (
  agency {{TEXT_C}} NOT NULL,
  directive {{TEXT_C}} NOT NULL,
  text {{BLOB}} NOT NULL,
  draft {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, directive)
);

CREATE TABLE tasks (
  agency {{TEXT_C}} NOT NULL,
  task {{TEXT_C}} NOT NULL,
  number_year BIGINT NOT NULL,
  number_sequence BIGINT NOT NULL,
  directive {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  state BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  -- Day it was handed in, for tasks that are done; no day otherwise.
  done_day BIGINT NOT NULL,
  -- Year whose calendar the deadline waits for; 0 = none.
  missing_year BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, task)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX tasks_by_number ON tasks (agency, number_year, number_sequence);
CREATE INDEX tasks_by_day ON tasks (agency, last_day, task);
CREATE INDEX tasks_by_unit ON tasks (agency, unit, last_day, task);
CREATE INDEX tasks_by_revision ON tasks (agency, revision, task);
CREATE INDEX tasks_waiting ON tasks (agency, missing_year, task) WHERE missing_year > 0;
CREATE INDEX tasks_of_directive ON tasks (agency, directive, last_day, task) WHERE directive <> '';

-- Search: the words of each task, with and without diacritics. Carries the due order, so that a
-- search pages without sorting.
CREATE TABLE task_tokens (
  agency {{TEXT_C}} NOT NULL,
  token {{TEXT_C}} NOT NULL,
  last_day BIGINT NOT NULL,
  task {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, token, last_day, task)
) {{WITHOUT_ROWID}};

CREATE TABLE progress_reports (
  agency {{TEXT_C}} NOT NULL,
  task {{TEXT_C}} NOT NULL,
  report {{TEXT_C}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, task, report)
) {{WITHOUT_ROWID}};

-- What the board sums, kept in the same transaction as the tasks. Open tasks count by last day;
-- the others by what became of them, under day 0.
CREATE TABLE task_counters (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  bucket BIGINT NOT NULL,
  day BIGINT NOT NULL,
  tasks BIGINT NOT NULL,
  PRIMARY KEY (agency, unit, bucket, day)
) {{WITHOUT_ROWID}};

-- Office numbers given last, by kind and year.
CREATE TABLE office_numbers (
  agency {{TEXT_C}} NOT NULL,
  kind {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (agency, kind, year)
) {{WITHOUT_ROWID}};
