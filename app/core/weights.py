"""What each signal weighs in "whom to meet first", and from where on: judgement, not measurement.

The firm may edit every number in `content/weights.toml`; what differs from here is printed.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Whole numbers are points or counts; the others are points of 0–10 or per cent, as said."""

    blind_spot: int = 10
    blind_spot_in_trust_or_two: int = 20
    low_trust: int = 8
    very_low_trust: int = 15
    decline: int = 10
    two_falls: int = 15
    few_answered: int = 5
    nobody_answered: int = 10
    """Nobody of two or more, or silent after having answered the wave before."""
    recurring_theme: int = 10
    broken_commitment: int = 5
    """Each."""
    broken_commitments_at_most: int = 10
    turnover: int = 5
    decider_detracts: int = 5
    trouble: int = 5
    """Each: escalated, new controls, trouble moved."""
    trouble_at_most: int = 10
    renewal_near: int = 5
    thin_contacts: int = 5
    """Only one contact, or no decider among them."""
    lead_evidence: int = 2
    """Each; for a lead check alone, in no list."""
    lead_evidence_at_most: int = 10

    meet_from: int = 40
    """Points from which to meet within 30 days."""
    quarter_from: int = 20
    """Points from which to meet this quarter."""
    unknown_from: int = 3
    """So many unknown inputs are too little to say "routine"."""
    renewal_months: int = 6
    detractor_up_to: int = 6
    """Points of 0–10."""

    low_trust_below: float = 6.0
    very_low_trust_below: float = 5.0
    decline_from: float = 1.0
    fall_from: float = 0.5
    """What counts as a fall in "two falls running", points of 0–10."""
    answered_below: float = 50.0
    """Per cent of those asked."""
    turnover_from: float = 50.0
    """Per cent of the contacts."""
    value_fell_by: float = 10.0
    """Per cent of a year's value: what the record of warnings counts as a fall."""


DEFAULTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWeight:
    """One number that the firm has set otherwise."""

    name: str
    default: float
    now: float


def changed(weights: Weights) -> tuple[ChangedWeight, ...]:
    """What differs from the defaults, in the order of the file."""
    return tuple(
        ChangedWeight(
            name=field.name, default=getattr(DEFAULTS, field.name), now=getattr(weights, field.name)
        )
        for field in fields(weights)
        if getattr(weights, field.name) != getattr(DEFAULTS, field.name)
    )


def out_of_order(weights: Weights) -> tuple[tuple[str, str], ...]:
    """Pairs of keys of which the first may not exceed the second, and does."""
    pairs = (
        ("quarter_from", "meet_from"),
        ("very_low_trust_below", "low_trust_below"),
        ("fall_from", "decline_from"),
        ("blind_spot", "blind_spot_in_trust_or_two"),
        ("low_trust", "very_low_trust"),
        ("decline", "two_falls"),
        ("few_answered", "nobody_answered"),
        ("broken_commitment", "broken_commitments_at_most"),
        ("trouble", "trouble_at_most"),
        ("lead_evidence", "lead_evidence_at_most"),
    )
    return tuple(
        (small, large)
        for small, large in pairs
        if getattr(weights, small) > getattr(weights, large)
    )
