-- SPDX-License-Identifier: Apache-2.0
-- Messages that the provider has and whose story isn't complete: their cost is in no callback, and a callback may have
-- been lost. They are asked for by sid when due.
CREATE TABLE follow_ups (
    sid TEXT PRIMARY KEY,
    due_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
)
----
CREATE INDEX follow_ups_due ON follow_ups (due_at, sid)
