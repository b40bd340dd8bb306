"""A letter is in its reader's language, and what is put into it is text."""

from __future__ import annotations

import pytest

from app.errors import InputError
from app.files.site import Letter
from app.pages.filled import Value
from app.post.letters import Written, letter_in, write_letter

LINK = "https://answers.example.com/s/abc_def_"


def written(
    body: str, subject: str = "Six minutes", language: str = "en", **more: Value
) -> Written:
    values: dict[str, Value] = {"first_name": "Sam", "link": LINK, **more}
    letter = Letter(slug="invitation", subject=subject, body=body)
    return write_letter(letter, language, values, name="Sam Sample", firm="Harbour & Pike")


def test_fields_are_filled_in_subject_text_and_html() -> None:
    made = written("Dear {{ first_name }},\n\nplease: {{link}}", subject="{{first_name}}, a word")
    assert made.subject == "Sam, a word"
    assert made.text == f"Dear Sam,\n\nplease: {LINK}\n"
    assert "<p>Dear Sam,</p>" in made.html
    assert f'<a href="{LINK}"' in made.html


def test_an_address_behind_words_is_a_link_in_html_and_stands_beside_them_in_text() -> None:
    made = written("[Answer **now**]({{link}})")
    assert (
        f'<a href="{LINK}" rel="noopener noreferrer">Answer <strong>now</strong></a>' in made.html
    )
    assert f": {LINK}" in made.text


@pytest.mark.parametrize(
    "name",
    [
        "*Sam*",
        "<b>Sam</b>",
        "[Sam](https://evil.example)",
        "{{link}}",
        "https://field.invalid/link/",
    ],
)
def test_a_name_is_text_and_never_markdown_html_or_a_field(name: str) -> None:
    made = written("Dear {{first_name}},", first_name=name)
    assert made.text == f"Dear {name},\n"
    assert "<b>" not in made.html
    assert "evil.example</a>" not in made.html
    assert "<a " not in made.html


def test_a_line_end_in_a_field_ends_no_header() -> None:
    made = written("x", subject="{{first_name}}", first_name="Sam\r\nBcc: all@example.org")
    assert made.subject == "Sam Bcc: all@example.org"


def test_a_list_stands_as_one_and_its_paragraph_goes_with_it() -> None:
    body = "Agreed:\n{{agreements}}\n\nDone."
    made = written(body, agreements=("Call <first>", "Write"))
    assert made.text == "Agreed:\n- Call <first>\n- Write\n\nDone.\n"
    assert "<ul><li>Call &lt;first&gt;</li><li>Write</li></ul>" in made.html
    assert written(body, agreements=()).text == "Done.\n"


def test_an_unknown_field_is_an_error_that_names_file_place_and_remedy() -> None:
    with pytest.raises(InputError) as refused:
        written("Dear {{frist_name}},", subject="{{what}}")
    said = [str(problem) for problem in refused.value.problems]
    assert said == [
        "content/letters/invitation.md: subject: {{what}} is no field of this letter; "
        "known here: first_name, link",
        "content/letters/invitation.md: text: {{frist_name}} is no field of this letter; "
        "did you mean first_name?",
    ]


def test_a_letter_is_found_in_the_language_its_stem_or_the_firms_first() -> None:
    plain = Letter(slug="invitation", subject="a", body="")
    german = Letter(slug="invitation", language="de", subject="b", body="")
    ours = Letter(slug="invitation-ours", subject="c", body="")
    letters = (german, plain, ours)
    assert letter_in(letters, ("invitation",), "de-CH", "en") == (german, "de")
    assert letter_in(letters, ("invitation",), "fr", "en") == (plain, "en")
    assert letter_in(letters, ("invitation-ours", "invitation"), "de", "en") == (ours, "en")
    assert letter_in(letters, ("reminder",), "de", "en") is None
    assert letter_in((plain,), ("invitation",), "de", "de") == (plain, "de")


def test_the_foot_says_whom_to_write_to_and_how_to_be_left_alone() -> None:
    made = write_letter(
        Letter(slug="invitation", subject="a", body="b"),
        "de",
        {},
        name="Sam",
        firm="Harbour & Pike",
        help_at="privacy@harbour.example",
        no_more=f"{LINK}/no-more",
    )
    assert made.text.endswith(
        "-- \nHarbour & Pike\nWenn Sie Hilfe brauchen, schreiben Sie an privacy@harbour.example.\n"
        f"Bitte fragen Sie mich nicht mehr: {LINK}/no-more\n"
    )
    assert f'<a href="{LINK}/no-more">' in made.html
    assert 'lang="de"' in made.html


def test_names_keep_their_own_way_in_a_letter_from_right_to_left() -> None:
    letter = Letter(
        slug="invitation",
        subject="{{firm}}",
        body="{{name}}, {{relationships}}\n\n{{privacy_contact}}",
    )
    values: dict[str, Value] = {
        "firm": "Harbour & Pike Ltd.",
        "name": "Sam (S.)",
        "relationships": ("A Ltd.", "B (Berlin)"),
        "privacy_contact": "privacy@harbour.example",
    }
    to = {"name": "Sam (S.)", "firm": "Harbour & Pike Ltd.", "help_at": "privacy@harbour.example"}
    arabic = write_letter(letter, "ar", values, **to)
    assert arabic.subject == "\u2068Harbour & Pike Ltd.\u2069"
    assert "\u2068Sam (S.)\u2069, \u2068A Ltd.\u2069; \u2068B (Berlin)\u2069" in arabic.text
    assert "\n\u2068Harbour & Pike Ltd.\u2069\n" in arabic.text
    assert "\u2068Harbour &amp; Pike Ltd.\u2069" in arabic.html
    assert "\u2068privacy@" not in arabic.text + arabic.html
    german = write_letter(letter, "de", values, **to)
    assert "\u2068" not in german.subject + german.text + german.html


def test_a_language_from_right_to_left_says_so() -> None:
    made = written("{{link}}", language="ar").html
    assert 'lang="ar" dir="rtl"' in made
    assert f'dir="ltr">{LINK}</a>' in made
