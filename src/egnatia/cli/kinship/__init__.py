"""`egnatia kinship`: how people are related, by their DNA."""
