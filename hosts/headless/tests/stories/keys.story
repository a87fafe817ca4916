story "Tickets of a rotated key are still good, those of a retired one are not"
given the event "summer-fair.toml"
sell 2 "General" by cash
rotate the key
scan ticket 1 at "North gate"
expect admitted
sell 1 "General" by cash
retire the rotated key
scan ticket 2 at "North gate"
expect refused unknown_key
scan ticket 3 at "North gate"            # the new key signs and admits
expect admitted
