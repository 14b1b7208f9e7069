"""Networks of things and the ties between them."""
