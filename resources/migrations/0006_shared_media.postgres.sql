-- SPDX-License-Identifier: Apache-2.0
-- The bytes of the files of messages, for all cores on this database; what lies in a core's data folder is a copy.
-- size: absent until all parts are there, and until then there is no such file. held_until: the file may not go before
-- then by the server's clock, though no row of attachments names it, since its row is still to be written.
CREATE TABLE media_files (
    sha256 TEXT PRIMARY KEY,
    size BIGINT,
    held_until BIGINT
)
----
CREATE TABLE media_parts (
    sha256 TEXT NOT NULL REFERENCES media_files (sha256) ON DELETE CASCADE,
    part INTEGER NOT NULL,
    bytes @BLOB NOT NULL,
    PRIMARY KEY (sha256, part)
)
----
-- Pictures and recordings are compressed already.
ALTER TABLE media_parts ALTER COLUMN bytes SET STORAGE EXTERNAL
