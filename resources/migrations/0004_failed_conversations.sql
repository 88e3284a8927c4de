-- SPDX-License-Identifier: Apache-2.0
-- The list of conversations with something undelivered is short and counted at every change: without an index each
-- count would read every conversation there is.
CREATE INDEX conversations_failed ON conversations (last_activity_at, id) WHERE failed = 1
