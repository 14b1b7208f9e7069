"""The law as data and policies: what may be asked and answered, and why."""
