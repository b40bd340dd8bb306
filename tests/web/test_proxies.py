"""Behind a TLS proxy: what it says is believed, and nobody else's word for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from app.web import create_app
from tests.web.respondent import MIDDAY, Survey

FORWARDED = {
    "Host": "127.0.0.1:8080",
    "X-Forwarded-Host": "answers.harbour-pike.example.com",
    "X-Forwarded-Proto": "https",
}


def test_forwarded_names_count_only_where_a_proxy_is_set(tmp_path: Path) -> None:
    survey = Survey(tmp_path)
    behind = create_app(survey.site, now=lambda: MIDDAY, proxies=1).test_client()
    evil = FORWARDED | {"X-Forwarded-Host": "evil.example.com"}
    assert behind.get(survey.link(), headers=FORWARDED).status_code == 200
    assert behind.get(survey.link(), headers=evil).status_code == 400
    # Without a proxy the header is only a header.
    assert survey.client.get(survey.link(), headers=evil).status_code == 200
    # What comes from further away than our own proxy is not looked at.
    far = FORWARDED | {"X-Forwarded-Host": "evil.example.com, answers.harbour-pike.example.com"}
    assert behind.get(survey.link(), headers=far).status_code == 200


def test_no_address_in_an_answer_is_made_of_a_host(tmp_path: Path) -> None:
    survey = Survey(tmp_path)
    behind = create_app(survey.site, now=lambda: MIDDAY, proxies=1).test_client()
    sent = behind.post(
        f"{survey.link()}/2", data={"R1": "4", ":base": "0", ":end": "1"}, headers=FORWARDED
    )
    assert sent.status_code == 303
    assert sent.headers["Location"].startswith("/s/")


def test_a_number_of_proxies_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["serve", "--proxies", "many"])
    assert "as many as you run yourself" in capsys.readouterr().err
