"""Requests of people who are, or may be, on record: taken in, searched, decided on by people, answered in time."""
