-- Times are UTC microseconds, money is in minor units, states and reasons are words.
CREATE TABLE event (
    id {id} NOT NULL PRIMARY KEY,
    slug VARCHAR(100) NOT NULL UNIQUE,
    name TEXT NOT NULL,
    venue TEXT NOT NULL,
    time_zone VARCHAR(100) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    sale_from BIGINT NOT NULL,
    sale_until BIGINT NOT NULL
) {clustered};

CREATE TABLE quota (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    held BIGINT NOT NULL,
    leased BIGINT NOT NULL,
    sold BIGINT NOT NULL,
    UNIQUE (event_id, position),
    FOREIGN KEY (event_id) REFERENCES event (id),
    CHECK (held >= 0 AND leased >= 0 AND sold >= 0 AND sold + held + leased <= size)
) {clustered};

CREATE TABLE zone (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (event_id, position),
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE TABLE ticket_type (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    position INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    price BIGINT NOT NULL,
    tax_rate_ppm INTEGER NOT NULL,
    min_per_order INTEGER NOT NULL,
    max_per_order INTEGER NOT NULL,
    valid_from BIGINT NOT NULL,
    valid_until BIGINT NOT NULL,
    entries INTEGER NOT NULL,
    UNIQUE (event_id, position),
    UNIQUE (event_id, number),
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE TABLE ticket_type_zone (
    type_id {id} NOT NULL,
    position INTEGER NOT NULL,
    zone_id {id} NOT NULL,
    PRIMARY KEY (type_id, position),
    UNIQUE (type_id, zone_id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id),
    FOREIGN KEY (zone_id) REFERENCES zone (id)
) {clustered};

CREATE TABLE ticket_type_quota (
    type_id {id} NOT NULL,
    position INTEGER NOT NULL,
    quota_id {id} NOT NULL,
    PRIMARY KEY (type_id, position),
    UNIQUE (type_id, quota_id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id),
    FOREIGN KEY (quota_id) REFERENCES quota (id)
) {clustered};

CREATE TABLE gate (
    id {id} NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    zone_id {id} NOT NULL,
    UNIQUE (event_id, position),
    UNIQUE (event_id, name),
    FOREIGN KEY (event_id) REFERENCES event (id),
    FOREIGN KEY (zone_id) REFERENCES zone (id)
) {clustered};

CREATE TABLE gate_type (
    gate_id {id} NOT NULL,
    position INTEGER NOT NULL,
    type_id {id} NOT NULL,
    PRIMARY KEY (gate_id, position),
    UNIQUE (gate_id, type_id),
    FOREIGN KEY (gate_id) REFERENCES gate (id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id)
) {clustered};

CREATE TABLE signing_key (
    id BIGINT NOT NULL PRIMARY KEY,
    event_id {id} NOT NULL,
    position INTEGER NOT NULL,
    state VARCHAR(10) NOT NULL,
    public_key {bytes} NOT NULL,
    UNIQUE (event_id, position),
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

-- The private halves, apart, so that no list of keys ever carries one.
CREATE TABLE signing_seed (
    key_id BIGINT NOT NULL PRIMARY KEY,
    seed {bytes} NOT NULL,
    FOREIGN KEY (key_id) REFERENCES signing_key (id)
) {clustered};

CREATE TABLE orders (
    id {id} NOT NULL PRIMARY KEY,
    code VARCHAR(40) NOT NULL UNIQUE,
    access_key VARCHAR(100) NOT NULL,
    event_id {id} NOT NULL,
    channel VARCHAR(10) NOT NULL,
    state VARCHAR(10) NOT NULL,
    customer_name TEXT NOT NULL,
    customer_email TEXT NOT NULL,
    currency VARCHAR(3) NOT NULL,
    total BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    hold_until BIGINT,
    idempotency_scope VARCHAR(200),
    idempotency_key VARCHAR(255),
    idempotency_hash {bytes},
    UNIQUE (idempotency_scope, idempotency_key),
    FOREIGN KEY (event_id) REFERENCES event (id)
) {clustered};

CREATE INDEX orders_expiring ON orders (hold_until) WHERE state = 'pending';

CREATE TABLE order_line (
    order_id {id} NOT NULL,
    position INTEGER NOT NULL,
    type_id {id} NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price BIGINT NOT NULL,
    tax_rate_ppm INTEGER NOT NULL,
    tax BIGINT NOT NULL,
    total BIGINT NOT NULL,
    PRIMARY KEY (order_id, position),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id)
) {clustered};

-- What the order took out of each quota, so that giving it back is exact.
CREATE TABLE order_claim (
    order_id {id} NOT NULL,
    quota_id {id} NOT NULL,
    quantity BIGINT NOT NULL,
    PRIMARY KEY (order_id, quota_id),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (quota_id) REFERENCES quota (id),
    CHECK (quantity > 0)
) {clustered};

-- Written only by what makes its order paid: that a ticket is on record says that it was paid for. An order that is
-- canceled later cancels its tickets. So a gate needs no second look-up.
CREATE TABLE ticket (
    id {id} NOT NULL PRIMARY KEY,
    order_id {id} NOT NULL,
    position INTEGER NOT NULL,
    type_id {id} NOT NULL,
    state VARCHAR(10) NOT NULL,
    revoked INTEGER NOT NULL,
    token {bytes} NOT NULL,
    UNIQUE (order_id, position),
    FOREIGN KEY (order_id) REFERENCES orders (id),
    FOREIGN KEY (type_id) REFERENCES ticket_type (id)
) {clustered};

CREATE TABLE payment (
    id {id} NOT NULL PRIMARY KEY,
    order_id {id} NOT NULL,
    method VARCHAR(100) NOT NULL,
    state VARCHAR(10) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    amount BIGINT NOT NULL,
    tendered BIGINT NOT NULL,
    change_given BIGINT NOT NULL,
    FOREIGN KEY (order_id) REFERENCES orders (id)
) {clustered};

CREATE INDEX payment_of_order ON payment (order_id);

-- Every attempt at a gate, refused ones too. No foreign key on ticket_id: a station may show us a ticket we never sold.
CREATE TABLE scan (
    id {id} NOT NULL PRIMARY KEY,
    scope VARCHAR(200) NOT NULL,
    nonce VARCHAR(255) NOT NULL,
    body_hash {bytes} NOT NULL,
    event_id {id} NOT NULL,
    gate_id {id} NOT NULL,
    zone_id {id} NOT NULL,
    direction VARCHAR(5) NOT NULL,
    reason VARCHAR(20),
    ticket_id {id},
    ticket_state VARCHAR(10),
    raw {bytes} NOT NULL,
    scanned_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    first_scan {id},
    UNIQUE (scope, nonce),
    FOREIGN KEY (event_id) REFERENCES event (id),
    FOREIGN KEY (gate_id) REFERENCES gate (id),
    FOREIGN KEY (zone_id) REFERENCES zone (id)
) {clustered};

CREATE INDEX scan_of_ticket ON scan (ticket_id);

{append_only scan}

CREATE TABLE presence (
    ticket_id {id} NOT NULL,
    zone_id {id} NOT NULL,
    inside INTEGER NOT NULL,
    entries_left BIGINT NOT NULL,
    last_entry {id},
    PRIMARY KEY (zone_id, ticket_id),
    FOREIGN KEY (ticket_id) REFERENCES ticket (id),
    FOREIGN KEY (zone_id) REFERENCES zone (id),
    CHECK (inside IN (0, 1) AND entries_left >= 0)
) {clustered};

-- ready_at: when it may be taken next; that is due_at, or the end of the lease it is out on.
CREATE TABLE job (
    id {id} NOT NULL PRIMARY KEY,
    kind VARCHAR(100) NOT NULL,
    subject VARCHAR(200) NOT NULL,
    due_at BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    ready_at BIGINT NOT NULL,
    buried INTEGER NOT NULL,
    problem TEXT NOT NULL
) {clustered};

CREATE INDEX job_ready ON job (ready_at) WHERE buried = 0;
