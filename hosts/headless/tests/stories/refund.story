story "A refund of all gives money and seats back, and admits nobody"
given the event "village-fete.toml"
sell 2 "General" by cash
refund the order for "rain"
expect refund done
expect order canceled
expect available 6 of "General"
scan last ticket at "Gate"
expect refused canceled
refund the order for "rain"
expect refusal nothing_left

story "A refund of one ticket leaves the other"
given the event "village-fete.toml"
sell 2 "General" by cash
refund the order ticket 1 for "ill"
expect order paid
expect available 5 of "General"
scan ticket 1 at "Gate"
expect refused canceled
scan ticket 2 at "Gate"
expect admitted

story "No more goes back than was paid"
given the event "village-fete.toml"
sell 1 "General" by cash
refund the order of 5.00 for "late start"
refund the order of 7.01 for "late start"
expect refusal too_much
refund the order of 7.00 for "late start"
expect order paid
scan last ticket at "Gate"
expect admitted

story "A card's refund goes back by the card, once it is asked"
given the event "village-fete.toml"
hold 2 "General" for "Ana" by card
approve the payment
refund the order for "rain"
expect order canceled
expect refund created
due work is done
expect refund done

story "A card that has forgotten its payment cannot give it back"
given the event "village-fete.toml"
hold 1 "General" for "Ana" by card
approve the payment
restart
refund the order of 2.00 for "rain"
due work is done
expect refund failed
refund the order of 2.00 for "by hand, then"
expect refund created
