-- People, stations and tills, what is given back, vouchers, and what others are told.
-- Numbers that rise without gaps in the order of commits; each is its own guard row.
CREATE TABLE counter (
    name VARCHAR(50) NOT NULL PRIMARY KEY,
    last_value BIGINT NOT NULL
) {clustered};

INSERT INTO counter (name, last_value) VALUES ('audit', 0);
INSERT INTO counter (name, last_value) VALUES ('ticket_change', 0);

CREATE TABLE staff (
    id {id} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    login VARCHAR(200) NOT NULL UNIQUE,
    active INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    CHECK (active IN (0, 1))
) {clustered};

-- Apart, so that no list of staff ever carries one.
CREATE TABLE staff_secret (
    staff_id {id} NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    pin TEXT NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id)
) {clustered};

CREATE TABLE staff_role (
    staff_id {id} NOT NULL,
    position INTEGER NOT NULL,
    role VARCHAR(20) NOT NULL,
    event_id {id},
    PRIMARY KEY (staff_id, position),
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE TABLE till (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    name TEXT NOT NULL,
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

-- The numbers of a till's receipts. The row is written with each receipt, and so guards the series.
CREATE TABLE receipt_series (
    series VARCHAR(50) NOT NULL PRIMARY KEY,
    till_id {id} NOT NULL UNIQUE,
    last_number BIGINT NOT NULL,
    FOREIGN KEY (till_id) REFERENCES till (id),
    CHECK (last_number >= 0)
) {clustered};

CREATE TABLE station (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(10) NOT NULL,
    gate_id {id},
    till_id {id},
    public_key TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    paired_at BIGINT,
    revoked_at BIGINT,
    seen_at BIGINT,
    pairing_hash {bytes} UNIQUE,
    pairing_expires_at BIGINT,
    revision BIGINT NOT NULL,
    UNIQUE (event_id, name),
    FOREIGN KEY (event_id) REFERENCES event (id),
    FOREIGN KEY (gate_id) REFERENCES gate (id),
    FOREIGN KEY (till_id) REFERENCES till (id),
    CHECK ((pairing_hash IS NULL) = (pairing_expires_at IS NULL)),
    CHECK (revoked_at IS NULL OR pairing_hash IS NULL)
) {clustered};

CREATE TABLE staff_session (
    bearer_hash {bytes} NOT NULL PRIMARY KEY,
    staff_id {id} NOT NULL,
    station_id {id},
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (station_id) REFERENCES station (id)
) {clustered};

CREATE INDEX staff_session_of ON staff_session (staff_id);
CREATE INDEX staff_session_ending ON staff_session (expires_at);

CREATE TABLE login_failure (
    source VARCHAR(255) NOT NULL PRIMARY KEY,
    count INTEGER NOT NULL,
    last_at BIGINT NOT NULL
) {clustered};

CREATE INDEX login_failure_last ON login_failure (last_at);

-- open_staff: its staff while it is open; so that nobody has two open ones.
CREATE TABLE time_entry (
    id {id} NOT NULL PRIMARY KEY,
    staff_id {id} NOT NULL,
    event_id {id} NOT NULL,
    station_id {id},
    clocked_in BIGINT NOT NULL,
    clocked_out BIGINT,
    open_staff {id} UNIQUE,
    corrected_by {id},
    correction_reason TEXT NOT NULL,
    revision BIGINT NOT NULL,
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (event_id) REFERENCES event (id),
    FOREIGN KEY (station_id) REFERENCES station (id),
    FOREIGN KEY (corrected_by) REFERENCES staff (id),
    CHECK (clocked_out IS NULL OR clocked_out >= clocked_in),
    CHECK ((clocked_out IS NULL) = (open_staff IS NOT NULL)),
    CHECK (open_staff IS NULL OR open_staff = staff_id)
) {clustered};

CREATE INDEX time_entry_of ON time_entry (staff_id, clocked_in);

CREATE TABLE time_break (
    entry_id {id} NOT NULL,
    position INTEGER NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (entry_id, position),
    FOREIGN KEY (entry_id) REFERENCES time_entry (id),
    CHECK (ended_at IS NULL OR ended_at >= began_at)
) {clustered};

-- A chain: each hash covers the one before. No foreign keys: what was done is written down whatever it names.
CREATE TABLE audit (
    sequence BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    staff_id {id},
    station_id {id},
    action VARCHAR(100) NOT NULL,
    subject VARCHAR(255) NOT NULL,
    detail TEXT NOT NULL,
    previous_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    CHECK (sequence > 0)
) {clustered};

{append_only audit}

-- Idempotency keys of requests whose rows have no column for them.
CREATE TABLE request (
    scope VARCHAR(200) NOT NULL,
    request_key VARCHAR(255) NOT NULL,
    body_hash {bytes} NOT NULL,
    subject VARCHAR(255) NOT NULL,
    PRIMARY KEY (scope, request_key)
) {clustered};

CREATE TABLE voucher (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    code VARCHAR(100) NOT NULL,
    effect VARCHAR(20) NOT NULL,
    effect_value BIGINT NOT NULL,
    opens_hidden INTEGER NOT NULL,
    uses_most BIGINT NOT NULL,
    uses BIGINT NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    UNIQUE (event_id, code),
    FOREIGN KEY (event_id) REFERENCES event (id),
    CHECK (uses >= 0 AND uses <= uses_most)
) {clustered};

CREATE TABLE voucher_type (
    voucher_id {id} NOT NULL,
    position INTEGER NOT NULL,
    type_id {id} NOT NULL,
    PRIMARY KEY (voucher_id, position),
    UNIQUE (voucher_id, type_id),
    FOREIGN KEY (voucher_id) REFERENCES voucher (id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id)
) {clustered};

-- open_till: its till while it is open; so that no till has two open ones. `movements` counts what was written in it
-- (receipts, cash moves): the guard that nothing is written into one that is closed.
CREATE TABLE till_session (
    id {id} NOT NULL PRIMARY KEY,
    till_id {id} NOT NULL,
    open_till {id} UNIQUE,
    movements BIGINT NOT NULL,
    opened_by_staff {id},
    opened_by_station {id},
    opened_at BIGINT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    opening_float BIGINT NOT NULL,
    closed_at BIGINT,
    closed_by_staff {id},
    closed_by_station {id},
    counted BIGINT,
    FOREIGN KEY (till_id) REFERENCES till (id),
    CHECK ((closed_at IS NULL) = (open_till IS NOT NULL)),
    CHECK ((closed_at IS NULL) = (counted IS NULL)),
    CHECK (open_till IS NULL OR open_till = till_id)
) {clustered};

CREATE INDEX till_session_of ON till_session (till_id);

CREATE TABLE cash_move (
    session_id {id} NOT NULL,
    position BIGINT NOT NULL,
    kind VARCHAR(10) NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    staff_id {id},
    station_id {id},
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (session_id, position),
    FOREIGN KEY (session_id) REFERENCES till_session (id),
    CHECK (amount > 0)
) {clustered};

{append_only cash_move}

-- What stood when the session was closed.
CREATE TABLE till_total (
    session_id {id} NOT NULL PRIMARY KEY,
    gross BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    paid_in BIGINT NOT NULL,
    paid_out BIGINT NOT NULL,
    expected_cash BIGINT NOT NULL,
    receipts_from BIGINT NOT NULL,
    receipts_until BIGINT NOT NULL,
    FOREIGN KEY (session_id) REFERENCES till_session (id)
) {clustered};

CREATE TABLE till_total_method (
    session_id {id} NOT NULL,
    name VARCHAR(100) NOT NULL,
    payments BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (session_id, name),
    FOREIGN KEY (session_id) REFERENCES till_session (id)
) {clustered};

{append_only till_total}
{append_only till_total_method}

ALTER TABLE event ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE ticket_type ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ticket_type ADD COLUMN on_web INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ticket_type ADD COLUMN at_counter INTEGER NOT NULL DEFAULT 1;

-- `refunds` counts the order's refunds: the guard that none is made for an order that is not paid.
ALTER TABLE orders ADD COLUMN staff_id {id} REFERENCES staff (id);
ALTER TABLE orders ADD COLUMN station_id {id} REFERENCES station (id);
ALTER TABLE orders ADD COLUMN till_session_id {id} REFERENCES till_session (id);
ALTER TABLE orders ADD COLUMN voucher_id {id} REFERENCES voucher (id);
ALTER TABLE orders ADD COLUMN refunds BIGINT NOT NULL DEFAULT 0;

ALTER TABLE ticket ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket ADD COLUMN reissue_of {id} REFERENCES ticket (id);
CREATE UNIQUE INDEX ticket_reissued ON ticket (reissue_of) WHERE reissue_of IS NOT NULL;

-- The sum of the payment's refunds that are not failed or canceled.
ALTER TABLE payment ADD COLUMN refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded >= 0 AND refunded <= amount);

ALTER TABLE scan ADD COLUMN staff_id {id} REFERENCES staff (id);
ALTER TABLE scan ADD COLUMN station_id {id} REFERENCES station (id);

CREATE TABLE refund (
    id {id} NOT NULL PRIMARY KEY,
    order_id {id} NOT NULL,
    payment_id {id} NOT NULL,
    kind VARCHAR(10) NOT NULL,
    state VARCHAR(10) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    staff_id {id},
    station_id {id},
    till_session_id {id},
    created_at BIGINT NOT NULL,
    idempotency_scope VARCHAR(200),
    idempotency_key VARCHAR(255),
    idempotency_hash {bytes},
    UNIQUE (idempotency_scope, idempotency_key),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (payment_id) REFERENCES payment (id),
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (station_id) REFERENCES station (id),
    FOREIGN KEY (till_session_id) REFERENCES till_session (id),
    CHECK (amount >= 0)
) {clustered};

CREATE INDEX refund_of_order ON refund (order_id);
CREATE INDEX refund_created ON refund (created_at);

-- A ticket is canceled by one refund at most.
CREATE TABLE refund_ticket (
    refund_id {id} NOT NULL,
    position INTEGER NOT NULL,
    ticket_id {id} NOT NULL UNIQUE,
    PRIMARY KEY (refund_id, position),
    FOREIGN KEY (refund_id) REFERENCES refund (id),
    FOREIGN KEY (ticket_id) REFERENCES ticket (id)
) {clustered};

CREATE TABLE receipt (
    series VARCHAR(50) NOT NULL,
    number BIGINT NOT NULL,
    kind VARCHAR(10) NOT NULL,
    order_id {id} NOT NULL,
    refund_id {id} UNIQUE,
    session_id {id} NOT NULL,
    currency VARCHAR(3) NOT NULL,
    total BIGINT NOT NULL,
    tax BIGINT NOT NULL,
    printed_at BIGINT NOT NULL,
    previous_hash {bytes} NOT NULL,
    hash {bytes} NOT NULL,
    PRIMARY KEY (series, number),
    FOREIGN KEY (series) REFERENCES receipt_series (series),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (refund_id) REFERENCES refund (id),
    FOREIGN KEY (session_id) REFERENCES till_session (id),
    CHECK (number > 0),
    CHECK ((kind = 'sale') = (refund_id IS NULL))
) {clustered};

CREATE INDEX receipt_of_order ON receipt (order_id);
CREATE INDEX receipt_of_session ON receipt (session_id);

{append_only receipt}

CREATE TABLE allotment (
    id {id} NOT NULL PRIMARY KEY,
    station_id {id} NOT NULL,
    type_id {id} NOT NULL,
    created_at BIGINT NOT NULL,
    staff_id {id},
    by_station_id {id},
    FOREIGN KEY (station_id) REFERENCES station (id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id),
    FOREIGN KEY (staff_id) REFERENCES staff (id),
    FOREIGN KEY (by_station_id) REFERENCES station (id)
) {clustered};

CREATE INDEX allotment_of_station ON allotment (station_id);

-- The quotas that each of its tickets takes one of.
CREATE TABLE allotment_quota (
    allotment_id {id} NOT NULL,
    quota_id {id} NOT NULL,
    PRIMARY KEY (allotment_id, quota_id),
    FOREIGN KEY (allotment_id) REFERENCES allotment (id),
    FOREIGN KEY (quota_id) REFERENCES quota (id)
) {clustered};

CREATE TABLE leased_ticket (
    id {id} NOT NULL PRIMARY KEY,
    allotment_id {id} NOT NULL,
    position INTEGER NOT NULL,
    token {bytes} NOT NULL,
    state VARCHAR(12) NOT NULL,
    UNIQUE (allotment_id, position),
    FOREIGN KEY (allotment_id) REFERENCES allotment (id)
) {clustered};

CREATE TABLE webhook (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id},
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    active INTEGER NOT NULL,
    revision BIGINT NOT NULL,
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE TABLE webhook_kind (
    webhook_id {id} NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR(50) NOT NULL,
    PRIMARY KEY (webhook_id, position),
    FOREIGN KEY (webhook_id) REFERENCES webhook (id)
) {clustered};

-- The latest change of each ticket since it was sold. The ticket may also be a leased one that was written off.
CREATE TABLE ticket_change (
    ticket_id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    sequence BIGINT NOT NULL UNIQUE,
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE INDEX ticket_change_of_event ON ticket_change (event_id, sequence);
