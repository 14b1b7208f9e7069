"""Files that go with messages: given, sealed, fetched by partners, saved, and erased with what they belong to."""
