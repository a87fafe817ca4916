story "Change is what was handed over less the total"
given the event "summer-fair.toml"
sell 2 "General" by cash tendered 50.00
expect sold 2
expect change 25.00
sell 1 "General" by cash tendered 12.50
expect change 0.00
sell 1 "General" by cash
expect change 0.00

story "Too little cash sells nothing"
given the event "summer-fair.toml"
sell 2 "General" by cash tendered 24.99
expect refusal tendered_too_little
expect sold 0
expect available 5 of "General"

story "A way to pay that this station does not have"
given the event "summer-fair.toml"
sell 1 "General" by cheque
expect refusal unknown_payment_method
expect available 5 of "General"
