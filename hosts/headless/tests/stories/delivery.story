story "A paid order is delivered by the outbox"
given the configuration "delivery.toml"
given the event "summer-fair.toml"
sell 2 "General" by cash
due work is done
expect the order's PDF in "delivered"

story "An order that was paid just before the power went is delivered after it"
given the configuration "delivery.toml"
given the event "summer-fair.toml"
sell 1 "General" by cash
restart
due work is done
expect the order's PDF in "delivered"
