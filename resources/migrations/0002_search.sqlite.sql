-- SPDX-License-Identifier: Apache-2.0
-- The text of messages for search: normalised in C++ before it comes here, so the tokeniser only splits words.
CREATE VIRTUAL TABLE message_search USING fts5(body, content='', tokenize='unicode61 remove_diacritics 0', prefix='2 3')
