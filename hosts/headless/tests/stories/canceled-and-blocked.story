story "A blocked ticket waits until it is unblocked"
given the event "summer-fair.toml"
sell 1 "General" by cash
block last ticket
scan last ticket at "North gate"
expect refused blocked
unblock last ticket
scan last ticket at "North gate"
expect admitted

story "A canceled order admits nobody and gives its seats back"
given the event "summer-fair.toml"
sell 2 "General" by cash
expect available 3 of "General"
cancel the order
expect order canceled
expect available 5 of "General"
scan last ticket at "North gate"
expect refused canceled

story "A revoked token is refused"
given the event "summer-fair.toml"
sell 1 "General" by cash
revoke last ticket
scan last ticket at "North gate"
expect refused revoked

story "Nobody is kept in"
given the event "summer-fair.toml"
sell 1 "General" by cash
scan last ticket at "North gate"
expect admitted
block last ticket
scan last ticket at "North gate" leaving
expect admitted
