-- SPDX-License-Identifier: Apache-2.0
-- What is searched as people type: normalised and split into words in C++ before it comes here, words separated by
-- blanks, so no dictionary has a say. place is the row's second and the last 16 bits of its id: rows are read newest
-- first, in the order in which the other database can do it, too.
CREATE TABLE message_search (
    message_id BIGINT PRIMARY KEY,
    place BIGINT NOT NULL,
    words tsvector NOT NULL
)
----
CREATE INDEX message_search_by_place ON message_search (place)
----
-- Without a list of pending entries, which each search would have to read through.
CREATE INDEX message_search_words ON message_search USING gin (words) WITH (fastupdate = off)
----
-- Recipients of sends: the words of recipient_search, kept by the database, so that none is forgotten.
ALTER TABLE sends ADD COLUMN recipient_words tsvector GENERATED ALWAYS AS
    (array_to_tsvector(array_remove(string_to_array(recipient_search, ' '), ''))) STORED
----
CREATE INDEX sends_by_recipient ON sends USING gin (recipient_words) WITH (fastupdate = off)
----
CREATE INDEX sends_by_place ON sends ((at / 1000 * 65536 + id % 65536))
