"""`egnatia ledger`: where the log stands, what it says, whether anybody rewrote it, and proofs out of it."""

from egnatia.cli.lazy import LazyGroup, Place

command = LazyGroup(
    "ledger",
    {
        "head": Place("egnatia.cli.ledger.head", "Print where the log stands."),
        "trail": Place("egnatia.cli.ledger.trail", "Print what the log says about one id."),
        "prove": Place("egnatia.cli.ledger.prove", "Print an entry and the proof that it stands in the log."),
        "verify": Place("egnatia.cli.ledger.verify", "Check the log as it lies on disk."),
    },
    "Read, check and prove the log.",
)
