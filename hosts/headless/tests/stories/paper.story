story "The code on the printed page opens the gate"
given the event "summer-fair.toml"
sell 1 "General" by cash
print last ticket
scan the printed QR at "North gate"
expect admitted
scan the printed QR at "North gate"
expect refused already_redeemed
