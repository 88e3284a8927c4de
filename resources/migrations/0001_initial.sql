-- SPDX-License-Identifier: Apache-2.0
-- The first schema. Statements are separated by a line of four dashes. @ID and @BLOB are the dialect's words
-- for a growing 64-bit key and for bytes. Times are UTC milliseconds, booleans 0 or 1, enumerated values the
-- contract's wire names, money millionths of the currency's unit.

-- One JSON object per group of settings.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
)
----
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
)
----
-- Who leads, and since which term (DESIGN 1). Sends begun in an older term are uncertain.
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    term BIGINT NOT NULL,
    holder TEXT NOT NULL,
    expires_at BIGINT NOT NULL
)
----
CREATE TABLE members (
    id @ID,
    login TEXT UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT UNIQUE,
    opted_out INTEGER NOT NULL DEFAULT 0,
    pin_salt TEXT,
    pin_hash TEXT,
    on_whatsapp INTEGER,
    landline INTEGER
)
----
CREATE TABLE contacts (
    id @ID,
    name TEXT NOT NULL,
    name_search TEXT NOT NULL,
    phone TEXT UNIQUE,
    language TEXT,
    notes TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    on_whatsapp INTEGER,
    landline INTEGER,
    prefers_call INTEGER NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
)
----
CREATE INDEX contacts_by_name ON contacts (name_search, id)
----
-- Every identifier a customer is known by: kind 'phone' (bare E.164) or 'bsuid' (FACTS 4.5).
CREATE TABLE contact_addresses (
    id @ID,
    contact_id BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, value)
)
----
CREATE INDEX contact_addresses_by_contact ON contact_addresses (contact_id)
----
-- Which contact became part of which, and all that is needed to part them again. contact_id is the one that went,
-- into_contact_id the one that stayed; consents_until: the ledger's last line before.
CREATE TABLE contact_merges (
    id @ID,
    contact_id BIGINT NOT NULL,
    into_contact_id BIGINT NOT NULL,
    conversation_id BIGINT,
    into_conversation_id BIGINT,
    consents_until BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    undone_at BIGINT
)
----
CREATE INDEX contact_merges_by_contact ON contact_merges (contact_id, id)
----
CREATE INDEX contact_merges_by_survivor ON contact_merges (into_contact_id, id)
----
-- The rows that changed hands; kind is their table.
CREATE TABLE contact_merge_rows (
    merge_id BIGINT NOT NULL REFERENCES contact_merges (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    row_id BIGINT NOT NULL,
    PRIMARY KEY (merge_id, kind, row_id)
)
----
-- Copies of rows as they were. side: gone, kept (both before), after (the survivor right after).
CREATE TABLE contact_merge_contacts (
    merge_id BIGINT NOT NULL REFERENCES contact_merges (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    id BIGINT NOT NULL,
    name TEXT NOT NULL,
    name_search TEXT NOT NULL,
    phone TEXT,
    language TEXT,
    notes TEXT NOT NULL,
    tags TEXT NOT NULL,
    on_whatsapp INTEGER,
    landline INTEGER,
    prefers_call INTEGER NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (merge_id, side)
)
----
CREATE TABLE contact_merge_conversations (
    merge_id BIGINT NOT NULL REFERENCES contact_merges (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    id BIGINT NOT NULL,
    handling TEXT NOT NULL,
    handling_version BIGINT NOT NULL,
    handover_reason TEXT,
    assignee_id BIGINT,
    status TEXT NOT NULL,
    snoozed_until BIGINT,
    needs_reply INTEGER NOT NULL,
    waiting_since BIGINT,
    unread INTEGER NOT NULL,
    last_message_id BIGINT,
    last_activity_at BIGINT NOT NULL,
    last_inbound_id BIGINT,
    failed INTEGER NOT NULL,
    draft TEXT,
    version BIGINT NOT NULL,
    PRIMARY KEY (merge_id, side)
)
----
CREATE TABLE contact_merge_channels (
    merge_id BIGINT NOT NULL REFERENCES contact_merges (id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    sender TEXT NOT NULL,
    last_inbound_at BIGINT,
    window_closed INTEGER NOT NULL,
    PRIMARY KEY (merge_id, side, channel)
)
----
-- Append-only. action_at is when the customer or operator acted, at is when it was recorded.
CREATE TABLE consent_entries (
    id @ID,
    contact_id BIGINT NOT NULL REFERENCES contacts (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '',
    actor TEXT NOT NULL DEFAULT '',
    action_at BIGINT NOT NULL,
    at BIGINT NOT NULL,
    provider_blocked INTEGER NOT NULL DEFAULT 0,
    origin_channel TEXT
)
----
CREATE INDEX consent_by_contact ON consent_entries (contact_id, channel, purpose, action_at)
----
-- One conversation per customer, and one thread per member who writes to the shop's number.
CREATE TABLE conversations (
    id @ID,
    contact_id BIGINT UNIQUE REFERENCES contacts (id) ON DELETE CASCADE,
    member_id BIGINT UNIQUE REFERENCES members (id) ON DELETE CASCADE,
    handling TEXT NOT NULL,
    handling_version BIGINT NOT NULL DEFAULT 1,
    handover_reason TEXT,
    assignee_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    status TEXT NOT NULL DEFAULT 'open',
    snoozed_until BIGINT,
    needs_reply INTEGER NOT NULL DEFAULT 0,
    waiting_since BIGINT,
    unread INTEGER NOT NULL DEFAULT 0,
    last_message_id BIGINT,
    last_activity_at BIGINT NOT NULL,
    last_inbound_id BIGINT,
    failed INTEGER NOT NULL DEFAULT 0,
    draft TEXT,
    version BIGINT NOT NULL DEFAULT 1,
    CHECK ((contact_id IS NULL) <> (member_id IS NULL))
)
----
CREATE INDEX conversations_by_activity ON conversations (last_activity_at, id)
----
CREATE INDEX conversations_by_view ON conversations (status, handling, needs_reply, last_activity_at, id)
----
CREATE INDEX conversations_by_assignee ON conversations (assignee_id, status, last_activity_at, id)
----
-- Longest waiting first, those who don't wait at the end.
CREATE INDEX conversations_waiting ON conversations (COALESCE(waiting_since, 9000000000000000), id)
----
CREATE INDEX conversations_failed ON conversations (last_activity_at, id) WHERE failed = 1
----
CREATE INDEX conversations_snoozed ON conversations (snoozed_until) WHERE status = 'snoozed'
----
-- Where a conversation stands on each channel. last_inbound_at opens the 24-hour window; window_closed is set
-- when the provider says that it is closed (63016) and cleared by the next inbound message.
CREATE TABLE conversation_channels (
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    sender TEXT NOT NULL,
    last_inbound_at BIGINT,
    window_closed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (conversation_id, channel)
)
----
CREATE TABLE messages (
    id @ID,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    direction TEXT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    status TEXT NOT NULL,
    sid TEXT UNIQUE,
    error_code INTEGER,
    error_reason TEXT,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    author_name TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    segments INTEGER,
    cost_micros BIGINT,
    cost_currency TEXT,
    send_id BIGINT,
    client_token TEXT UNIQUE,
    location TEXT,
    event TEXT,
    source TEXT NOT NULL DEFAULT 'local',
    extra TEXT
)
----
CREATE INDEX messages_by_conversation ON messages (conversation_id, at, id)
----
CREATE INDEX messages_by_time ON messages (at, id)
----
CREATE TABLE attachments (
    id @ID,
    message_id BIGINT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    content_type TEXT NOT NULL,
    file_name TEXT,
    size BIGINT,
    state TEXT NOT NULL,
    url TEXT NOT NULL,
    sha256 TEXT,
    due_at BIGINT,
    tries INTEGER NOT NULL DEFAULT 0
)
----
CREATE INDEX attachments_by_message ON attachments (message_id)
----
CREATE INDEX attachments_due ON attachments (due_at)
----
CREATE TABLE jobs (
    id @ID,
    ticket TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    status_entry BIGINT NOT NULL DEFAULT 1,
    contact_id BIGINT REFERENCES contacts (id) ON DELETE SET NULL,
    description TEXT NOT NULL,
    urgent INTEGER NOT NULL DEFAULT 0,
    urgent_reason TEXT,
    assignee_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    due_at BIGINT,
    ready_at BIGINT,
    notification_send_id BIGINT,
    search TEXT NOT NULL DEFAULT '',
    changes BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
)
----
CREATE INDEX jobs_by_status ON jobs (status, updated_at, id)
----
CREATE INDEX jobs_by_contact ON jobs (contact_id, updated_at, id)
----
CREATE INDEX jobs_by_update ON jobs (updated_at, id)
----
CREATE INDEX jobs_by_assignee ON jobs (assignee_id) WHERE assignee_id IS NOT NULL
----
-- held_until: how long the change could be taken back, where its notices were held. undone_at: it was.
CREATE TABLE job_history (
    id @ID,
    job_id BIGINT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    entry BIGINT NOT NULL,
    from_status TEXT,
    to_status TEXT NOT NULL,
    actor_id BIGINT,
    actor_name TEXT NOT NULL DEFAULT '',
    at BIGINT NOT NULL,
    held_until BIGINT,
    notification_send_id BIGINT,
    undone_at BIGINT
)
----
CREATE INDEX job_history_by_job ON job_history (job_id, entry)
----
-- One row for every message that was to be sent, the refused ones included (DESIGN 4).
-- due_at: when it may be claimed (a hold's end, the next try). cause: what it was made for, at most once.
-- state: where it is in the outbox; status: what is shown of that.
-- route: the steps left after the present one, JSON. handling_version: set for AI replies.
CREATE TABLE sends (
    id @ID,
    at BIGINT NOT NULL,
    category TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    error_code INTEGER,
    sid TEXT,
    provider TEXT NOT NULL DEFAULT 'twilio',
    sender TEXT NOT NULL DEFAULT '',
    address TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL,
    template_sid TEXT,
    template_variables TEXT,
    media TEXT,
    segments INTEGER,
    cost_micros BIGINT,
    cost_currency TEXT,
    recipient_name TEXT NOT NULL DEFAULT '',
    recipient_number TEXT NOT NULL DEFAULT '',
    recipient_search TEXT NOT NULL DEFAULT '',
    contact_id BIGINT REFERENCES contacts (id) ON DELETE SET NULL,
    member_id BIGINT REFERENCES members (id) ON DELETE SET NULL,
    conversation_id BIGINT REFERENCES conversations (id) ON DELETE SET NULL,
    message_id BIGINT REFERENCES messages (id) ON DELETE SET NULL,
    job_id BIGINT REFERENCES jobs (id) ON DELETE SET NULL,
    cause TEXT UNIQUE,
    client_token TEXT UNIQUE,
    author_kind TEXT NOT NULL,
    author_id BIGINT,
    author_name TEXT NOT NULL DEFAULT '',
    handling_version BIGINT,
    route TEXT,
    route_step INTEGER NOT NULL DEFAULT 0,
    due_at BIGINT,
    hold_ends_at BIGINT,
    tries INTEGER NOT NULL DEFAULT 0,
    resends INTEGER NOT NULL DEFAULT 0,
    later_tries INTEGER NOT NULL DEFAULT 0,
    budget_reserved INTEGER NOT NULL DEFAULT 0,
    reserved_micros BIGINT NOT NULL DEFAULT 0,
    updated_at BIGINT NOT NULL
)
----
CREATE INDEX sends_due ON sends (state, due_at, id)
----
-- What may hold back a later message to the same recipient.
CREATE INDEX sends_open ON sends (sender, address, id) WHERE state IN ('queued', 'sending', 'uncertain')
----
CREATE INDEX sends_by_time ON sends (at, id)
----
CREATE INDEX sends_by_contact ON sends (contact_id, at, id)
----
-- With what the send log's counts filter by, so that they never read a row.
CREATE INDEX sends_by_status ON sends (status, at, id, channel, category)
----
CREATE INDEX sends_by_category ON sends (category, at, id)
----
CREATE INDEX sends_by_channel ON sends (channel, at, id)
----
CREATE INDEX sends_by_conversation ON sends (conversation_id, status)
----
CREATE INDEX sends_by_job ON sends (job_id)
----
CREATE INDEX sends_by_sid ON sends (sid)
----
-- Whatever a row refers to may be erased: without these each erased message would read all sends.
CREATE INDEX sends_by_message ON sends (message_id) WHERE message_id IS NOT NULL
----
CREATE INDEX sends_by_member ON sends (member_id) WHERE member_id IS NOT NULL
----
-- One request to the provider. id: 128 random bits as hex, made before the POST and never reused; the status
-- callback carries it. state: sending, uncertain, barred (uncertain, may not be sent again), answered, not_sent.
CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    send_id BIGINT NOT NULL REFERENCES sends (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    sender TEXT NOT NULL,
    address TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    status TEXT NOT NULL,
    sid TEXT UNIQUE,
    error_code INTEGER,
    term BIGINT NOT NULL,
    provider_started_at BIGINT,
    first_answer_at BIGINT,
    first_empty_list_at BIGINT
)
----
CREATE INDEX attempts_by_send ON attempts (send_id, number)
----
CREATE INDEX attempts_open ON attempts (state, at) WHERE state IN ('sending', 'uncertain', 'barred')
----
-- At most one attempt per sender and recipient is under way or uncertain: it keeps order, and makes a match with
-- the provider's list unambiguous.
CREATE UNIQUE INDEX attempts_one_open ON attempts (sender, address) WHERE state IN ('sending', 'uncertain')
----
-- Everything the provider said, in the order received. Kept also where nothing is known of the sid yet.
CREATE TABLE status_events (
    id @ID,
    attempt_id TEXT,
    sid TEXT NOT NULL,
    status TEXT NOT NULL,
    error_code INTEGER,
    error_message TEXT,
    at BIGINT NOT NULL
)
----
CREATE INDEX status_events_by_sid ON status_events (sid)
----
CREATE INDEX status_events_by_attempt ON status_events (attempt_id)
----
CREATE TABLE templates (
    sid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    category TEXT NOT NULL,
    status TEXT NOT NULL,
    body TEXT NOT NULL,
    parameters TEXT NOT NULL DEFAULT '[]',
    samples TEXT NOT NULL DEFAULT '{}',
    content_type TEXT NOT NULL DEFAULT '',
    rejection_reason TEXT,
    synced_at BIGINT NOT NULL
)
----
CREATE INDEX templates_by_name ON templates (name, sid)
----
CREATE TABLE budgets (
    provider TEXT PRIMARY KEY,
    period TEXT NOT NULL,
    max_messages BIGINT,
    max_cost_micros BIGINT,
    currency TEXT NOT NULL DEFAULT '',
    hard_stop INTEGER NOT NULL DEFAULT 1,
    alert_threshold_permille INTEGER NOT NULL DEFAULT 800,
    alerted INTEGER NOT NULL DEFAULT 0,
    used_messages BIGINT NOT NULL DEFAULT 0,
    used_cost_micros BIGINT NOT NULL DEFAULT 0,
    resets_at BIGINT NOT NULL
)
----
-- One turn at a time per conversation. state: due, running, done, failed, cancelled.
CREATE TABLE agent_turns (
    id @ID,
    conversation_id BIGINT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    state TEXT NOT NULL,
    handling_version BIGINT NOT NULL,
    last_inbound_id BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    problem TEXT,
    created_at BIGINT NOT NULL
)
----
CREATE UNIQUE INDEX agent_turns_one_open ON agent_turns (conversation_id) WHERE state IN ('due', 'running')
----
CREATE INDEX agent_turns_due ON agent_turns (state, due_at)
----
CREATE INDEX agent_turns_by_conversation ON agent_turns (conversation_id)
----
-- Every request as it came, for replay and for proof. outcome: applied, duplicate, rejected, failed.
CREATE TABLE journal (
    id @ID,
    source TEXT NOT NULL,
    spool TEXT,
    seq BIGINT,
    received_at BIGINT NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    headers TEXT NOT NULL,
    body @BLOB NOT NULL,
    provider_key TEXT,
    sid TEXT,
    outcome TEXT NOT NULL,
    problem TEXT
)
----
CREATE INDEX journal_by_sid ON journal (sid)
----
CREATE INDEX journal_by_time ON journal (received_at, id)
----
CREATE INDEX journal_failed ON journal (outcome, id)
----
-- What has been applied, by the provider's own key; outlives retention and erasure.
CREATE TABLE provider_seen (
    key TEXT PRIMARY KEY,
    at BIGINT NOT NULL
)
----
-- How far each relay's spool has been taken over; committed together with what came from it.
CREATE TABLE link_cursors (
    spool TEXT PRIMARY KEY,
    seq BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
)
----
-- Timed work of which there is one of a kind: template sync, catch-up, budget reset.
CREATE TABLE tasks (
    name TEXT PRIMARY KEY,
    due_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT '{}'
)
----
CREATE TABLE event_log (
    seq @ID,
    at BIGINT NOT NULL,
    name TEXT NOT NULL,
    data TEXT NOT NULL
)
----
-- A keyed hash of each number whose owner was erased, so that nobody enters or imports it again unasked.
CREATE TABLE erased_numbers (
    hash TEXT PRIMARY KEY,
    at BIGINT NOT NULL
)
----
-- Erasures under way: what is left of a contact is found by this row, also after the core was killed. It goes last.
-- subject: JSON {contacts, conversations, jobs, numbers}.
CREATE TABLE erasures (
    contact_id BIGINT PRIMARY KEY,
    subject TEXT NOT NULL,
    actor TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    messages INTEGER NOT NULL DEFAULT 0,
    sends INTEGER NOT NULL DEFAULT 0
)
----
-- Messages that the provider is still to delete, with their media.
CREATE TABLE provider_deletions (
    id @ID,
    sid TEXT NOT NULL UNIQUE,
    due_at BIGINT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    problem TEXT
)
----
CREATE INDEX provider_deletions_due ON provider_deletions (due_at, id)
----
CREATE TABLE audit_log (
    id @ID,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL DEFAULT '{}'
)
