"""The ordered steps that bring a node's database to the tables of this version."""
