-- The inspection service's records. `body` is the resource as a serialised message; columns exist
-- for what queries need. Days are counted from 1970-01-01; no day is 2932896 (9999-12-31), so that
-- sort columns are never null.

CREATE TABLE plans (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, year)
);

CREATE TABLE entities (
  agency {{TEXT_C}} NOT NULL,
  entity {{TEXT_C}} NOT NULL,
  tax_code {{TEXT_C}} NOT NULL,
  type BIGINT NOT NULL,
  dissolved BIGINT NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, entity)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX entities_by_tax_code ON entities (agency, tax_code) WHERE tax_code <> '';
CREATE INDEX entities_in_order ON entities (agency, sort_key, entity);

-- Search: the words of each entity's name, with and without diacritics, in the order of the list.
CREATE TABLE entity_tokens (
  agency {{TEXT_C}} NOT NULL,
  token {{TEXT_C}} NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  entity {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, token, sort_key, entity)
) {{WITHOUT_ROWID}};

-- Copies from the registry's feed.
CREATE TABLE units (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  display_name {{TEXT_C}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, unit)
) {{WITHOUT_ROWID}};

-- `revision` counts the tables an agency's copy has taken in, so that the newest names them all.
CREATE TABLE calendar_years (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, year)
);

-- Officers from the registry's feed, with what only inspection knows of them. `listed`: 1 for
-- inspectors, 0 for other officers, -1 for disabled ones who were never inspectors.
CREATE TABLE inspectors (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  listed BIGINT NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, officer)
) {{WITHOUT_ROWID}};
CREATE INDEX inspectors_in_order ON inspectors (agency, sort_key, officer);

CREATE TABLE absences (
  agency {{TEXT_C}} NOT NULL,
  absence {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  cancelled BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, absence)
) {{WITHOUT_ROWID}};
CREATE INDEX absences_by_day ON absences (agency, first_day, absence);
CREATE INDEX absences_of_officer ON absences (agency, officer, first_day, absence);

-- `enterprise`: 10 digits where the entity has a tax code.
CREATE TABLE interests (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  interest {{TEXT_C}} NOT NULL,
  enterprise {{TEXT_C}} NOT NULL,
  withdrawn BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, officer, interest)
) {{WITHOUT_ROWID}};

CREATE TABLE inspections (
  agency {{TEXT_C}} NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  number_year BIGINT NOT NULL,
  number_sequence BIGINT NOT NULL,
  plan_year BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  basis BIGINT NOT NULL,
  state BIGINT NOT NULL,
  awaiting BIGINT NOT NULL,
  lead_unit {{TEXT_C}} NOT NULL,
  entity {{TEXT_C}} NOT NULL,
  -- Tax code of the enterprise, 10 digits: branches count with it.
  enterprise {{TEXT_C}} NOT NULL,
  directive {{TEXT_C}} NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  due_day BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, inspection)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX inspections_by_number ON inspections (agency, number_year, number_sequence);
CREATE INDEX inspections_by_day ON inspections (agency, first_day, inspection);
CREATE INDEX inspections_by_state ON inspections (agency, state, first_day, inspection);
CREATE INDEX inspections_by_revision ON inspections (agency, revision, inspection);
CREATE INDEX inspections_of_plan ON inspections (agency, plan_year, kind, state, inspection);
CREATE INDEX inspections_of_directive ON inspections (agency, directive, first_day, inspection)
  WHERE directive <> '';

-- Search: carries the order of the list, so that a search pages without sorting.
CREATE TABLE inspection_tokens (
  agency {{TEXT_C}} NOT NULL,
  token {{TEXT_C}} NOT NULL,
  first_day BIGINT NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, token, first_day, inspection)
) {{WITHOUT_ROWID}};

-- Days on which a person is on site. Two rows of one person never share a day: every writer holds
-- the agency's revision row, so that what it read stays true until it has written.
CREATE TABLE bookings (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  first_day BIGINT NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  last_day BIGINT NOT NULL,
  PRIMARY KEY (agency, officer, first_day, inspection)
) {{WITHOUT_ROWID}};

-- Who is in which team, in every state and also without days.
CREATE TABLE team_members (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  first_day BIGINT NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, officer, first_day, inspection)
) {{WITHOUT_ROWID}};

-- What the board sums, kept in the same transaction as the inspections.
CREATE TABLE inspection_counters (
  agency {{TEXT_C}} NOT NULL,
  plan_year BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  awaiting BIGINT NOT NULL,
  due_day BIGINT NOT NULL,
  inspections BIGINT NOT NULL,
  PRIMARY KEY (agency, plan_year, kind, state, awaiting, due_day)
) {{WITHOUT_ROWID}};

-- What has been made of which item of which directive: each once, however often the feed says it.
CREATE TABLE derived (
  agency {{TEXT_C}} NOT NULL,
  directive {{TEXT_C}} NOT NULL,
  item BIGINT NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  source_service {{TEXT_C}} NOT NULL,
  source_revision BIGINT NOT NULL,
  source_ordinal BIGINT NOT NULL,
  PRIMARY KEY (agency, directive, item)
) {{WITHOUT_ROWID}};

-- Office numbers given last, by kind and year.
CREATE TABLE office_numbers (
  agency {{TEXT_C}} NOT NULL,
  kind {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (agency, kind, year)
) {{WITHOUT_ROWID}};

-- Who visits an enterprise in a year, across agencies: the only table that is not of one agency.
-- Its key is the rule of one planned visit a year.
CREATE TABLE enterprise_year (
  tax_code {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  agency {{TEXT_C}} NOT NULL,
  inspection {{TEXT_C}} NOT NULL,
  kind BIGINT NOT NULL,
  first_day BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  PRIMARY KEY (tax_code, year)
) {{WITHOUT_ROWID}};
