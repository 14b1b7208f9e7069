"""Names of persons: blocking keys and a scorer across scripts and spellings."""
