"""Egnatia: federated, lawful information exchange between agencies.

Data stay at home, the law is executable, and everything is signed, sealed and
logged. The packages are layered; CONTRIBUTING.md shows which may import which.
"""

__version__ = "0.1.0"
