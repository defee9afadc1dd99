-- The doors beside the portal: tickets, codes and child sessions, and when a door was last used.

CREATE TABLE pass (
    hash ${text} NOT NULL PRIMARY KEY,
    purpose ${text} NOT NULL,
    target ${text} NOT NULL,
    principal ${text} NOT NULL,
    name ${text} NOT NULL,
    session_hash ${text} NOT NULL,
    binding ${text} NOT NULL,
    created_at ${integer} NOT NULL,
    expires_at ${integer} NOT NULL
) ${keyed};

CREATE INDEX pass_principal ON pass (principal);
CREATE INDEX pass_expiry ON pass (expires_at);

CREATE INDEX audit_door ON audit (door, outcome, sequence) WHERE action IN ('SIGN_IN', 'ENROL', 'STEP_UP', 'ACCESS');
