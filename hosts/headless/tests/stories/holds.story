story "A hold that runs out gives its seats back"
given the event "summer-fair.toml"
hold 3 "General" for "Ana" by card
expect order pending
expect available 2 of "General"
sell 3 "General" by cash
expect refusal sold_out
after 14 minutes
expect available 2 of "General"
after 2 minutes
expect order expired
expect available 5 of "General"
sell 4 "General" by cash
expect sold 4
