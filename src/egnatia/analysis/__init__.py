"""What is computed over many records at once: networks, and later communications, flows and assessments."""
