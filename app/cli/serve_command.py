"""`serve`: takes answers by personal link, under waitress."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import Any

from app.cli import add_site

HELP = "take answers by personal link"


def add_arguments(parser: ArgumentParser) -> None:
    add_site(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8080, help="port to listen on (%(default)s)")
    parser.add_argument(
        "--proxies",
        type=_proxies,
        default=0,
        metavar="N",
        help="how many proxies of yours stand in front (%(default)s); see the README",
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise ArgumentTypeError(f"{text!r} is no port; give a number from 1 to 65535")
    return int(text)


def _proxies(text: str) -> int:
    if text not in ("0", "1", "2", "3"):
        raise ArgumentTypeError(f"{text!r}: give 0 to 3, as many as you run yourself")
    return int(text)


def limits() -> dict[str, Any]:
    """How much waitress takes before the app is asked; a body beyond is refused as it begins."""
    import select

    from app.web.bounds import RESCUED

    return {
        "max_request_body_size": RESCUED,
        "max_request_header_size": 32 * 1024,
        # Seconds: whoever sends nothing for so long is not sending any more.
        "channel_timeout": 20,
        "cleanup_interval": 5,
        # Where there is `poll`, below the thousand files that a process may have open; Windows
        # waits for 512 at most.
        "connection_limit": 800 if hasattr(select, "poll") else 400,
        "asyncore_use_poll": True,
        # Few: answers are small, and each thread may hold a body.
        "threads": 8,
    }


def run(arguments: Namespace) -> int:
    from waitress.server import create_server

    from app.cli import wrong_argument
    from app.cli.site import command_line, site_of
    from app.store.answers import AnswerStore
    from app.store.waves import opened_ids
    from app.web import create_app

    site = site_of(arguments)
    if not opened_ids(site.instance):
        raise wrong_argument(
            "serve",
            "no wave has been opened",
            f"open one with: {command_line(site, 'invite WAVE')}",
        )
    store = AnswerStore(site.instance)
    for wave_id in opened_ids(site.instance):
        # What an earlier end left behind is mended before the first answer, and said.
        for notice in store.notices(wave_id):
            print(notice)
    store.close()
    try:
        # One process with threads: the store's lock is cheap, and answers are small.
        server = create_server(
            create_app(site, proxies=arguments.proxies),
            host=arguments.host,
            port=arguments.port,
            ident=None,
            **limits(),
        )
    except (OSError, ValueError) as error:  # ValueError: a host that is no name at all
        why = error.strerror if isinstance(error, OSError) else "no such address"
        raise wrong_argument(
            "--host and --port",
            f"{arguments.host}:{arguments.port} cannot be used ({why})",
            "stop what listens there, or give another --port or --host",
        ) from error
    host = f"[{arguments.host}]" if ":" in arguments.host else arguments.host
    print(f"taking answers at http://{host}:{arguments.port}/ (stop with Ctrl-C)")
    print(
        f"Next: leave it running; who has answered, and what then, says "
        f"{command_line(site, 'status')}",
        flush=True,
    )
    try:
        server.run()
    finally:
        server.close()
    return 0
