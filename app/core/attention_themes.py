"""Points from themes: what was to be put right in two waves running, as the organiser tagged it.

Knows tags, and how many wrote under "put right". Reads nothing of what was written.
"""

from __future__ import annotations

from app.core.attention import Input, ReasonKind
from app.core.attention_answers import Past, Told
from app.core.attention_known import Known, one_reason
from app.core.firm import Relationship
from app.core.review import Review
from app.core.signs import Theme
from app.core.survey import TextTopic
from app.core.wave import Privacy
from app.core.weights import Weights


def from_themes(known: Known, review: Review, past: Past, weights: Weights) -> Told:
    """The same tag or question in this wave and the one before that gave scores.

    Of a confidential wave a theme counts only where k people answered and k wrote under "put
    right", ours among them: a tag must not point at the one comment it came from. Where there are
    words to read and nobody has said what they are about, it is not known whether anything recurs.
    In a first wave nothing can, and that what changed is unknown is counted once, with the index.
    """
    if not past.reviews:
        return Told()
    before = past.reviews[0]
    both = [(r, _of_wave(known.relationship, r.wave)) for r in (review, before)]
    if any(not _may_count(r, tags) for r, tags in both):
        return Told(unknown=(Input.THEMES,))
    now, then = ({theme.key: theme for theme in tags} for _, tags in both)
    again = [theme for key, theme in now.items() if key in then]
    if not again:
        return Told()
    # One theme is enough: more of them would be counted for how finely they were tagged.
    theme = min(again, key=lambda t: t.key)
    kind = ReasonKind.RECURRING_QUESTION if theme.item else ReasonKind.RECURRING_THEME
    return one_reason(
        Input.THEMES,
        kind,
        weights.recurring_theme,
        tuple(
            known.source(f"themes {said.wave} {said.item or said.tag}")
            for said in (theme, then[theme.key])
        ),
        words=(theme.item or theme.tag, before.wave),
    )


def _of_wave(relationship: Relationship, wave: str) -> tuple[Theme, ...]:
    return tuple(theme for theme in relationship.themes if theme.wave == wave)


def _may_count(review: Review, tags: tuple[Theme, ...]) -> bool:
    """Whether what recurs is known of this wave, and may be: nothing to read, or enough tagged."""
    theirs = review.sides[0]
    written = sum(1 for w in review.words if w.topic is TextTopic.PUT_RIGHT and w.text)
    confidential = theirs.privacy is Privacy.CONFIDENTIAL
    if not theirs.shown or theirs.answered < (theirs.k if confidential else 1):
        return False
    if not tags:
        return written == 0
    return not confidential or written >= theirs.k
