"""What the export says of the firm's means."""

from app.publish.figures_portfolio import portfolio_figures
from tests.brief.awkward import a_review
from tests.review_builders import a_portfolio


def test_a_mean_over_two_relationships_says_why_it_has_no_range() -> None:
    (mean, *_) = portfolio_figures([a_portfolio(a_review())])["waves"]["2026"]["means"]
    assert mean["counterpart"]["value"] == 6.0
    assert mean["counterpart"]["interval"] is None
    assert mean["counterpart"]["interval_reason"] == "too few relationships"
    assert mean["gap"]["value"] == 3.0
    assert mean["gap"]["interval"] is None
    assert mean["gap"]["interval_reason"] == "too few relationships"
    assert mean["relationships_with_both"] == 1
