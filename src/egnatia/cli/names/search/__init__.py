"""`egnatia names search-bench`: how well and how fast a large register is searched."""
