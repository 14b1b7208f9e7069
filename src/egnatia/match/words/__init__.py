"""Words of descriptions (titles, inscriptions, ships' names, makes and models): a plain comparison."""
