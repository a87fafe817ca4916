story "A void undoes a sale while its till is open"
given the event "village-fete.toml"
open the till "Front" with 50.00
sell 2 "General" by cash
expect 74.00 in the drawer
void the order for "pressed twice"
expect order canceled
expect 50.00 in the drawer
expect receipts "T1-000001 sale, T1-000002 void"
expect available 6 of "General"
scan last ticket at "Gate"
expect refused canceled

story "A void comes too late once the till is closed"
given the event "village-fete.toml"
open the till "Front" with 0.00
sell 1 "General" by cash
close the till with 12.00
void the order for "pressed twice"
expect refusal void_too_late
refund the order for "pressed twice"
expect order canceled
