"""The nouns: record, caveat, lineage, statement, question, answer, message."""
