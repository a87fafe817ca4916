story "A reissued ticket replaces the one that was lost"
given the event "village-fete.toml"
sell 1 "General" by cash
reissue last ticket
scan ticket 1 at "Gate"
expect refused revoked
scan ticket 2 at "Gate"
expect admitted
expect available 5 of "General"

story "Who is inside does not enter again with a new ticket"
given the event "village-fete.toml"
sell 1 "General" by cash
scan last ticket at "Gate"
expect admitted
reissue last ticket
scan last ticket at "Gate"
expect refused already_redeemed

story "What is canceled is not reissued"
given the event "village-fete.toml"
sell 1 "General" by cash
refund the order for "rain"
reissue last ticket
expect refusal ticket_not_valid
