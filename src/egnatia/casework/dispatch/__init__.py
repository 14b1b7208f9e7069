"""Messages from desk to desk: written, approved, sent, read, passed on, done."""
