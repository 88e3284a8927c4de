-- SPDX-License-Identifier: Apache-2.0
-- Files of messages, and of none yet: what is uploaded to be sent has no message before it is sent. The bytes lie in
-- the data folder under their sha256. url: where the provider has an inbound file; due_at: when it is fetched.
CREATE TABLE attachments_of_2 (
    id @ID,
    message_id BIGINT REFERENCES messages (id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    file_name TEXT,
    size BIGINT,
    state TEXT NOT NULL,
    problem TEXT,
    width INTEGER,
    height INTEGER,
    sha256 TEXT,
    url TEXT NOT NULL DEFAULT '',
    due_at BIGINT,
    tries INTEGER NOT NULL DEFAULT 0,
    uploaded_by BIGINT,
    uploaded_at BIGINT
)
----
INSERT INTO attachments_of_2 (id, message_id, content_type, file_name, size, state, sha256, url, due_at, tries)
    SELECT id, message_id, content_type, file_name, size, state, sha256, url, due_at, tries FROM attachments
----
DROP TABLE attachments
----
ALTER TABLE attachments_of_2 RENAME TO attachments
----
CREATE INDEX attachments_by_message ON attachments (message_id)
----
CREATE INDEX attachments_due ON attachments (due_at) WHERE due_at IS NOT NULL
----
CREATE INDEX attachments_by_content ON attachments (sha256)
----
CREATE INDEX attachments_unsent ON attachments (uploaded_at) WHERE message_id IS NULL
----
-- A send's files are put on the relay before it may be claimed. media_until: how long they stay there, absent while
-- they don't; media_due_at and media_tries: the next try to put them there.
ALTER TABLE sends ADD COLUMN media_until BIGINT
----
ALTER TABLE sends ADD COLUMN media_due_at BIGINT
----
ALTER TABLE sends ADD COLUMN media_tries INTEGER NOT NULL DEFAULT 0
----
CREATE INDEX sends_with_media ON sends (state, media_due_at) WHERE media IS NOT NULL
