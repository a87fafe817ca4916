ALTER TABLE orders ADD COLUMN language VARCHAR(35) NOT NULL DEFAULT '';
ALTER TABLE orders ADD COLUMN undeliverable_at BIGINT;
-- Mails that somebody asked for: so many since that time.
ALTER TABLE orders ADD COLUMN resends BIGINT NOT NULL DEFAULT 0;
ALTER TABLE orders ADD COLUMN resends_since BIGINT NOT NULL DEFAULT 0;

-- Who lost their tickets; one row an address.
CREATE TABLE link_request (
    id {id} NOT NULL PRIMARY KEY,
    email VARCHAR(254) NOT NULL UNIQUE,
    language VARCHAR(35) NOT NULL,
    asked_at BIGINT NOT NULL
) {clustered};

CREATE INDEX link_request_asked ON link_request (asked_at);
