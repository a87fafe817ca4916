story "A ticket admits from its first second to its last"
given the event "summer-fair.toml"
sell 4 "Evening" by cash
given the time "2026-07-04T21:59:59Z"    # 17:59:59 at the venue
scan ticket 1 at "North gate"
expect refused not_yet_valid
after 1 seconds
scan ticket 1 at "North gate"
expect admitted
given the time "2026-07-05T01:59:59Z"
scan ticket 2 at "North gate"
expect admitted
after 1 seconds                          # 22:00 at the venue
scan ticket 3 at "North gate"
expect refused expired

story "Nothing is sold when the sale is over"
given the event "summer-fair.toml"
after 30 days
sell 1 "General" by cash
expect refusal not_on_sale
