story "What was answered is still so after a restart"
given the event "summer-fair.toml"
sell 2 "General" by cash with key "k1"
scan ticket 1 with nonce "a" at "North gate"
expect admitted
hold 1 "General" for "Ana" by card
restart
expect available 2 of "General"
expect order pending
scan ticket 1 at "North gate"
expect refused already_redeemed
expect first scan at "North gate"
scan ticket 1 with nonce "a" at "North gate"
expect admitted
expect the same verdict again
scan ticket 2 at "North gate"
expect admitted
sell 2 "General" by cash with key "k1"
expect the same order again
restart
after 20 minutes                         # the hold outlived two restarts, and runs out
expect available 3 of "General"
