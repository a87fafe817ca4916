story "A ticket of another event is refused"
given the event "summer-fair.toml"
given the event "winter-ball.toml"
sell 1 "General" of "summer-fair" by cash
scan last ticket at "Cloakroom"
expect refused wrong_event
scan last ticket at "winter-ball/North gate"
expect refused wrong_event
scan last ticket at "summer-fair/North gate"
expect admitted

story "A gate's name that two events share needs its event"
given the event "summer-fair.toml"
given the event "winter-ball.toml"
sell 1 "General" of "winter-ball" by cash
scan last ticket at "North gate"
expect scan problem unknown_gate
scan last ticket at "winter-ball/North gate"
expect admitted
