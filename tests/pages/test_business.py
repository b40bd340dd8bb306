"""Business figures as people read them: whole amounts, counts, and reasons in place of noughts."""

from __future__ import annotations

from datetime import date

from app.core.business import relationship_business
from app.core.firm import Action, Commitment, YearFigures
from app.core.known import Known, Unknown, Why
from app.core.portfolio import compile_portfolio
from app.core.wave import Privacy
from app.pages.business import money, of_firm, of_firm_note, of_relationship
from app.pages.overall_facts import overall
from app.pages.reasons import REASONS, percent
from tests.core.test_business import AS_OF, firm, one, since_the_book, worth
from tests.core.test_overall import context


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(Why)
    assert percent(Unknown(why=Why.NO_REVENUE)) == "no value to compare with"
    assert percent(Known(value=0.905)) == "91%"


def test_an_amount_has_its_currency_and_a_real_minus() -> None:
    assert money(468000.4, "GBP") == "GBP 468,000"
    assert money(-1200, "EUR") == "EUR −1,200"
    assert money(-0.2, "EUR") == "EUR 0"


def test_a_relationship_without_a_figure_has_no_table() -> None:
    assert of_relationship(None) == ()


def test_a_relationship_says_what_was_not_entered() -> None:
    found = relationship_business(one(figures=(worth(100),)), 100.0, 2026, AS_OF, "EUR")
    told = {fact.label: fact.value for fact in of_relationship(found)}
    assert told["Value 2026"] == "EUR 100"
    assert told["Margin 2026"] == "not entered"
    assert told["Commitments kept on time so far"] == "nothing has fallen due"


def test_the_firms_table_counts_and_gives_reasons() -> None:
    action = Action(what="visits", cost=10, gain=5, source="our book", first=AS_OF, last=AS_OF)
    found = firm(one(figures=(YearFigures(year=2025, value=100), worth(90, 60)), actions=(action,)))
    told = {fact.label: fact.value for fact in of_firm(found)}
    assert told["Relationships kept"] == "100% (1 of 1)"
    assert told["Revenue kept (GRR)"] == "90%; 10% went"
    assert told["Of the value of 2025, with those lost"] == "0%"
    assert told["Worth of a client"] == "one alone makes no rate"
    assert told["Half last longer than"] == (
        "not reached: more than half go on (none of one ended)"
    )
    assert told["Return of “visits”, North"].startswith("−50% (EUR 5 for EUR 10; source: our book")
    assert "1 January 2026 to 16 November 2026" in of_firm_note(found)


def test_how_long_half_last_says_how_sure_that_is() -> None:
    def lasted(ended: int, *, going_on: int = 0) -> str:
        gone = [
            one(f"s{n}", since=date(1980, 1, 1), ended=date(1981 + n, 1, 1)) for n in range(ended)
        ]
        still = [one(f"g{n}", since=date(1980, 1, 1)) for n in range(going_on)]
        told = of_firm(firm(one(since=AS_OF, figures=(worth(1),)), *gone, *still))
        return {fact.label: fact.value for fact in told}["Half last longer than"]

    assert lasted(40) == "20.0 years; between 15.0 and 26.0 is likely (21 of 41 followed so long)"
    assert lasted(8, going_on=7).startswith("8.0 years; 5.0 or more is likely (eight of 16 ")
    assert lasted(4) == "too few followed so long to say (four of five ended)"


def test_the_book_says_since_when_and_what_it_cannot_say() -> None:
    assert "are taken to be all in our files." in of_firm_note(since_the_book(None))
    said = of_firm_note(since_the_book(date(2015, 1, 1)))
    assert "are in our files since 1 January 2015; how long older ones last is" in said
    assert "Over before that, and not in it: five." in said
    late = since_the_book(date(2026, 12, 1))
    told = {fact.label: fact.value for fact in of_firm(late)}
    nothing = "the files do not reach back so far"
    assert told["Relationships kept"] == told["Revenue kept"] == nothing
    assert told["Won and lost"] == f"0 won; how many were lost: {nothing}"
    assert told["Worth of a client"] == told["Half last longer than"] == nothing


def test_a_worth_says_which_year_its_rate_is_of() -> None:
    two = [one(slug, figures=(worth(100, 60),)) for slug in ("north", "south")]
    told = {fact.label: fact.value for fact in of_firm(firm(*two))}
    assert told["Worth of a client"].endswith("% a year of two, nobody lost in twelve months)")
    assert "17 November 2025 to 16 November 2026, discounted" in of_firm_note(firm(*two))
    over = firm(*two, as_of=date(2026, 12, 31))
    assert "at this year's rate of keeping, discounted" in of_firm_note(over)


def test_commitments_say_of_which_year_they_are_and_whose() -> None:
    promised = Commitment(what="a", due=AS_OF.replace(month=3))
    found = firm(one(figures=(worth(1),), commitments=(promised,)))
    told = {fact.label: fact.value for fact in of_firm(found)}
    assert told["Commitments due in 2026 and kept on time"] == "0 of 1"
    assert "Commitments are those of all relationships." in of_firm_note(found)
    assert "Commitments" not in of_firm_note(firm(one(figures=(worth(1),))))


def test_what_was_kept_and_what_went_make_a_hundred() -> None:
    found = firm(one(figures=(worth(1000, year=2025), worth(665))))
    told = {fact.label: fact.value for fact in of_firm(found)}
    assert told["Revenue kept (GRR)"] == "67%; 33% went"


def test_credit_notes_above_what_was_invoiced_are_said_in_words() -> None:
    found = firm(one(figures=(worth(100, year=2025), worth(-40))))
    assert "exceed what was invoiced, which counts as no revenue: North." in of_firm_note(found)
    assert "Credit notes" not in of_firm_note(firm(one(figures=(worth(100),))))


def test_without_a_value_there_is_neither_table_nor_note() -> None:
    assert of_firm(None) == ()
    assert of_firm_note(None) == ""


def test_below_ten_answers_counts_are_said() -> None:
    portfolio = compile_portfolio(context({"north": 4}, Privacy.NAMED), (), ())
    told = {fact.label: fact.value for fact in overall(portfolio)}
    assert told["Satisfied (CSAT)"] == "4 of 4"
    assert told["Would recommend (NPS)"] == "4 would, 0 would not, 0 between"


def test_from_ten_a_number_stands_with_what_is_plausible() -> None:
    portfolio = compile_portfolio(context({"north": 12}, Privacy.NAMED, said=5), (), ())
    told = {fact.label: fact.value for fact in overall(portfolio)}
    assert told["Satisfied (CSAT)"].startswith("100% of 12, between ")
    assert told["Would recommend (NPS)"].endswith("is plausible; few answers")
