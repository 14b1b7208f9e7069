"""What can be wrong with a question of kinship.

KinshipError
├── PedigreeError
├── MarkerError
├── GenotypeError
├── CaseError
└── TooLargeError
"""


class KinshipError(Exception):
    """A question of kinship cannot be computed as it was put."""


class PedigreeError(KinshipError):
    """People cannot be related as the pedigree says."""


class MarkerError(KinshipError):
    """A marker is not described so that probabilities follow: alleles, frequencies, mutation, map."""


class GenotypeError(KinshipError):
    """A genotype cannot be that of its person at its marker."""


class CaseError(KinshipError):
    """A case file has not the layout that it should have."""


class TooLargeError(KinshipError):
    """The exact answer would take too long or too much memory; said before the computation starts."""
