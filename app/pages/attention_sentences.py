"""Where a relationship stands on the meeting list, what is unknown of it, who was not asked.

Read by our own people only; the reasons themselves are worded in `reason_sentences`. Computes
nothing but the wording. No sentence names anybody.
"""

from __future__ import annotations

from app.core.attention import Apart, Band, Input, NoList, Place, Source
from app.core.depth import Depth, HandPicked, NotAsked
from app.core.firm import ContactRole
from app.core.people import INDEX
from app.pages.numbers import in_words
from app.pages.reason_sentences import joined

BANDS = {
    Band.MEET: "Meet within 30 days",
    Band.QUARTER: "Meet this quarter",
    Band.ROUTINE: "Routine",
}
APART = {
    Apart.TOO_LITTLE: "Too little known",
    Apart.ONE_SIDED: "One side only",
    Apart.NOT_SHOWN: "Not shown, to protect people",
}
WHY_APART = {
    Apart.TOO_LITTLE: "Three or more inputs are unknown. That is no all-clear: points count what "
    "is known, and there may be more.",
    Apart.ONE_SIDED: "One side has not answered. Silence is a finding; the points count what is "
    "known without it.",
    Apart.NOT_SHOWN: "So few answered that their answers are withheld and add no points. What "
    "stands here rests on who was asked and on our own files.",
}
NO_LIST = {
    NoList.STILL_OPEN: "The list is made when this survey has closed and its answers are put "
    "together.",
    NoList.NO_SCORES: "This was a check-in without scores. The list stands with the last full "
    "survey.",
    NoList.ALL_LATER: "Every relationship of this survey was asked again since, or has ended. The "
    "list stands with the newer survey.",
}
_UNKNOWN = {
    Input.GAP: "how far apart the two views are",
    Input.TRUST: "how far they trust us",
    Input.DECLINE: "how their view has changed",
    Input.RESPONSE: "whether they answer, as nobody was asked",
    Input.THEMES: "whether a theme comes back",
    Input.COMMITMENTS: "which promises are open",
    Input.CONTACTS: "who decides there",
    Input.TURNOVER: "who is new there",
    Input.DECIDER: "whether those who decide would recommend us",
    Input.TROUBLE: "what trouble there was",
    Input.RENEWAL: "when it renews",
}
_PICKED = {
    HandPicked.LEFT_OUT_WITHOUT_REASON: "Someone who was asked the time before was not asked, and "
    "no reason is written down.",
    HandPicked.MORE_LEFT_OUT: "At least as many contacts were left out as were asked.",
    HandPicked.ALL_NEW: "Everyone asked is new; nobody of the time before was asked again.",
    HandPicked.ALL_ONE_ROLE: "Everyone asked has the same part there, and others were not asked.",
    HandPicked.LOW_NOT_ASKED_AGAIN: "Someone who answered low the time before was not asked again.",
}


def standing(place: Place) -> str:
    """`Meet within 30 days: 45 points.`, or in which list apart it stands."""
    points = points_text(place.points)
    if place.apart is None:
        return f"{BANDS[place.band]}: {points}."
    said = f"{APART[place.apart]}: {points} from what is known."
    if place.band is Band.ROUTINE:
        return said
    return f"{said} That alone says: {BANDS[place.band].lower()}."


def points_text(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def not_known(place: Place) -> str:
    """`Not known: how far they trust us.`; empty where everything is."""
    if not place.unknown:
        return ""
    return f"Not known: {joined([_UNKNOWN[one] for one in place.unknown])}."


def unknown_sentence(place: Place) -> str:
    """What is not known and adds nothing, and what nobody looked at."""
    said = []
    if place.unknown:
        said.append(f"{not_known(place)} What is not known adds no points.")
    if place.guarded:
        said.append(
            "What single people answered was not looked at: their answers are confidential."
        )
    return " ".join(said)


def depth_sentence(depth: Depth) -> str:
    """Their people × ours in touch, and whether one of theirs decides."""
    theirs = "one of theirs" if depth.theirs == 1 else f"{in_words(depth.theirs)} of theirs"
    ours = "one of ours" if depth.ours == 1 else f"{in_words(depth.ours)} of ours"
    said = f"In touch: {theirs} and {ours}"
    if depth.lines == 1:
        said += ", one line that can break"
    if depth.decider is None:
        return f"{said}."
    return f"{said}; {'a decider is' if depth.decider else 'no decider is'} among them."


_PARTS = {
    ContactRole.DECIDES: "decides",
    ContactRole.USES: "uses what we do",
    ContactRole.PAYS: "pays",
    ContactRole.DAILY: "works with us daily",
}


def not_asked_text(one: NotAsked) -> str:
    """`Someone who works with us daily`: no contact is named on a page."""
    parts = [_PARTS[role] for role in one.roles]
    return f"Someone who {joined(parts)}" if parts else "Someone"


def hand_picked_sentence(found: HandPicked) -> str:
    return _PICKED[found]


def source_text(source: Source) -> str:
    """Where a point comes from: `2026 survey, trust`, or the file and its entry."""
    if source.file:
        return f"{source.file}: {source.entry}"
    if not source.score:
        return f"{source.wave} survey, who answered"
    score = "mean of all factors" if source.score == INDEX else source.score
    return f"{source.wave} survey, {score}"
