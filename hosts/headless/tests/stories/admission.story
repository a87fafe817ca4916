story "A ticket is sold once and admitted once"
given the event "summer-fair.toml"
sell 2 "General" by cash
expect sold 2
scan last ticket at "North gate"
expect admitted
scan last ticket at "North gate"
expect refused already_redeemed
expect first scan at "North gate"
scan last ticket at "East gate"          # the zone counts, not the gate
expect refused already_redeemed
scan ticket 1 at "East gate"             # the other one of the order is its own
expect admitted

story "Whoever leaves may come back as often as the ticket says"
given the event "summer-fair.toml"
sell 1 "Three visits" by cash
scan last ticket at "North gate"
expect admitted
scan last ticket at "North gate"         # inside: not again before it left
expect refused already_redeemed
scan last ticket at "East gate" leaving
expect admitted
scan last ticket at "North gate"
expect admitted
scan last ticket at "North gate" leaving
expect admitted
scan last ticket at "North gate"
expect admitted
scan last ticket at "North gate" leaving
expect admitted
scan last ticket at "North gate"         # a fourth visit
expect refused already_redeemed

story "A ticket for one visit does not come back"
given the event "summer-fair.toml"
sell 1 "General" by cash
scan last ticket at "North gate"
expect admitted
scan last ticket at "North gate" leaving
expect admitted
scan last ticket at "North gate"
expect refused already_redeemed

story "What is no ticket of ours is refused"
given the event "summer-fair.toml"
scan text "hello" at "North gate"
expect refused invalid
scan text "" at "North gate"
expect refused invalid
scan text "https://example.org/ticket/1" at "North gate"
expect refused invalid

story "A gate that nobody set up decides nothing"
given the event "summer-fair.toml"
sell 1 "General" by cash
scan last ticket at "Garden gate"
expect scan problem unknown_gate
scan last ticket at "North gate"
expect admitted
