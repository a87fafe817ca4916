-- Until when customers may give their tickets back by themselves; null: they may not.
ALTER TABLE event ADD COLUMN cancel_until BIGINT;
