"""Addresses that stand in a new folder as examples, and that nobody can reach.

Named by `check`, and by `invite` before a wave is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from app.files.site import SiteFiles

FIRM = "content/firm.md"
_EXAMPLES = (".example", ".example.com", ".example.org", ".example.net", ".invalid", ".test")


def is_example(host: str) -> bool:
    return f".{host}".endswith(_EXAMPLES)


def peoples_examples(files: SiteFiles) -> Iterator[tuple[str, str, str]]:
    """Name, address and file of everyone with an address that no letter reaches."""
    written = [(p.name, p.email, f"content/people/{p.slug}.md") for p in files.people]
    written += [
        (contact.name, contact.email, f"content/relationships/{relationship.slug}.md")
        for relationship in files.relationships
        for contact in relationship.contacts
        if contact.left is None and contact.ask
    ]
    return (one for one in written if is_example(one[1].rpartition("@")[2]))


def own_examples(files: SiteFiles) -> Iterator[tuple[str, str, str]]:
    """The same of the firm itself: where answers go and whom respondents can write to."""
    firm = files.firm
    for key, address, host in (
        ("answers_at", firm.answers_at, urlsplit(firm.answers_at).hostname or ""),
        ("privacy_contact", firm.privacy_contact, firm.privacy_contact.rpartition("@")[2]),
    ):
        if is_example(host):
            yield key, address, FIRM
