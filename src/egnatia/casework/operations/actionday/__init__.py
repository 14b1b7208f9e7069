"""Joint action days: planning one, taking part, telling results, and the board on which each event counts once."""
