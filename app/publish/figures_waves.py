"""How scores move, as JSON: parts of a change, the mean without one answer, slopes."""

from __future__ import annotations

from app.core.known import Unknown
from app.core.one_voice import OneOut
from app.core.trend import Split, Trend
from app.publish.told import Json


def split_of(split: Split | Unknown | None) -> Json:
    """The two parts of a change: who answered both waves, and others having answered."""
    if split is None or isinstance(split, Unknown):
        return {"split": None, "split_reason": split.why.value if split else "nothing to compare"}
    return {
        "split": {
            "returning": split.returning,
            "cast": split.cast,
            "people": {
                "returned": split.n_returning,
                "came": split.n_came,
                "went": split.n_went,
            },
        },
        "split_reason": None,
    }


def without_of(out: OneOut | None) -> Json:
    """The mean without the one answer that moves it most."""
    if out is None:
        reason = "fewer than three answers, all alike, or not named"
        return {"value": None, "reason": reason, "left_out": None, "swing": None, "one_voice": None}
    return {
        "value": out.without,
        "reason": None,
        "left_out": out.left_out.value,
        "swing": out.swing,
        "one_voice": out.one_voice,
    }


def trend_of(trend: Trend | Unknown) -> Json:
    """A slope in points a year, from four waves; significant never below five."""
    if isinstance(trend, Unknown):
        return {
            "slope": None,
            "reason": trend.why.value,
            "waves": None,
            "p": None,
            "significance": None,
        }
    return {
        "slope": trend.slope,
        "reason": None,
        "waves": trend.waves,
        "p": trend.p,
        "significance": trend.significance.value,
    }
