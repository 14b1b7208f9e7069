"""`egnatia dna`: searching profiles by the Prüm rules."""
