story "The last seat is sold once"
given the event "summer-fair.toml"
expect available 5 of "General"
sell 4 "General" by cash
expect available 1 of "General"
sell 2 "General" by cash                 # all or nothing
expect refusal sold_out
expect available 1 of "General"
sell 1 "General" by cash
expect available 0 of "General"
sell 1 "General" by cash
expect refusal sold_out
expect available 50 of "Crew"            # a quota of its own

story "An order has its limits"
given the event "summer-fair.toml"
sell 5 "General" by cash
expect refusal over_limit
sell 1 "Evening" by cash
expect refusal under_limit
sell 0 "General" by cash
expect refusal under_limit
expect available 5 of "General"
