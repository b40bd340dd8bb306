"""Points from what the firm's files say: promises, contacts, trouble, renewal.

Knows one relationship as its file states it today and who was asked. Knows no answer. Of what is
about the lead it knows nothing: that stands in `lead_evidence`.
"""

from __future__ import annotations

from datetime import date, timedelta

from app.core.attention import Input, ReasonKind
from app.core.attention_answers import Past, Told
from app.core.attention_known import A_YEAR, Known, one_reason
from app.core.depth import depth, present
from app.core.firm import Commitment, CommitmentState, ContactRole, Kind
from app.core.signs import TROUBLE, last_said
from app.core.weights import Weights


def from_files(known: Known, past: Past, weights: Weights) -> Told:
    """Commitments, turnover, contacts, trouble and renewal of one relationship."""
    told = (
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
    return one_reason(
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
        return one_reason(
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
    return one_reason(
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
    return one_reason(Input.CONTACTS, kind, weights.thin_contacts, sources, numbers=numbers)


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
    return one_reason(
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
    return one_reason(Input.RENEWAL, ReasonKind.RENEWAL_NEAR, points, sources, days=(renews,))


def months_on(day: date, months: int) -> date:
    """The same day so many months later, or the month's last where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
