"""What can be wrong with a DNA profile.

DnaError
├── ProfileError
└── PopulationError
"""


class DnaError(Exception):
    """A question of DNA cannot be answered as it was put."""


class ProfileError(DnaError):
    """A profile is not written as profiles are; the line and the locus are named."""


class PopulationError(DnaError):
    """A frequency table is none."""
