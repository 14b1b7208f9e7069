"""Of a secret, its SHA-256 is kept."""

from egnatia.casework.tickets import digest_of


def test_a_secret_is_kept_as_the_digest_of_the_standard() -> None:
    assert digest_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4
