-- SPDX-License-Identifier: Apache-2.0
-- The shop's secrets, for all cores on this database, each sealed under its name with a key that is never in here
-- (core/secrets/shared). The row "(shop key)" says which key that is.
CREATE TABLE sealed_secrets (
    name TEXT PRIMARY KEY,
    box @BLOB NOT NULL
)
