"""The outside world: database, network, keys, clock and files behind the ports."""
