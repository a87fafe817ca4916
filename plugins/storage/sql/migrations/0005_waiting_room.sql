-- Of each event whose customers have had to wait, or whose room was switched by hand.
CREATE TABLE waiting_room (
    event_id {id} NOT NULL PRIMARY KEY,
    mode VARCHAR(20) NOT NULL,
    lobby BIGINT NOT NULL,
    arrivals BIGINT NOT NULL,
    admitted BIGINT NOT NULL,
    FOREIGN KEY (event_id) REFERENCES event (id),
    CHECK (lobby >= 0),
    CHECK (arrivals >= 0),
    CHECK (admitted >= 0)
) {clustered};
