-- Characters that an embedding could stumble over: " \ ; [ ] $x ${y} @z@ R"(raw)" ă đ ơ
CREATE TABLE first (
  id {{TEXT_C}} NOT NULL PRIMARY KEY,
  data {{BLOB}} NOT NULL
);
INSERT INTO first (id, data) VALUES ('Đôn đốc; "xong" \ [1] $x', '');
