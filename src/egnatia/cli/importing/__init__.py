"""`egnatia import`: tables of others into records, by a mapping."""
