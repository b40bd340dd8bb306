"""One address and nothing else: what is taken is an address everywhere, what is not is said why."""

from __future__ import annotations

from email.headerregistry import Address
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.address import domain_of, why_no_address


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org",
        "ann.b+c@sub.example.co.uk",
        "o'hara@example.org",
        "a@xn--bcher-kva.example",
        "a@b.xn--p1ai",
        f"{'a' * 64}@example.org",
    ],
)
def test_plain_addresses_are_taken(address: str) -> None:
    assert why_no_address(address) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a@b.example, c@d.example", "not one e-mail address but several"),
        ("a@b.example;c@d.example", "but several"),
        ("a@b.example c@d.example", "but several"),
        ("a@b@c.example", "but several"),
        ("a@b.example\nBcc: c", "character that nobody sees"),
        ("a@b.example\r\nBcc: c@d.example", "character that nobody sees"),
        ("a@b\u200b.example", "zero width space"),
        ("a@b.exаmple", "cyrillic small letter a"),
        ("ä@b.example", "latin small letter a with diaeresis"),
        ("a@b.example", None),
        ("Ann <a@b.example>", "without a name or spaces"),
        ('"a b"@c.example', "without a name or spaces"),
        ("a@b.example(comment)", "without a name or spaces"),
        (".a@b.example", "write it like"),
        ("a..b@c.example", "write it like"),
        ("a@-b.example", "write it like"),
        ("a@b", "write it like"),
        ("a@[127.0.0.1]", "write it like"),
        ("@b.example", "write it like"),
        ("", "write it like"),
        (f"{'a' * 65}@example.org", "write it like"),
        (f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 60}.org", "too long"),
    ],
)
def test_everything_else_is_refused_with_the_reason_and_a_remedy(
    text: str, why: str | None
) -> None:
    said = why_no_address(text)
    if why is None:
        assert said is None
    else:
        assert said is not None
        assert why in said
        assert "; " in said
        assert said.isprintable()


@given(
    st.from_regex(r"[a-z0-9.!#'*+/=?^_`{|}~-]{1,20}@[a-z0-9.-]{1,20}\.[a-z]{2,4}", fullmatch=True)
)
def test_what_is_taken_is_one_address_to_the_library_too(text: str) -> None:
    if why_no_address(text) is None:
        assert Address(addr_spec=text).addr_spec == text
        assert getaddresses([text]) == [("", text)]


@given(st.text(max_size=40))
def test_any_text_is_judged_and_never_breaks_a_line(text: str) -> None:
    said = why_no_address(text)
    assert said is None or "\n" not in said


def test_the_domain_is_what_stands_behind_the_sign() -> None:
    assert domain_of("Ann@Example.ORG") == "example.org"
