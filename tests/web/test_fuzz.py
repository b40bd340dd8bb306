"""Whatever is sent: never a 500, and never another value stored than was sent.

Bounded here; by hand `FUZZ_CASES=100000 pytest tests/web/test_fuzz.py`, and the quicker
`python -m tests.web.many_forms 1000000`.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.web.house import rendered
from app.web.limits import RateLimit
from tests.site_builder import link_of
from tests.web.many_forms import ANSWERING, run
from tests.web.respondent import RESPECT, WORDS, Survey

CASES = int(os.environ.get("FUZZ_CASES", "400"))
HOSTILE = (
    *("11 -1 5.0 1e1 1_0 ٣ ９ 05 0x5 nan inf sNaN true None [] {} 5;6 5,6 %35 '' +5 5+".split()),  # noqa: SIM905
    *(" 5 ", "5\x00", "\ufeff5", "5\n", '"', "<script>", "../../etc/passwd", "{{7*7}}", "%s"),
    *("\u202e5", "0", "5", "10", "na", ""),
)
ANSWERS = {"R1", "R2", "R3", "O1", "O2", "O3"}


@pytest.fixture
def open_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Survey:
    monkeypatch.setattr(RateLimit, "wait", lambda *_: 0)
    return Survey(tmp_path)


letters = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.just("x" * 4001)
names = st.sampled_from(
    [*sorted(ANSWERS), ":use", ":use-O1", ":go", ":base", ":end", ":asked", ":from", "talk"]
) | st.text(max_size=12)
fields = st.lists(st.tuples(names, letters), max_size=12)
ends = st.sampled_from([[], [(":end", "1")], [(":end", "1")], [(":end", "1"), (":end", "1")]])


def raw(pairs: list[tuple[str, str]]) -> bytes:
    return urlencode([(k, v.encode("utf-8", "surrogatepass")) for k, v in pairs]).encode("ascii")


@settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    page=st.sampled_from([str(RESPECT), str(WORDS), "check", "decline", "1", "99", "٣", "-1"]),
    pairs=fields,
    end=ends,
    kind=st.sampled_from(
        ["application/x-www-form-urlencoded"] * 6
        + [
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/json",
            "",
            "a/b; charset=x",
        ]
    ),
)
def test_no_form_brings_a_500_or_stores_what_was_not_sent(
    open_survey: Survey,
    page: str,
    pairs: list[tuple[str, str]],
    end: list[tuple[str, str]],
    kind: str,
) -> None:
    now = (":base", str(open_survey.base()))
    answer = open_survey.client.post(
        f"{open_survey.link()}/{quote(page)}", data=raw([now, *pairs, *end]), content_type=kind
    )
    assert answer.status_code in (200, 303, 400, 404, 409, 422), answer.status_code
    sent: dict[str, list[str]] = {}
    for name, value in pairs:
        sent.setdefault(name, []).append(value)
    asked = {str(RESPECT): ("R1", "R2", "R3"), str(WORDS): ("O1", "O2", "O3")}.get(page, ())
    found = open_survey.found()
    for kept in found.answers if found is not None and answer.status_code == 303 else ():
        if kept.item in asked and kept.item in sent:
            value = "na" if kept.value is None else str(kept.value)
            joined = "\n".join(sent[kept.item]).replace("\r\n", "\n").replace("\r", "\n")
            assert value == joined


def test_a_body_cut_at_any_offset_stores_nothing(open_survey: Survey) -> None:
    survey = open_survey
    whole = raw([("R1", "7"), ("R2", "na"), ("R3", "10"), (":base", "0"), (":end", "1")])
    for offset in range(len(whole)):
        answer = survey.client.post(
            f"{survey.link()}/2",
            data=whole[:offset],
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code == 400
    assert survey.saved() == {}


def test_a_hundred_thousand_fields_are_refused(open_survey: Survey) -> None:
    many = "&".join(f"f{n}=1" for n in range(100_000))
    answer = open_survey.client.post(
        f"{open_survey.link()}/2",
        data=f"{many}&:end=1",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413
    assert open_survey.saved() == {}


def test_text_of_any_kind_comes_back_as_it_was_sent(open_survey: Survey) -> None:
    @settings(max_examples=min(CASES, 300), deadline=None)
    @given(st.text(max_size=200))
    def send(text: str) -> None:
        pairs = [("O1", text), (":base", str(open_survey.base())), (":end", "1")]
        answer = open_survey.client.post(
            f"{open_survey.link()}/7",
            data=raw(pairs),
            content_type="application/x-www-form-urlencoded",
        )
        clean = text.replace("\r\n", "\n").replace("\r", "\n")
        if answer.status_code == 303:
            assert open_survey.saved() == ({"O1": clean} if clean.strip() else {})
        else:
            assert answer.status_code in (400, 422)

    send()


def test_a_link_scanner_leaves_the_store_as_it_was(open_survey: Survey) -> None:
    open_survey.press(RESPECT, R1="7")
    before = open_survey.stored_bytes()
    places = ("", "/start", "/1", "/2?open=1", "/7", "/check", "/receipt", "/copy", "/copy.txt")
    for n in range(10_000):
        address = f"{open_survey.link()}{places[n % len(places)]}"
        (open_survey.client.head if n % 2 else open_survey.client.get)(address)
    assert open_survey.stored_bytes() == before


def test_no_link_reads_or_writes_what_is_anothers(open_survey: Survey) -> None:
    """Everyone writes their own words; each of 50 links is then shown 50 people's words or not."""
    people = open_survey.opened.invitations[:50]
    links = {i.key: link_of(open_survey.site, open_survey.opened, i) for i in people}
    words = {}
    for number, one in enumerate(people):
        words[one.key] = f"only for {number:02d} to read"
        page = max(
            n
            for n in range(1, 9)
            if open_survey.client.get(f"{links[one.key]}/{n}").status_code == 200
        )
        sent = {"O1": words[one.key], ":base": "0", ":end": "1"}
        assert open_survey.client.post(f"{links[one.key]}/{page}", data=sent).status_code == 303
    for one in people:
        seen = open_survey.client.get(f"{links[one.key]}/check").text
        assert [key for key, text in words.items() if text in seen] == [one.key]
    for one in people:
        found = open_survey.store.find("2026", one.key)
        assert found is not None
        assert found.value("O1") == words[one.key]


def test_thousands_of_forms_made_of_hostile_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Put back afterwards what the run sets aside.
    monkeypatch.setattr(RateLimit, "wait", RateLimit.wait)
    monkeypatch.setattr(ANSWERING, "rendered", rendered)
    seen = run(tmp_path, 3_000, seed=7)
    assert min(seen[status] for status in (303, 400, 409, 422)) > 5
