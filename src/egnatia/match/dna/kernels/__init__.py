"""What is compiled: the scan of a register for profiles that may match."""
