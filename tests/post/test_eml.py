"""An e-mail parsed back: headers, parts, language, and the same bytes each time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InputError
from app.post.eml import Attachment, Mailbox, email_of, message_id, sent_at
from app.post.letters import Written

SENDER = Mailbox(name='Åsa "Bo" König, Ltd', address="asa@harbour.example.com")
WRITTEN = Written(
    subject="Wie läuft es zwischen uns? Sechs Minuten",
    text="Guten Tag,\nöffnen Sie https://a.example/s/abc\n",
    html="<p>Guten Tag, öffnen Sie</p>",
    language="de",
)


def made(to: Mailbox | None = None, subject: str = WRITTEN.subject, **more: object) -> bytes:
    moment = sent_at(date(2027, 2, 1), "Europe/Berlin")
    return bytes(
        email_of(
            replace(WRITTEN, subject=subject),
            sender=SENDER,
            to=to or Mailbox(name="Sam", address="sam@client.example.org"),
            moment=moment,
            identity=message_id(SENDER.address, "invitation", "2027", "sam"),
            **more,  # type: ignore[arg-type]
        )
    )


def parsed(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=default)
    assert isinstance(found, EmailMessage)
    assert not found.defects
    return found


def test_headers_and_parts_come_back_as_they_were() -> None:
    back = parsed(made())
    assert back["Subject"] == WRITTEN.subject
    assert back["From"].addresses[0].display_name == SENDER.name
    assert back["To"].addresses[0].addr_spec == "sam@client.example.org"
    assert back["Date"] == "Mon, 01 Feb 2027 00:00:00 +0100"
    assert back["Content-Language"] == "de"
    assert back["X-Unsent"] is None
    text, html = back.get_body(("plain",)), back.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == WRITTEN.text
    assert html.get_content().strip() == WRITTEN.html


def test_a_draft_opens_as_one() -> None:
    assert parsed(made(draft=True))["X-Unsent"] == "1"


def test_it_is_the_same_bytes_each_time_with_lines_as_mail_has_them() -> None:
    raw = made(draft=True)
    assert raw == made(draft=True)
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_it_says_how_to_be_left_alone_by_one_press_only_over_https() -> None:
    there = parsed(made(no_more="https://a.example/s/x/no-more", privacy_contact="p@h.example"))
    assert there["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert there["List-Unsubscribe"].strip() == (
        "<https://a.example/s/x/no-more>, <mailto:p@h.example?subject=no%20more>"
    )
    plain = parsed(made(no_more="http://a.example/s/x/no-more", privacy_contact="p@h.example"))
    assert plain["List-Unsubscribe-Post"] is None
    assert plain["List-Unsubscribe"].strip() == "<mailto:p@h.example?subject=no%20more>"
    assert parsed(made())["List-Unsubscribe"] is None


def test_an_attachment_keeps_its_bytes_and_its_method() -> None:
    data = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch\r\n".encode()
    calendar = Attachment(
        name="meeting.ics", media="text/calendar", data=data, parameters=(("method", "PUBLISH"),)
    )
    (part,) = parsed(made(attachments=[calendar])).iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert part["Content-Type"].params["method"] == "PUBLISH"
    assert part.get_filename() == "meeting.ics"
    assert part.get_payload(decode=True) == data


@pytest.mark.parametrize(
    "address",
    [
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "Ann <a@b.example>",
        "a@b.exаmple",
        "",
    ],
)
def test_an_address_that_is_not_exactly_one_is_refused(address: str) -> None:
    with pytest.raises(InputError):
        made(Mailbox(name="Sam", address=address))


@pytest.mark.parametrize(
    "words",
    ["=?utf-8?q?a=0D=0ABcc:_c=40d.example?=", "Ann\nBcc: c@d.example", "Ann\x0cBea", "Ann\u2028"],
)
def test_a_name_or_subject_that_hides_a_header_is_refused(words: str) -> None:
    for more in ({"subject": words}, {"to": Mailbox(name=words, address="s@client.example.org")}):
        with pytest.raises(InputError, match="more than words"):
            made(**more)
    with pytest.raises(InputError, match="more than words"):
        made(reply_to=Mailbox(name=words, address="r@harbour.example.com"))


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" ")))
def test_any_name_stays_one_name_with_one_address(name: str) -> None:
    said = " ".join(name.split())
    raw = made(Mailbox(name=said, address="sam@client.example.org"), said)
    # Read the older way: the newer one of the library puts spaces into names of several parts.
    back = message_from_bytes(raw)
    shown, address = parseaddr(back["To"].replace("\r\n", ""))
    assert address == "sam@client.example.org"
    assert str(make_header(decode_header(shown))) == said
    assert str(make_header(decode_header(back["Subject"].replace("\r\n", "")))) == said
    assert back.keys() == message_from_bytes(made()).keys()
