-- Words of the newest tasks, one row a task, until they are folded into task_tokens many at a time:
-- a write then touches one page here instead of one for each word.
CREATE TABLE pending_words (
  agency {{TEXT_C}} NOT NULL,
  task {{TEXT_C}} NOT NULL,
  last_day BIGINT NOT NULL,
  -- Distinct words in byte order, separated by spaces.
  words {{TEXT_C}} NOT NULL,
  PRIMARY KEY (agency, task)
) {{WITHOUT_ROWID}};
