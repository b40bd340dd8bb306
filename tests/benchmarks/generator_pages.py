"""What other site generators are given to set beside our pages: as many, with the same lists.

One page for each of ours: the review, the copy for the table (shorter), the overviews in as many
orders, the guide. Numbers are drawn and not compiled: others are spared what ours computes. Knows
lists and texts; knows nothing of any generator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Any

from app.settings import PROGRAM
from tests.benchmarks.firms import KINDS, SEED, name_of, slug_of

ORDERS = ("number", "name", "gap", "n", "lead", "kind", "our_n")
"""Our overviews: the home page, the wave's, its list in four more orders, and who has answered."""
FACTORS = ("Respect", "Trust", "Cooperation", "Transparency")
NOTE = (
    "How sure we are: *all four* there answered, and **two** of ours. Between 5.4 and 7.2 is what "
    "everyone there would be likely to say of respect.\n\n"
    "- All factors together stand at 7.1.\n- Adjusted for few answers they stand at 7.2.\n"
)
_SAID = (
    "They keep their dates, and when one slips we hear it before anyone else does.",
    "Two changes reached us by telephone only, and one of them was lost.",
    "We would like to be asked earlier, while something can still be changed.",
    "Nobody told us that the planning had moved until we asked.",
    "The people on the job listen, and they know what they are doing.",
    "When a part was wrong it was put right within the day, without a debate.",
)
_ITEMS = (
    ("They make good use of our time.", "We make good use of their time.", "Respect"),
    ("They hear us before they decide.", "We hear them before we decide.", "Respect"),
    ("They keep what they promise, dates included.", "We keep what we promise.", "Trust"),
    ("It is clear who does what.", "It is clear who does what.", "Cooperation"),
    ("They say plainly what they need.", "We say plainly what we need.", "Transparency"),
)
_PARTS = (
    "They do their part as agreed.",
    "What we get from them is worth what we put in.",
    "They support what we are trying to achieve.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One page: its kind names the template, `data` is what that template loops over."""

    slug: str
    kind: str
    """`page`, `overview` or `plain`."""
    body: str
    """Markdown."""
    order: str = ""
    data: dict[str, Any] | None = None


def given_pages(relationships: int) -> tuple[list[Given], list[dict[str, Any]]]:
    """All pages, and the rows of every overview."""
    made, rows = [], []
    for number in range(relationships):
        data = page_data(number, Random(f"{SEED}/{number}"))
        slug = slug_of(number)
        copy = data | {"short": True, "slug": f"{slug}-shared"}
        made += [
            Given(slug=slug, kind="page", body=NOTE, data=data),
            Given(slug=f"{slug}-shared", kind="page", body=NOTE, data=copy),
        ]
        rows.append(_row(number, data))
    made += [
        Given(slug=f"overview-{order}", kind="overview", body="What this shows.", order=order)
        for order in ORDERS
    ]
    for path in sorted((PROGRAM / "content/guide").iterdir()):
        body = re.split(r"^\+\+\+$", path.read_text("utf-8"), flags=re.MULTILINE)[-1]
        made.append(Given(slug=f"guide-{path.stem}", kind="plain", body=body))
    return made, rows


def _row(number: int, data: dict[str, Any]) -> dict[str, Any]:
    widest = max(data["factors"], key=lambda factor: abs(factor["gap"]))
    return {
        "number": number + 1,
        "slug": slug_of(number),
        "name": data["name"],
        "kind": KINDS[number % len(KINDS)],
        "lead": f"Lead {number // 12}",
        **{key: widest[key] for key in ("n", "of", "our_n", "our_of", "they", "we", "gap")},
        "factor": widest["name"],
    }


def _pair(chance: Random) -> dict[str, float]:
    they, we = round(chance.uniform(4, 9), 1), round(chance.uniform(5, 9.5), 1)
    return {"they": they, "we": we, "gap": round(we - they, 1)}


def _lines(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "says": says} for name, says in pairs]


def page_data(number: int, chance: Random) -> dict[str, Any]:
    """Lists as long as those of a review with four contacts and two of ours, all answered; some
    are longer, for what else stands there, so that pages come out about as large as ours.
    """
    name = name_of(number)
    factors = [
        {
            "name": factor,
            **_pair(chance),
            "expected": round(chance.uniform(5, 9), 1),
            "n": 4,
            "of": 4,
            "our_n": 2,
            "our_of": 2,
        }
        for factor in FACTORS
    ]
    return {
        "slug": slug_of(number),
        "name": name,
        "wave": "2025",
        "firm": "Harbour & Pike",
        "short": False,
        "headline": f"On respect, we say {factors[0]['we']} and they say {factors[0]['they']}.",
        "standfirst": f"Four of four people at {name} answered. Two of two of our team answered. "
        "Their answers were given by name. Our answers were given by name.",
        "facts": _lines(
            ("Widest gap", f"Respect {factors[0]['gap']}"),
            ("Closest", f"Trust {factors[1]['gap']}"),
        ),
        "points": [0, 2, 4, 6, 8, 10],
        "factors": factors,
        "small_print": "Surprise: what we expected less what they said. Projection: what we say of "
        "it less what we expected them to say.",
        "standing": "Routine: 10 points.",
        "reasons": [{"points": 10, "says": "A blind spot.", "source": "2025 survey, respect"}],
        "questions": [
            {"says": says, "ours": ours, "factor": factor, "wide": True, **_pair(chance)}
            for says, ours, factor in (*_ITEMS, *_ITEMS)
        ],
        "parts": [
            {
                "caption": caption,
                "about": about,
                "rows": [{"says": says, **_pair(chance)} for says in _PARTS],
            }
            for caption, about in (
                ("Our part, as both sides see it", "About us"),
                ("Their part, as both sides see it", "About them, in their words"),
            )
        ],
        "overall": _lines(
            ("Satisfaction", "They: 1 × neither, 3 × satisfied. We: 2 × satisfied."),
            ("Would choose again", "They: 8.3 on 0 to 10. We: 8.0 on 0 to 10."),
            ("Hearing from each other", "They: 2 × about right, 2 × too often. We: 2 × too often."),
        ),
        "spreads": [
            {
                "asks": asks,
                "says": "They: 1 × neither, 3 × satisfied. We: 2 × satisfied.",
                "bars": [
                    {"point": point, "they": chance.randrange(1, 4), "we": chance.randrange(1, 3)}
                    for point in range(1, 5)
                ],
            }
            for asks in ("How satisfied are you?", *(says for says, _, _ in (*_ITEMS, *_ITEMS)))
        ],
        "words": [
            {
                "about": about,
                "said": [{"text": chance.choice(_SAID), "by": name} for _ in range(count)],
            }
            for about, count in (("Went well", 8), ("Put right", 5), ("Anything else", 4))
        ],
        "agreed": [
            {
                "what": "One shared list of open changes, weekly",
                "who": "",
                "due": "1 December 2025",
                "state": "open",
            }
        ],
        "worth": _lines(
            ("Value 2025", "GBP 431,000"),
            ("Margin 2025", "GBP 86,200, 20 % of its value"),
            ("Kept of the year before", "100 %"),
            ("Share of all", "4 %"),
            ("Together for", "4.6 years"),
            ("Commitments kept on time so far", "nothing has fallen due"),
        ),
        "links": [
            {"slug": slug, "title": slug.replace("-", " "), "why": "the hour, and what to agree"}
            for slug in ("holding-the-meeting", "listening", "four-factors", "hard-conversations")
        ],
        "foot": "The 2025 survey, 5 October 2025 to 6 November 2025. As of 16 November 2025.",
    }
