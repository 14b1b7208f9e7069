"""Identifiers (documents, plates, phones, accounts): normal forms and look-alikes."""
