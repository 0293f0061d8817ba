"""When what failed is tried again: at once, after a wait that doubles, or only when somebody asks for it.

    the reason is in the article    after 5 minutes, then 10, 20, 40 and so on, up to a day; set aside after 10
                                    attempts, which take about two days
    it ended the process            by the next runs, after everything else; set aside after three that it ended alone
    the same of a whole source      in the same way; then once a day, since its next items may be harmless
    the reason is in the machine    by each run: a full disk, an engine that is not ready, a source that does not answer

Other content is another article: it is tried at once.
"""

import random
from datetime import datetime, timedelta
from typing import Literal

from wireglot.articles import time_text

# Where the reason of a failure is: in the article itself; in an article, or a whole source, that ended the process; or
# in what is around it, which works again without a change of the article.
Cause = Literal["article", "crash", "source", "machine"]

FIRST_WAIT = timedelta(minutes=5)  # shorter than the interval of nearly all desks: their next run tries again
LONGEST_WAIT = timedelta(days=1)
# A fifth more or less, so that a hundred articles that failed together do not come back together.
JITTER = 0.2
MOST_ATTEMPTS = 10
# Each attempt costs a run. An article that was killed by chance (a power cut) is tried again before it is suspected.
MOST_CRASHES = 3


def next_try(cause: Cause, attempts: int, now: datetime) -> str:
    """When an article is tried again that has failed so often, ISO 8601 in UTC; "" for the next run, or for never."""
    is_early = cause == "source" and attempts < MOST_CRASHES
    if cause in ("crash", "machine") or is_early or is_set_aside(cause, attempts):
        return ""
    wait = LONGEST_WAIT if cause == "source" else min(FIRST_WAIT * 2 ** min(attempts - 1, 30), LONGEST_WAIT)
    return time_text(now + wait * random.uniform(1 - JITTER, 1 + JITTER))


def is_set_aside(cause: Cause, attempts: int) -> bool:
    """Whether it is tried again only when its content changes or somebody asks for it."""
    return attempts >= {"article": MOST_ATTEMPTS, "crash": MOST_CRASHES}.get(cause, attempts + 1)


def is_time(next_try: str, last: str, now: datetime) -> bool:
    """Whether `next_try` has come, or cannot be right: the clock has been set back since `last`."""
    if not next_try or time_text(now) >= next_try or last > time_text(now):
        return True
    return datetime.fromisoformat(next_try) - now > LONGEST_WAIT * (1 + JITTER)
