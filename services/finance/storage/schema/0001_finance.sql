-- Finance's records. `body` is the resource as a serialised message; columns exist for what queries
-- need. Days are counted from 1970-01-01; no day is 2932896 (9999-12-31), so that sort columns are
-- never null. Resources are keyed by their full names.

-- From the registry's feed: what finance must know about places and days.
CREATE TABLE units (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  position BIGINT NOT NULL,
  sort_key {{BLOB}} NOT NULL,
  display_name {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, unit)
) {{WITHOUT_ROWID}};

CREATE TABLE calendar_years (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, year)
);

CREATE TABLE clock_policies (
  agency {{TEXT_C}} NOT NULL,
  version BIGINT NOT NULL,
  -- The feed change that brought it, "registry:{incarnation}:{revision}:{ordinal}"; empty where a
  -- person set it.
  origin {{TEXT_C}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, version)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX clock_policies_by_origin ON clock_policies (agency, origin) WHERE origin <> '';

CREATE TABLE funding_sources (
  agency {{TEXT_C}} NOT NULL,
  source {{TEXT_C}} NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, source)
) {{WITHOUT_ROWID}};

CREATE TABLE projects (
  agency {{TEXT_C}} NOT NULL,
  project {{TEXT_C}} NOT NULL,
  number_year BIGINT NOT NULL,
  number_sequence BIGINT NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  state BIGINT NOT NULL,
  end_day BIGINT NOT NULL,
  tax_code {{TEXT_C}} NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, project)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX projects_by_number ON projects (agency, number_year, number_sequence);
CREATE INDEX projects_by_end ON projects (agency, end_day, project);
CREATE INDEX projects_by_unit ON projects (agency, unit, end_day, project);

CREATE TABLE contracts (
  agency {{TEXT_C}} NOT NULL,
  project {{TEXT_C}} NOT NULL,
  -- Last segment of the name; unique in the agency, for accounts are named by it.
  contract_id {{TEXT_C}} NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  state BIGINT NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  sign_day BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, project, contract_id)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX contracts_by_id ON contracts (agency, contract_id);

-- Numbers of contracts, folded: one number means one contract of a year.
CREATE TABLE contract_numbers (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  folded {{TEXT_C}} NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, year, folded)
) {{WITHOUT_ROWID}};

CREATE TABLE dossiers (
  agency {{TEXT_C}} NOT NULL,
  dossier {{TEXT_C}} NOT NULL,
  number_year BIGINT NOT NULL,
  number_sequence BIGINT NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  kind BIGINT NOT NULL,
  state BIGINT NOT NULL,
  is_open BIGINT NOT NULL,
  project {{TEXT_C}} NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  -- Last day of the clock that runs; no day where none does.
  last_day BIGINT NOT NULL,
  -- ON_TIME or LATE for what is paid or concluded; 0 otherwise.
  verdict BIGINT NOT NULL,
  -- Year whose calendar a clock waits for; 0 = none.
  missing_year BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, dossier)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX dossiers_by_number ON dossiers (agency, number_year, number_sequence);
CREATE INDEX dossiers_by_day ON dossiers (agency, last_day, dossier);
CREATE INDEX dossiers_by_unit ON dossiers (agency, unit, last_day, dossier);
CREATE INDEX dossiers_by_project ON dossiers (agency, project, last_day, dossier);
CREATE INDEX dossiers_waiting ON dossiers (agency, missing_year, dossier) WHERE missing_year > 0;

CREATE TABLE disbursements (
  agency {{TEXT_C}} NOT NULL,
  disbursement {{TEXT_C}} NOT NULL,
  number_year BIGINT NOT NULL,
  number_sequence BIGINT NOT NULL,
  dossier {{TEXT_C}} NOT NULL,
  project {{TEXT_C}} NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  state BIGINT NOT NULL,
  -- 1 while it is reserved or posted.
  live BIGINT NOT NULL,
  budget_year BIGINT NOT NULL,
  expire_day BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, disbursement)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX disbursements_by_number
  ON disbursements (agency, number_year, number_sequence);
CREATE UNIQUE INDEX disbursements_live ON disbursements (agency, dossier) WHERE live = 1;
CREATE INDEX disbursements_by_contract
  ON disbursements (agency, contract, number_year, number_sequence);
CREATE INDEX disbursements_by_project
  ON disbursements (agency, project, number_year, number_sequence);
-- State 1 is RESERVED: what may run out.
CREATE INDEX disbursements_expiring ON disbursements (agency, expire_day) WHERE state = 1;

-- Treasury vouchers, folded: the natural key of a payment, so that none is posted twice.
CREATE TABLE vouchers (
  agency {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  folded {{TEXT_C}} NOT NULL,
  disbursement {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, year, folded)
) {{WITHOUT_ROWID}};

-- Balances in đồng, kept in the same transaction as the journals they sum.
CREATE TABLE accounts (
  agency {{TEXT_C}} NOT NULL,
  account {{TEXT_C}} NOT NULL,
  kind BIGINT NOT NULL,
  source {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  posted_debit BIGINT NOT NULL,
  posted_credit BIGINT NOT NULL,
  reserved_debit BIGINT NOT NULL,
  reserved_credit BIGINT NOT NULL,
  entry_count BIGINT NOT NULL,
  update_micros BIGINT NOT NULL,
  PRIMARY KEY (agency, account)
) {{WITHOUT_ROWID}};
CREATE INDEX accounts_of_contract ON accounts (agency, contract, account) WHERE contract <> '';

CREATE TABLE journals (
  agency {{TEXT_C}} NOT NULL,
  journal {{TEXT_C}} NOT NULL,
  kind BIGINT NOT NULL,
  contract {{TEXT_C}} NOT NULL,
  disbursement {{TEXT_C}} NOT NULL,
  day BIGINT NOT NULL,
  -- The journal it takes back; empty for all others.
  reverses {{TEXT_C}} NOT NULL,
  body {{BLOB}} NOT NULL,
  PRIMARY KEY (agency, journal)
) {{WITHOUT_ROWID}};
CREATE UNIQUE INDEX journals_reversing ON journals (agency, reverses) WHERE reverses <> '';
CREATE INDEX journals_of_contract ON journals (agency, contract, journal);
CREATE INDEX journals_of_disbursement ON journals (agency, disbursement, journal);

CREATE TABLE journal_accounts (
  agency {{TEXT_C}} NOT NULL,
  account {{TEXT_C}} NOT NULL,
  journal {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, account, journal)
) {{WITHOUT_ROWID}};

-- What the board sums, kept in the same transaction as what it counts: changes by day, in đồng.
CREATE TABLE board_days (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  day BIGINT NOT NULL,
  contracted BIGINT NOT NULL,
  disbursed BIGINT NOT NULL,
  outstanding BIGINT NOT NULL,
  recovered BIGINT NOT NULL,
  PRIMARY KEY (agency, unit, day)
) {{WITHOUT_ROWID}};

CREATE TABLE board_reserved (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  reserved BIGINT NOT NULL,
  PRIMARY KEY (agency, unit)
) {{WITHOUT_ROWID}};

-- Dossiers by what the board asks of them. Open ones count by last day.
CREATE TABLE dossier_counters (
  agency {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  bucket BIGINT NOT NULL,
  last_day BIGINT NOT NULL,
  dossiers BIGINT NOT NULL,
  PRIMARY KEY (agency, unit, bucket, last_day)
) {{WITHOUT_ROWID}};

-- Office numbers given last, by kind and year.
CREATE TABLE office_numbers (
  agency {{TEXT_C}} NOT NULL,
  kind {{TEXT_C}} NOT NULL,
  year BIGINT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (agency, kind, year)
) {{WITHOUT_ROWID}};
