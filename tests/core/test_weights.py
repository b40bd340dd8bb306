"""The weights: the defaults as stated, what differs from them, and pairs in the wrong order."""

from dataclasses import replace

from app.core.weights import DEFAULTS, ChangedWeight, Weights, changed, out_of_order


def test_the_defaults_are_the_stated_points() -> None:
    assert (DEFAULTS.blind_spot, DEFAULTS.blind_spot_in_trust_or_two) == (10, 20)
    assert (DEFAULTS.low_trust, DEFAULTS.very_low_trust) == (8, 15)
    assert (DEFAULTS.decline, DEFAULTS.two_falls) == (10, 15)
    assert (DEFAULTS.few_answered, DEFAULTS.nobody_answered) == (5, 10)
    assert (DEFAULTS.recurring_theme, DEFAULTS.turnover, DEFAULTS.decider_detracts) == (10, 5, 5)
    assert (DEFAULTS.broken_commitment, DEFAULTS.broken_commitments_at_most) == (5, 10)
    assert (DEFAULTS.trouble, DEFAULTS.trouble_at_most) == (5, 10)
    assert (DEFAULTS.renewal_near, DEFAULTS.thin_contacts) == (5, 5)
    assert (DEFAULTS.lead_evidence, DEFAULTS.lead_evidence_at_most) == (2, 10)
    assert (DEFAULTS.meet_from, DEFAULTS.quarter_from, DEFAULTS.unknown_from) == (40, 20, 3)


def test_what_was_changed_is_told_with_its_default() -> None:
    assert changed(Weights()) == ()
    assert changed(replace(DEFAULTS, meet_from=30, low_trust_below=6.5)) == (
        ChangedWeight(name="meet_from", default=40, now=30),
        ChangedWeight(name="low_trust_below", default=6.0, now=6.5),
    )


def test_pairs_in_the_wrong_order_are_told() -> None:
    assert out_of_order(DEFAULTS) == ()
    assert out_of_order(replace(DEFAULTS, quarter_from=50)) == (("quarter_from", "meet_from"),)
    assert out_of_order(replace(DEFAULTS, quarter_from=40)) == ()
