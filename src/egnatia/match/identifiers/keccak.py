"""The checksum of Ethereum addresses: Keccak-256 with its original padding, which is not SHA3-256."""

_ROUNDS = 24
_MASK = (1 << 64) - 1
_RATE = 136
_LANES = 17


def _constants() -> tuple[int, ...]:
    """Compute the round constants from their shift register (FIPS 202, 3.2.5)."""
    register, found = 1, []
    for _ in range(_ROUNDS):
        constant = 0
        for bit in range(7):
            if register & 1:
                constant |= 1 << ((1 << bit) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        found.append(constant)
    return tuple(found)


def _walk() -> tuple[tuple[int, int], ...]:
    """List the lanes in the order of the steps rho and pi, with their rotations (FIPS 202, 3.2.2 and 3.2.3)."""
    x, y, found = 1, 0, []
    for step in range(_ROUNDS):
        x, y = y, (2 * x + 3 * y) % 5
        found.append((x + 5 * y, (step + 1) * (step + 2) // 2 % 64))
    return tuple(found)


_CONSTANTS = _constants()
_WALK = _walk()


def _rotate(lane: int, count: int) -> int:
    return ((lane << count) | (lane >> (64 - count))) & _MASK


def _permute(state: list[int]) -> None:
    """Apply Keccak-f[1600] to 25 lanes of 64 bits, in place (FIPS 202, 3.3)."""
    for constant in _CONSTANTS:
        columns = [state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] for x in range(5)]
        for place in range(25):
            x = place % 5
            state[place] ^= columns[x - 1] ^ _rotate(columns[(x + 1) % 5], 1)
        moving = state[1]
        for place, count in _WALK:
            moving, state[place] = state[place], _rotate(moving, count)
        for row in range(0, 25, 5):
            old = state[row : row + 5]
            for x in range(5):
                state[row + x] = old[x] ^ (~old[(x + 1) % 5] & old[(x + 2) % 5])
        state[0] ^= constant


def keccak256(data: bytes) -> bytes:
    """Return the 32 bytes of Keccak-256 of less than 136 bytes of data: one block is all that an address needs.

    Raises:
        ValueError: the data do not fit into one block.
    """
    if len(data) >= _RATE:
        raise ValueError(f"more than one block: {len(data)} bytes")
    block = bytearray(data.ljust(_RATE, b"\0"))
    block[len(data)] ^= 0x01
    block[-1] ^= 0x80
    state = [int.from_bytes(block[8 * lane : 8 * lane + 8], "little") for lane in range(_LANES)] + [0] * (25 - _LANES)
    _permute(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])
