"""`egnatia ledger`: where the log stands, what it says, whether anybody rewrote it, and proofs out of it."""

from egnatia.cli.lazy import LazyGroup, Place

command = LazyGroup(
    "ledger",
    {
        "head": Place("egnatia.cli.ledger.head", "Print where the log stands."),
        "trail": Place("egnatia.cli.ledger.trail", "Print what the log says about one id."),
        "prove": Place("egnatia.cli.ledger.prove", "Prove that an entry stands in the log, or that the log only grew."),
        "check": Place("egnatia.cli.ledger.check", "Check a proof, with no node and no account."),
        "keys": Place("egnatia.cli.ledger.keys", "Print the public keys of all logs and witnesses."),
        "holdings": Place("egnatia.cli.ledger.holdings", "List the records that a partner was given."),
        "witnesses": Place(
            "egnatia.cli.ledger.witnesses", "Print who cosigned the log, and whose logs it vouches for."
        ),
        "statistics": Place("egnatia.cli.ledger.statistics", "Count from the log what was done in each month."),
        "repeats": Place("egnatia.cli.ledger.repeats", "List how often questions about one subject were altered."),
        "remarks": Place("egnatia.cli.ledger.remarks", "List what is out of pattern or was changed by hand."),
        "answer": Place("egnatia.cli.ledger.answer", "Say what was found about a remark."),
        "evidence": Place("egnatia.cli.ledger.evidence", "Export the proof that a log contradicts itself."),
        "begin-anew": Place("egnatia.cli.ledger.begin_anew", "Begin anew with a log that contradicted itself."),
        "verify": Place("egnatia.cli.ledger.verify", "Check the log as it lies on disk."),
    },
    "Read, check and prove the log.",
)
