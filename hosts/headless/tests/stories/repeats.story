story "A scan that is sent again gets its first verdict"
given the event "summer-fair.toml"
sell 1 "General" by cash
scan last ticket with nonce "a" at "North gate"
expect admitted
scan last ticket with nonce "b" at "North gate"
expect refused already_redeemed
scan last ticket with nonce "a" at "North gate"
expect admitted
expect the same verdict again
scan last ticket with nonce "b" at "North gate"
expect refused already_redeemed
expect the same verdict again

story "A nonce names one scan only"
given the event "summer-fair.toml"
sell 2 "General" by cash
scan ticket 1 with nonce "a" at "North gate"
expect admitted
scan ticket 2 with nonce "a" at "North gate"
expect scan problem nonce_reused

story "An order that is sent again is sold once"
given the event "summer-fair.toml"
sell 2 "General" by cash with key "k1"
sell 2 "General" by cash with key "k1"
expect the same order again
expect sold 2
expect available 3 of "General"
sell 1 "General" by cash with key "k1"
expect refusal idempotency_key_reused
