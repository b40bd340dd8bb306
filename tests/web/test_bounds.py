"""Without a link of ours nothing is read; with one, no more than a page of ours could send."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import LanguageAccept
from werkzeug.formparser import FormDataParser
from werkzeug.http import parse_accept_header

from app.web.bounds import LARGEST_BODY, MOST_FIELDS
from app.web.limits import BURST
from app.web.sent import LONGEST_LANGUAGES, MOST_HANDED_BACK
from tests.web.respondent import RESPECT, WORDS, Survey

FORM = "application/x-www-form-urlencoded"
MANY = b"a=bb&" * 800_000
TEXT = b"O1=" + b"w" * (LARGEST_BODY + 1)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[int | None]:
    """The length of every body that was parsed."""
    lengths: list[int | None] = []
    parse = FormDataParser.parse

    def counted(self: FormDataParser, *arguments: object, **more: object) -> object:
        lengths.append(arguments[2])  # type: ignore[arg-type]
        return parse(self, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(FormDataParser, "parse", counted)
    return lengths


@pytest.mark.parametrize("body", [MANY, TEXT, b"O1=words&:end=1"])
@pytest.mark.parametrize("address", ["/no-such", f"/s/{'a' * 32}/7", "/static/survey.css", "/s/x"])
def test_without_a_link_nothing_is_parsed_or_handed_back(
    survey: Survey, parsed: list[int | None], address: str, body: bytes
) -> None:
    answer = survey.client.post(address, data=body, content_type=FORM)
    assert answer.status_code in (404, 405)
    assert len(answer.data) < 5_000
    assert parsed == []


def test_a_form_of_more_fields_than_any_of_ours_is_not_parsed(
    survey: Survey, parsed: list[int | None]
) -> None:
    for body in (MANY, b"a=b&" * MOST_FIELDS):
        answer = survey.client.post(f"{survey.link()}/7", data=body, content_type=FORM)
        assert answer.status_code == 413
        assert len(answer.data) < 5_000
    assert parsed == []
    assert survey.saved() == {}


def test_of_more_texts_than_any_page_has_none_is_handed_back(survey: Survey) -> None:
    few = b"&".join([TEXT, *[b"a=word"] * (MOST_HANDED_BACK - 1)])
    answer = survey.client.post(f"{survey.link()}/7", data=few, content_type=FORM)
    assert answer.text.count('<p class="typed">') == MOST_HANDED_BACK
    answer = survey.client.post(f"{survey.link()}/7", data=few + b"&a=word", content_type=FORM)
    assert answer.status_code == 413
    assert 'class="typed"' not in answer.text
    much = b"O1=" + b"%22" * 1_000_001
    answer = survey.client.post(f"{survey.link()}/7", data=much, content_type=FORM)
    assert len(answer.data) < 5_000


def test_a_link_that_has_to_wait_is_not_handed_back_what_is_too_large(
    survey: Survey, parsed: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.monotonic", lambda: 1000.0)
    for _ in range(BURST):
        survey.press(RESPECT, R1="4")
    parsed.clear()
    answer = survey.client.post(f"{survey.link()}/7", data=TEXT, content_type=FORM)
    assert answer.status_code == 413
    assert len(answer.data) < 5_000
    assert parsed == []
    assert "my words</textarea>" in survey.press(WORDS, O1="my words").text


def test_of_a_long_list_of_languages_only_the_beginning_is_read(
    survey: Survey, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def counted(header: str, kind: type[LanguageAccept]) -> LanguageAccept:
        read.append(len(header))
        return parse_accept_header(header, kind)

    monkeypatch.setattr("app.web.sent.parse_accept_header", counted)
    many = ",".join(["de", *(f"x{n};q=0.5" for n in range(20_000))])
    answer = survey.client.get("/no-such", headers={"Accept-Language": many})
    assert 'lang="de"' in answer.text
    assert read == [LONGEST_LANGUAGES]


def test_a_sender_that_is_no_address_is_not_ours(survey: Survey) -> None:
    answer = survey.client.post(
        f"{survey.link()}/7", data={"O1": "typed", ":end": "1"}, headers={"Origin": "http://["}
    )
    assert answer.status_code == 403
    assert "typed</textarea>" in answer.text
