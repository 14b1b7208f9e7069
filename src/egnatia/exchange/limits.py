"""All limits of protocol version 1, in one place; `docs/protocol/v1.md` states them for other teams."""

from datetime import timedelta

#: The version of the protocol that this package speaks.
VERSION = 1

#: Bytes of one envelope as it travels.
MAX_ENVELOPE = 256 * 1024
#: Envelopes in one batch.
MAX_BATCH = 64
#: Bytes of a whole request: a full batch of ordinary envelopes, or a few large ones.
MAX_BODY = 2 * 1024 * 1024
#: Bytes of the replies to one request: the asker cannot know beforehand how much there is to answer.
MAX_REPLIES = MAX_BATCH * (MAX_ENVELOPE + 1024)

#: Bytes of the smallest padded letter; larger ones double until they fit.
SMALLEST_LETTER = 4 * 1024
#: The largest padded letter whose envelope stays below `MAX_ENVELOPE`.
LARGEST_LETTER = SMALLEST_LETTER << 5

#: By how much the clocks of two nodes may differ.
MAX_SKEW = timedelta(seconds=120)
#: How long after its signature an envelope is taken. Its id must be remembered until then, and not longer.
ENVELOPE_LIFE = timedelta(minutes=10)
#: How long a question waits for an answer unless the asker says otherwise.
QUESTION_LIFE = timedelta(hours=24)
#: The longest life of any message: a release may wait for a partner that is down, but not for ever.
MAX_MESSAGE_LIFE = timedelta(days=30)

#: How long a position of a consignment is of use, and kept, at most.
POSITION_LIFE = timedelta(hours=24)

#: Answers are due after whole buckets, how many is told by what was asked (`pace.py`).
ANSWER_BUCKET = timedelta(milliseconds=40)

#: A directory older than this is reported to the operator.
DIRECTORY_STALE = timedelta(hours=24)
#: With a directory older than this, no new question is asked or answered.
DIRECTORY_EXPIRED = timedelta(days=30)
#: Bytes of one root, and of the list of members.
MAX_ROOT = 64 * 1024
MAX_TARGETS = 8 * 1024 * 1024
#: Root versions that one answer may carry.
MAX_ROOTS = 256
#: No root may be changed by one person alone.
MIN_ROOT_THRESHOLD = 2
