-- The first schema.
-- ${text}, ${integer} and ${keyed} are what the engine calls a text that sorts by code point, a 64-bit integer, and a table
-- that is kept in the order of its key. Times are milliseconds since 1970. Switches are 0 or 1. Principals are realm:kind:id.

CREATE TABLE counter (
    name ${text} NOT NULL PRIMARY KEY,
    revision ${integer} NOT NULL,
    sequence ${integer} NOT NULL
) ${keyed};

INSERT INTO counter (name, revision, sequence) VALUES ('store', 0, 0);

CREATE TABLE setting (
    setting_key ${text} NOT NULL PRIMARY KEY,
    value ${text} NOT NULL,
    revision ${integer} NOT NULL
) ${keyed};

CREATE TABLE policy (
    name ${text} NOT NULL PRIMARY KEY,
    enabled ${integer} NOT NULL,
    revision ${integer} NOT NULL
) ${keyed};

INSERT INTO policy (name, enabled, revision) VALUES ('two-factor', 0, 1);

-- position: groups 0, users 1.
CREATE TABLE listed (
    principal ${text} NOT NULL PRIMARY KEY,
    position ${integer} NOT NULL,
    name ${text} NOT NULL,
    folded ${text} NOT NULL,
    added_at ${integer} NOT NULL
) ${keyed};

CREATE INDEX listed_order ON listed (position, folded, principal);

CREATE TABLE enrolment (
    id ${text} NOT NULL PRIMARY KEY,
    owner ${text} NOT NULL,
    kind ${text} NOT NULL,
    key_id ${text} NOT NULL,
    secret ${text} NOT NULL,
    algorithm ${text} NOT NULL,
    digits ${integer} NOT NULL,
    period_seconds ${integer} NOT NULL,
    last_step ${integer} NOT NULL,
    drift ${integer} NOT NULL,
    confirmed_at ${integer} NOT NULL,
    last_used_at ${integer},
    revision ${integer} NOT NULL
) ${keyed};

CREATE INDEX enrolment_owner ON enrolment (owner);

CREATE TABLE sign_in (
    id_hash ${text} NOT NULL PRIMARY KEY,
    principal ${text} NOT NULL,
    login ${text} NOT NULL,
    name ${text} NOT NULL,
    display_name ${text} NOT NULL,
    door ${text} NOT NULL,
    address ${text} NOT NULL,
    factors ${text} NOT NULL,
    started_at ${integer} NOT NULL,
    expires_at ${integer} NOT NULL,
    pending_key_id ${text},
    pending_secret ${text},
    pending_algorithm ${text},
    pending_digits ${integer},
    pending_period_seconds ${integer},
    session_hash ${text},
    revision ${integer} NOT NULL
) ${keyed};

CREATE INDEX sign_in_principal ON sign_in (principal);
CREATE INDEX sign_in_expiry ON sign_in (expires_at);

CREATE TABLE session (
    id ${text} NOT NULL UNIQUE,
    token_hash ${text} NOT NULL PRIMARY KEY,
    principal ${text} NOT NULL,
    name ${text} NOT NULL,
    display_name ${text} NOT NULL,
    login ${text} NOT NULL,
    factors ${text} NOT NULL,
    created_at ${integer} NOT NULL,
    last_seen_at ${integer} NOT NULL,
    expires_at ${integer} NOT NULL,
    address ${text} NOT NULL,
    previous_at ${integer},
    previous_address ${text},
    failed_codes ${integer} NOT NULL,
    revision ${integer} NOT NULL
) ${keyed};

CREATE INDEX session_principal ON session (principal);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE attempt (
    factor ${text} NOT NULL,
    subject ${text} NOT NULL,
    failures ${integer} NOT NULL,
    first_at ${integer} NOT NULL,
    last_at ${integer} NOT NULL,
    revision ${integer} NOT NULL,
    PRIMARY KEY (factor, subject)
) ${keyed};

CREATE INDEX attempt_age ON attempt (last_at);

CREATE TABLE known_address (
    subject ${text} NOT NULL,
    address ${text} NOT NULL,
    succeeded_at ${integer} NOT NULL,
    PRIMARY KEY (subject, address)
) ${keyed};

CREATE INDEX known_address_age ON known_address (succeeded_at);

-- visitor: what people did for themselves, coming in or going out. folded: what a search looks through.
CREATE TABLE audit (
    sequence ${integer} NOT NULL PRIMARY KEY,
    happened_at ${integer} NOT NULL,
    action ${text} NOT NULL,
    outcome ${text} NOT NULL,
    reason ${text} NOT NULL,
    visitor ${integer} NOT NULL,
    actor_id ${text},
    actor ${text} NOT NULL,
    subject_id ${text},
    subject ${text} NOT NULL,
    address ${text} NOT NULL,
    door ${text} NOT NULL,
    folded ${text} NOT NULL
) ${keyed};

CREATE INDEX audit_visitor ON audit (visitor, sequence);
CREATE INDEX audit_actor ON audit (actor_id, sequence);
CREATE INDEX audit_subject ON audit (subject_id, sequence);
CREATE INDEX audit_signed_in ON audit (actor_id, sequence) WHERE outcome = 'SUCCEEDED' AND action IN ('SIGN_IN', 'ENROL');

-- Users and groups of the embedded directory; password_hash and created_at are there for users, and for users only.
CREATE TABLE local_entry (
    kind ${text} NOT NULL,
    id ${text} NOT NULL,
    name ${text} NOT NULL,
    name_key ${text} NOT NULL,
    display_name ${text} NOT NULL,
    password_hash ${text},
    disabled ${integer} NOT NULL,
    created_at ${integer},
    revision ${integer} NOT NULL,
    PRIMARY KEY (kind, id),
    UNIQUE (name_key, kind)
) ${keyed};

-- Every word of a name or display name; in the order of the names, so that a search reads this table alone.
CREATE TABLE local_word (
    kind ${text} NOT NULL,
    id ${text} NOT NULL,
    word ${text} NOT NULL,
    name_key ${text} NOT NULL,
    PRIMARY KEY (kind, id, word),
    FOREIGN KEY (kind, id) REFERENCES local_entry (kind, id) ON DELETE CASCADE
) ${keyed};

CREATE INDEX local_word_search ON local_word (word, kind, name_key, id);

CREATE TABLE local_member (
    group_id ${text} NOT NULL,
    kind ${text} NOT NULL,
    id ${text} NOT NULL,
    PRIMARY KEY (group_id, kind, id),
    FOREIGN KEY (kind, id) REFERENCES local_entry (kind, id) ON DELETE CASCADE
) ${keyed};

CREATE INDEX local_member_of ON local_member (kind, id, group_id);
