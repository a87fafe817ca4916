story "A day at the till, from float to count"
given the event "village-fete.toml"
open the till "Front" with 100.00
sell 3 "General" by cash tendered 40.00
expect change 4.00
pay in 20.00 for "coins"
pay out 50.00 for "to the safe"
expect 106.00 in the drawer
close the till with 105.50
expect 0.50 missing
expect receipts "T1-000001 sale"
sell 1 "General" by cash
expect refusal till_closed
expect available 3 of "General"
pay in 5.00 for "coins"
expect refusal till_closed

story "A till has one open session, and its receipts go on in the next"
given the event "village-fete.toml"
open the till "Front" with 10.00
sell 1 "General" by cash
open the till "Front" with 10.00
expect refusal till_open
close the till with 23.00
expect 1.00 over
open the till "Front" with 23.00
sell 1 "General" by cash
expect receipts "T1-000001 sale, T1-000002 sale"
restart
expect 35.00 in the drawer
