story "A station works without the plugins that it cannot use, and says which"
given the configuration "bad-plugins.toml"
given the event "summer-fair.toml"
expect without "payment.cheque"           # its plugin is missing
expect without "payment.voucher"          # of another ABI
expect without "scanner.hand"             # throws in init
sell 1 "General" by cheque
expect refusal unknown_payment_method
sell 1 "General" by voucher
expect refusal unknown_payment_method
sell 1 "General" by cash                 # the good ones still do their work
expect sold 1
scan last ticket at "North gate"
expect admitted
