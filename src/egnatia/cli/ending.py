"""How a command ends when it cannot do what was typed: one sentence on stderr, and an exit code."""

#: The log or tables were tampered with, or the database is damaged.
TAMPERED = 1
#: Bad input, or what was typed is not allowed here; nothing was written.
BAD_INPUT = 2
#: The law does not allow it now.
NOT_LAWFUL = 3
#: The node is not running, or cannot be reached.
NO_NODE = 4
#: The program itself failed: a fault of ours (EX_SOFTWARE of sysexits.h).
FAILED = 70
#: Somebody pressed Ctrl-C (128 + SIGINT, as shells count).
STOPPED = 130


class Ending(Exception):  # noqa: N818 - not every ending is an error of the program
    """Why a command ends."""

    def __init__(self, words: str, code: int = BAD_INPUT) -> None:
        """Remember the sentence and the code."""
        super().__init__(words)
        self.code = code
