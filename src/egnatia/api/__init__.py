"""JSON for programs, and the port on which partner nodes ask and answer."""
