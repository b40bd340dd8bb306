"""Points from what the firm's files say: themes, promises, contacts, trouble, renewal.

Knows one relationship as its file states it today, who was asked, and how many answered. Knows no
answer. Of things about the lead it knows nothing: those stand in `lead_evidence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.core.attention import Input, Reason, ReasonKind, Source
from app.core.attention_answers import Past, Told
from app.core.depth import depth, present
from app.core.firm import Commitment, CommitmentState, ContactRole, Kind, Relationship
from app.core.review import Review
from app.core.signs import TROUBLE, Theme, last_said
from app.core.survey import TextTopic
from app.core.wave import Privacy
from app.core.weights import Weights

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What of the files one relationship is judged by, on a day."""

    relationship: Relationship
    asked: frozenset[str]
    """Ids of the contacts that this wave asked."""
    before_opened: date | None
    """The day the wave before opened; None for the first."""
    as_of: date

    @property
    def file(self) -> str:
        return f"content/relationships/{self.relationship.slug}.md"

    def source(self, entry: str) -> Source:
        return Source(file=self.file, entry=entry)


def from_files(known: Known, review: Review, past: Past, weights: Weights) -> Told:
    """Themes, commitments, turnover, contacts, trouble and renewal of one relationship."""
    told = (
        _themes(known, review, past, weights),
        _commitments(known, weights),
        _turnover(known, past, weights),
        _contacts(known, weights),
        _trouble(known, weights),
        _renewal(known, weights),
    )
    return Told(
        reasons=tuple(reason for one in told for reason in one.reasons),
        unknown=tuple(lacking for one in told for lacking in one.unknown),
    )


def _themes(known: Known, review: Review, past: Past, weights: Weights) -> Told:
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
    return _one(
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


def open_past_its_day(commitment: Commitment, as_of: date) -> bool:
    """Open, or broken and never closed, with its day behind it; made by this day."""
    if commitment.made is not None and commitment.made > as_of:
        return False
    overdue = commitment.due is not None and commitment.due < as_of
    if commitment.state is CommitmentState.OPEN:
        return overdue
    closed = commitment.closed is not None and commitment.closed <= as_of
    if commitment.state is CommitmentState.BROKEN:
        return not closed and (overdue or commitment.due is None)
    # Kept or dropped on a later day: on this one it was still open.
    return overdue and commitment.closed is not None and not closed


def _commitments(known: Known, weights: Weights) -> Told:
    broken = [c for c in known.relationship.commitments if open_past_its_day(c, known.as_of)]
    if not broken:
        return Told()
    broken.sort(key=lambda c: (c.due or c.made or date.min, c.what))
    points = min(weights.broken_commitment * len(broken), weights.broken_commitments_at_most)
    return _one(
        Input.COMMITMENTS,
        ReasonKind.BROKEN_COMMITMENTS,
        points,
        tuple(known.source(f"commitments “{c.what}”") for c in broken),
        numbers=(float(len(broken)),),
        words=tuple(c.what for c in broken),
        days=tuple(c.due for c in broken if c.due is not None),
    )


def _turnover(known: Known, past: Past, weights: Weights) -> Told:
    """New since the wave before opened, or in the last year where there was none.

    Without a day of coming, a contact is new who is asked now and was not asked then.
    """
    relationship, since = known.relationship, known.before_opened or known.as_of - A_YEAR
    gone = [
        c
        for c in relationship.contacts
        if ContactRole.DECIDES in c.roles and c.left is not None and since < c.left <= known.as_of
    ]
    if gone:
        who = min(gone, key=lambda c: (c.left or date.max, c.id))
        return _one(
            Input.TURNOVER,
            ReasonKind.DECIDER_LEFT,
            weights.turnover,
            (known.source(f"contacts, left {who.left}"),),
            days=(who.left,) if who.left is not None else (),
        )
    there = present(relationship, known.as_of)
    if not there:
        return Told(unknown=(Input.TURNOVER,))
    before = past.heard[0].asked if past.heard else frozenset(c.id for c in there)
    new = [
        c
        for c in there
        if (c.since is not None and c.since > since)
        or (c.since is None and c.id in known.asked and c.id not in before)
    ]
    if not new or 100 * len(new) < weights.turnover_from * len(there):
        return Told()
    return _one(
        Input.TURNOVER,
        ReasonKind.MANY_NEW_CONTACTS,
        weights.turnover,
        (known.source("contacts"),),
        numbers=(float(len(new)), float(len(there))),
    )


def _contacts(known: Known, weights: Weights) -> Told:
    """Teams of our own have neither deciders nor too few contacts."""
    if known.relationship.kind is Kind.EMPLOYEE:
        return Told()
    found = depth(known.relationship, {}, known.as_of)
    if found.theirs == 1:
        kind = ReasonKind.ONE_CONTACT
    elif found.decider is None:
        return Told(unknown=(Input.CONTACTS,))
    elif not found.decider:
        kind = ReasonKind.NO_DECIDER
    else:
        return Told()
    sources = (known.source("contacts"),)
    numbers = (float(found.theirs),)
    return _one(Input.CONTACTS, kind, weights.thin_contacts, sources, numbers=numbers)


def _trouble(known: Known, weights: Weights) -> Told:
    """What the last twelve months' signs say; the newest of a kind counts."""
    signs = [
        sign
        for kind in TROUBLE
        if (sign := last_said(known.relationship.signs, kind, known.as_of - A_YEAR, known.as_of))
        and sign.yes
    ]
    if not signs:
        return Told()
    return _one(
        Input.TROUBLE,
        ReasonKind.TROUBLE,
        min(weights.trouble * len(signs), weights.trouble_at_most),
        tuple(known.source(f"signs {sign.what} {sign.on}") for sign in signs),
        words=tuple(sign.what.value for sign in signs),
        days=tuple(sign.on for sign in signs),
    )


def _renewal(known: Known, weights: Weights) -> Told:
    renews = known.relationship.renews
    if renews is None or not known.as_of <= renews <= months_on(
        known.as_of, weights.renewal_months
    ):
        return Told()
    sources = (known.source("renews"),)
    points = weights.renewal_near
    return _one(Input.RENEWAL, ReasonKind.RENEWAL_NEAR, points, sources, days=(renews,))


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


def _one(
    of: Input,
    kind: ReasonKind,
    points: int,
    sources: tuple[Source, ...],
    *,
    numbers: tuple[float, ...] = (),
    words: tuple[str, ...] = (),
    days: tuple[date, ...] = (),
) -> Told:
    reason = Reason(
        input=of,
        kind=kind,
        points=points,
        sources=sources,
        numbers=numbers,
        words=words,
        days=days,
    )
    return Told(reasons=(reason,))
