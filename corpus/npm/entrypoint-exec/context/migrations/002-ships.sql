CREATE TABLE ships (name TEXT);
