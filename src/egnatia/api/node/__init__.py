"""The port at which partners' nodes call: mutual TLS, each request authorised by the key that the peer showed."""
