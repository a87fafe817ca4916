story "A voucher takes its part off and is used up"
given the event "village-fete.toml"
sell 2 "General" with voucher "quarter" by cash tendered 20.00
expect change 2.00
sell 1 "General" with voucher "QUARTER" by cash
sell 1 "General" with voucher "QUARTER" by cash
expect refusal voucher_spent
sell 1 "General" with voucher "NONE" by cash
expect refusal unknown_voucher
expect available 3 of "General"

story "A hidden type needs the voucher that opens it"
given the event "village-fete.toml"
sell 1 "Friends" by cash
expect refusal not_sold_here
sell 1 "General" with voucher "FRIEND" by cash
expect refusal voucher_not_valid
sell 1 "Friends" with voucher "friend" by cash
expect sold 1
scan last ticket at "Gate"
expect admitted

story "A type for the web is not sold at the counter"
given the event "village-fete.toml"
sell 1 "Web only" by cash
expect refusal not_sold_here
hold 1 "Web only" for "Ana" by card
approve the payment
expect order paid

story "A hold that runs out gives its voucher's use back"
given the event "village-fete.toml"
hold 1 "General" with voucher "GUEST" for "Ana" by card
expect order paid
sell 1 "General" with voucher "GUEST" by cash
expect refusal voucher_spent
hold 1 "General" with voucher "QUARTER" for "Ana" by card
hold 1 "General" with voucher "QUARTER" for "Ben" by card
after 16 minutes
sell 1 "General" with voucher "QUARTER" by cash
expect sold 1
