"""The firm's logo as a page holds it: in itself, so that nothing is asked for."""

from __future__ import annotations

from base64 import b64encode

from app.core.firm import Logo


def logo_address(logo: Logo | None) -> str:
    """A `data:` address; empty for none."""
    if logo is None:
        return ""
    return f"data:{logo.media};base64,{b64encode(logo.data).decode('ascii')}"
