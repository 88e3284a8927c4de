-- SPDX-License-Identifier: Apache-2.0
-- What is searched as people type: normalised in C++ before it comes here, so the tokeniser only splits words. Rows
-- are read newest first, and FTS5 has one order only: the key is the row's second and the last 16 bits of its id.
CREATE VIRTUAL TABLE message_search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')
----
-- Recipients of sends: the words of sends.recipient_search, kept by triggers, so that none is forgotten. Without
-- positions it is half as large, and nobody asks for phrases here.
CREATE VIRTUAL TABLE send_search USING fts5(words, content='', detail=none, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')
----
CREATE TRIGGER send_search_added AFTER INSERT ON sends WHEN new.recipient_search <> '' BEGIN
    INSERT INTO send_search (rowid, words) VALUES (new.at / 1000 * 65536 + new.id % 65536, new.recipient_search);
END
----
CREATE TRIGGER send_search_changed AFTER UPDATE OF recipient_search ON sends
WHEN new.recipient_search <> old.recipient_search BEGIN
    INSERT INTO send_search (send_search, rowid, words)
        SELECT 'delete', old.at / 1000 * 65536 + old.id % 65536, old.recipient_search WHERE old.recipient_search <> '';
    INSERT INTO send_search (rowid, words)
        SELECT new.at / 1000 * 65536 + new.id % 65536, new.recipient_search WHERE new.recipient_search <> '';
END
----
CREATE TRIGGER send_search_removed AFTER DELETE ON sends WHEN old.recipient_search <> '' BEGIN
    INSERT INTO send_search (send_search, rowid, words)
        VALUES ('delete', old.at / 1000 * 65536 + old.id % 65536, old.recipient_search);
END
