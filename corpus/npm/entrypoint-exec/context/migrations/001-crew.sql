CREATE TABLE crew (name TEXT);
