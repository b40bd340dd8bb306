"""Freezing pages of the site app into a folder with Frozen-Flask, from explicit addresses only.

Only the addresses that are handed in are asked for: what has not changed costs nothing. Frozen-
Flask's own deleting is switched off and its warnings are errors: the folder is new, and whatever
goes wrong must stop the build. Knows the site app; knows no reviews and no store.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from flask import Flask
from flask_frozen import Freezer, FrozenFlaskWarning, MissingURLGeneratorWarning

from app.errors import PublishError

Address = tuple[str, dict[str, Any]]
"""Endpoint and values."""


def file_names(app: Flask, addresses: Iterable[Address]) -> list[str]:
    """Where each address is written, below the folder."""
    urls = app.url_map.bind("localhost")
    paths = (unquote(urls.build(endpoint, values)) for endpoint, values in addresses)
    return [file_name(path) for path in paths]


def file_name(path: str) -> str:
    """`/2026/` is written to `2026/index.html`."""
    return f"{path.lstrip('/')}index.html" if path.endswith("/") else path.lstrip("/")


def freeze(app: Flask, addresses: Iterable[Address], folder: Path) -> None:
    """Writes the addresses of `app` below `folder`. Raises PublishError when a page fails."""
    app.config.update(
        FREEZER_DESTINATION=str(folder),
        FREEZER_RELATIVE_URLS=True,
        FREEZER_REMOVE_EXTRA_FILES=False,
        FREEZER_IGNORE_404_NOT_FOUND=False,
    )
    listed = tuple(addresses)
    freezer = Freezer(app, with_no_argument_rules=False, with_static_files=False, log_url_for=False)
    freezer.register_generator(lambda: iter(listed))
    with warnings.catch_warnings():
        warnings.simplefilter("error", FrozenFlaskWarning)
        # A site without guidance has no address of that kind, and every address is listed here.
        warnings.simplefilter("ignore", MissingURLGeneratorWarning)
        try:
            freezer.freeze()
        except (FrozenFlaskWarning, ValueError, OSError) as error:
            raise PublishError(
                f"{folder.name}: a page could not be written: {error}; nothing was replaced"
            ) from error
