story "A ticket opens its zones and no other"
given the event "summer-fair.toml"
sell 1 "General" by cash
scan last ticket at "Stage door"
expect refused wrong_zone
scan last ticket at "Crew gate"          # its zone, but not its gate
expect refused wrong_product
scan last ticket at "North gate"         # neither refusal used it up
expect admitted

story "Each zone counts its own visits"
given the event "summer-fair.toml"
sell 1 "Crew" by cash
scan last ticket at "Crew gate"
expect admitted
scan last ticket at "Stage door"
expect admitted
scan last ticket at "Stage door"
expect refused already_redeemed
