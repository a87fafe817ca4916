story "A card payment that is approved becomes tickets"
given the event "summer-fair.toml"
hold 2 "General" for "Ana" by card
expect order pending
expect sold 0
approve the payment
expect order paid
expect sold 2
scan last ticket at "North gate"
expect admitted
after 20 minutes                         # what is paid does not expire
expect order paid
expect available 3 of "General"

story "A card payment that is declined gives the seats back"
given the event "summer-fair.toml"
hold 2 "General" for "Ana" by card
decline the payment
expect order canceled
expect sold 0
expect available 5 of "General"

story "The bank's first word stands"
given the event "summer-fair.toml"
hold 1 "General" for "Ana" by card
approve the payment
decline the payment
expect order paid
approve the payment                      # said twice, sold once
expect sold 1
expect available 4 of "General"
