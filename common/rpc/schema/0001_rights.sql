-- Officers' rights, from the registry's records. `roles` is a bit set of dondoc.Role.
CREATE TABLE officer_rights (
  agency {{TEXT_C}} NOT NULL,
  officer {{TEXT_C}} NOT NULL,
  unit {{TEXT_C}} NOT NULL,
  roles BIGINT NOT NULL,
  disabled BIGINT NOT NULL,
  PRIMARY KEY (agency, officer)
) {{WITHOUT_ROWID}};
