"""The business figures as they stand on pages for the firm: a value, or the reason for none.

Knows finished figures; whole amounts are enough for a page.
"""

from __future__ import annotations

from app.core.actions import Fate, Punctuality, Return
from app.core.business import RelationshipBusiness
from app.core.firm_business import FirmBusiness, KindValue
from app.core.known import Known, Unknown
from app.core.lifetime_value import LifetimeValue
from app.core.revenue import RevenueRetention
from app.core.tenure import Median, Survival
from app.pages.numbers import MINUS, day, in_words, one_decimal, whole
from app.pages.parts import Fact
from app.pages.reasons import percent, reason


def of_relationship(business: RelationshipBusiness | None) -> tuple[Fact, ...]:
    """What a relationship is worth; nothing where nobody entered a figure."""
    if business is None:
        return ()
    margin = amount(business.margin, business.currency)
    if (
        isinstance(business.margin, Known)
        and isinstance(business.value, Known)
        and business.value.value > 0
    ):
        margin += f", {whole(business.margin.value / business.value.value * 100)}% of its value"
    return (
        Fact(label=f"Value {business.year}", value=amount(business.value, business.currency)),
        Fact(label=f"Margin {business.year}", value=margin),
        Fact(label="Kept of the year before", value=percent(business.kept)),
        Fact(label="Share of all", value=percent(business.share)),
        Fact(label="Together for", value=_years(business.tenure)),
        Fact(label="Commitments kept on time so far", value=on_time(business.commitments)),
    )


def of_firm(business: FirmBusiness | None) -> tuple[Fact, ...]:
    """The firm's year in one table."""
    if business is None:
        return ()
    held = business.retention
    return (
        Fact(
            label="Relationships kept",
            value=f"{percent(held.rate)} ({held.kept} of {held.at_start})"
            if held.at_start and held.whole
            else percent(held.rate),
        ),
        Fact(
            label="Won and lost",
            value=f"{in_words(held.won)} won, {in_words(held.lost)} lost"
            + (f", {in_words(held.lost_within)} within the year" if held.lost_within else "")
            if held.whole
            else f"{in_words(held.won)} won; how many were lost: {percent(held.rate)}",
        ),
        *_revenue(business.revenue, business.year - 1),
        Fact(label="Half last longer than", value=_tenure(business.tenure)),
        *(_worth(value, business.currency) for value in business.values),
        Fact(
            label=f"Commitments due in {business.year} and kept on time",
            value=on_time(business.commitments),
        ),
        *(
            Fact(
                label=f"Return of “{one.what}”, {one.relationship}",
                value=_return(one.outcome, business.currency),
            )
            for one in business.actions
        ),
    )


def of_firm_note(business: FirmBusiness | None) -> str:
    """Over what, from when to when, and what is left out."""
    if business is None:
        return ""
    kept_in = (
        "this year's rate of keeping"
        if business.twelve_months_from == business.first
        else f"the rate of keeping of a whole year, {day(business.twelve_months_from)} to "
        f"{day(business.last)}"
    )
    said = (
        f"{day(business.first)} to {day(business.last)}, over {in_words(business.relationships)} "
        "clients, customers and paying partners. A relationship's worth is ten years of margins "
        f"at {kept_in}, discounted by {whole(business.discount * 100)}% a year."
    )
    revenue = business.revenue
    if isinstance(revenue, RevenueRetention) and revenue.incomplete:
        said += f" Not in the revenue, for want of an entry: {', '.join(revenue.incomplete)}."
    if isinstance(revenue, RevenueRetention) and revenue.floored:
        said += (
            " Credit notes exceed what was invoiced, which counts as no revenue: "
            f"{', '.join(revenue.floored)}."
        )
    if business.commitments.fell_due:
        said += " Commitments are those of all relationships."
    said += _book(business)
    if business.without_since:
        said += f" Without a first day, and in no count: {', '.join(business.without_since)}."
    return said


def _book(business: FirmBusiness) -> str:
    """What the files are taken to hold of relationships that ended."""
    since, lasted = business.book_since, business.tenure
    if since is None:
        return " Relationships that ended are taken to be all in our files."
    said = (
        f" Relationships that ended are in our files since {day(since)}; how long older ones last "
        "is counted from then on."
    )
    if isinstance(lasted, Survival) and lasted.left_out:
        said += f" Over before that, and not in it: {in_words(lasted.left_out)}."
    return said


def amount(found: Known | Unknown, currency: str) -> str:
    """`GBP 468,000`, or why not."""
    if isinstance(found, Unknown):
        return reason(found)
    return money(found.value, currency)


def money(value: float, currency: str) -> str:
    return f"{currency} {MINUS if whole(value) < 0 else ''}{abs(whole(value)):,}"


def on_time(found: Punctuality) -> str:
    """`11 of 23`, or why not."""
    share = found.share
    if isinstance(share, Unknown):
        return reason(share)
    return f"{dict(found.fates)[Fate.ON_TIME]} of {found.fell_due}"


def _years(found: Known | Unknown) -> str:
    return reason(found) if isinstance(found, Unknown) else f"{one_decimal(found.value)} years"


def _revenue(found: RevenueRetention | Unknown, before: int) -> tuple[Fact, ...]:
    if isinstance(found, Unknown):
        return (Fact(label="Revenue kept", value=reason(found)),)
    # Of two halves both would be rounded up: what went is the rest of what is printed as kept.
    kept = whole(found.gross * 100)
    return (
        Fact(label="Revenue kept (GRR)", value=f"{kept}%; {100 - kept}% went"),
        Fact(label="With growth (NRR)", value=f"{whole(found.net * 100)}%"),
        Fact(
            label=f"Of the value of {before}, with those lost",
            value=f"{whole(found.lost_share * 100)}%",
        ),
    )


def _tenure(found: Survival | Unknown) -> str:
    """The median with its likely range and what it rests on, or why there is none."""
    if isinstance(found, Unknown):
        return reason(found)
    median = found.median
    if not isinstance(median, Median):
        ended = in_words(found.ended) if found.ended else "none"
        return f"{reason(median)} ({ended} of {in_words(found.stays)} ended)"
    likely = (
        f"{one_decimal(median.low)} or more"
        if median.high is None
        else f"between {one_decimal(median.low)} and {one_decimal(median.high)}"
    )
    return (
        f"{one_decimal(median.time)} years; {likely} is likely "
        f"({in_words(median.at_risk)} of {in_words(found.stays)} followed so long)"
    )


def _worth(value: KindValue, currency: str) -> Fact:
    worth = value.worth
    label = f"Worth of a {value.kind.value}"
    if not isinstance(worth, LifetimeValue):
        return Fact(label=label, value=reason(worth))
    assumed = ", nobody lost in twelve months" if worth.retention.assumed else ""
    kept = whole(worth.retention.rate * 100)
    return Fact(
        label=label,
        value=f"{money(worth.value, currency)} (keeping {kept}% a year "
        f"of {in_words(worth.retention.clients)}{assumed})",
    )


def _return(found: Return | Unknown, currency: str) -> str:
    if isinstance(found, Unknown):
        return reason(found)
    share = found.share * 100
    return (
        f"{MINUS if share < 0 else '+'}{whole(abs(share))}% ({money(found.gain, currency)} for "
        f"{money(found.cost, currency)}; source: {found.source}; {day(found.first)} to "
        f"{day(found.last)})"
    )
