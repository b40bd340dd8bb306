"""One e-mail address, strictly: exactly one, in the letters that every mail server takes.

A narrower thing than the standards allow, on purpose: no names beside it, no comments, no quoted
part, nothing that could be two addresses or a second header. Knows no mail and no files.
"""

from __future__ import annotations

import re
import unicodedata

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
ADDRESS = re.compile(
    rf"(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"(?:[A-Za-z]{2,24}|[Xx][Nn]--[A-Za-z0-9-]{1,59})"
)
LONGEST = 254
_LIKE = "write it like ann@example.org"


def why_no_address(text: str) -> str | None:
    """Why a text is not exactly one address ("what; remedy"), or None."""
    if ADDRESS.fullmatch(text) and len(text) <= LONGEST:
        return None
    if len(text) > LONGEST:
        return f"an address of {len(text)} characters is too long; use at most {LONGEST}"
    shown = _shown(text)
    hidden = next((c for c in text if unicodedata.category(c) in _UNSEEN), None)
    if hidden is not None:
        what = unicodedata.name(hidden, "control character").lower()
        return f"{shown} holds a character that nobody sees ({what}); type it anew"
    if text.count("@") > 1:
        return f"{shown} is not one e-mail address but several; one only, give others their own row"
    foreign = next((c for c in text if not c.isascii()), None)
    if foreign is not None:
        what = unicodedata.name(foreign, "unknown").lower()
        return (
            f"{shown} holds {foreign!r} ({what}), which may only look right; type it anew in "
            "plain letters, and write a domain of other letters as its xn-- form"
        )
    if any(mark in text for mark in '<>"(),;: '):
        return f"{shown} is not one e-mail address alone; {_LIKE}, without a name or spaces"
    return f"{shown} is not one e-mail address; {_LIKE}"


_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _shown(text: str) -> str:
    said = repr(text)
    return said if len(said) <= 60 else f"{said[:57]}…{said[-1]}"


def domain_of(address: str) -> str:
    """What stands behind the @."""
    return address.rpartition("@")[2].lower()
