-- What a payment method is asked with, so that each later call says the same, and what it wants to be handed back.
ALTER TABLE payment ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE payment ADD COLUMN expires_at BIGINT;
ALTER TABLE payment ADD COLUMN return_url TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN cancel_url TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN language VARCHAR(35) NOT NULL DEFAULT '';
ALTER TABLE payment ADD COLUMN memo TEXT NOT NULL DEFAULT '';
ALTER TABLE refund ADD COLUMN memo TEXT NOT NULL DEFAULT '';
UPDATE payment SET begun_at = (SELECT o.created_at FROM orders o WHERE o.id = payment.order_id);

-- What is still to be asked for.
CREATE INDEX payment_pending ON payment (id) WHERE state = 'pending';
