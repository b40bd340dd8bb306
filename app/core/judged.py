"""How many could not judge a question: from three in ten it is said, beyond half there is no score.

Knows scores and how many chose the escape.
"""

from __future__ import annotations

from app.core.review import Missing, Score

SAID_FROM = 0.3
REFUSED_ABOVE = 0.5


def judged(score: Score, escaped: int) -> Score:
    """The score, or none where more could not judge the question than could."""
    n = score.n or 0
    if score.value is None or escaped <= REFUSED_ABOVE * (n + escaped):
        return score
    return Score(n=n, missing=Missing.HARD_TO_JUDGE)


def worth_saying(score: Score, escaped: int, k: int) -> int:
    """How many could not judge, where that is three in ten or more; else 0.

    `k` is the smallest number that may be told: 1 on a named side.
    """
    n = score.n or 0
    enough = escaped >= k and escaped >= SAID_FROM * (n + escaped)
    return escaped if enough and score.missing is not Missing.SUPPRESSED else 0
