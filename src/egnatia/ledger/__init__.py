"""The tamper-evident log: entries, Merkle tree, checkpoints, proofs, audit."""
