-- What happens to the money of a payment after it was paid.
ALTER TABLE payment ADD COLUMN dispute VARCHAR(10) NOT NULL DEFAULT 'none';
-- The payment service's own name of a refund that was made there; each is on record once.
ALTER TABLE refund ADD COLUMN foreign_name VARCHAR(255) NOT NULL DEFAULT '';
CREATE UNIQUE INDEX refund_foreign ON refund (payment_id, foreign_name) WHERE foreign_name <> '';

-- How far what a payment method lists of changes has been read; begun_at and page: while that goes on.
CREATE TABLE change_look (
    method VARCHAR(100) NOT NULL PRIMARY KEY,
    seen_until BIGINT NOT NULL,
    looked_back_at BIGINT NOT NULL,
    looks_from BIGINT NOT NULL,
    begun_at BIGINT,
    page TEXT NOT NULL
) {clustered};
