story "Leased tickets are out of the quota until they are returned"
given the event "village-fete.toml"
given the station "Tablet"
lease 4 "General"
expect available 2 of "General"
lease 3 "General"
expect refusal sold_out
return the allotment
expect available 6 of "General"
return the allotment
expect refusal not_leased

story "A leased ticket that nobody sold is not admitted"
given the event "village-fete.toml"
given the station "Tablet"
lease 1 "General"
scan last ticket at "Gate"
expect refused unpaid

story "What is written off stays taken"
given the event "village-fete.toml"
given the station "Tablet"
lease 2 "General"
write off the allotment for "the tablet fell into the pond"
expect available 4 of "General"
scan last ticket at "Gate"
expect refused unpaid
