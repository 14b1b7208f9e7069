"""DNA profiles: what may be compared across borders, and which profiles on record match one that is asked for."""
