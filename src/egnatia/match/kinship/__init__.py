"""Likelihoods of DNA profiles on pedigrees, and what follows from them: kinship, and who a victim is."""
