story "A code goes from the scanner to a verdict"
given the configuration "scanner.toml"
given the event "summer-fair.toml"
sell 1 "General" by cash
scanner "hand" reads last ticket at "North gate"
expect admitted
scanner "hand" reads last ticket at "North gate"
expect refused already_redeemed
