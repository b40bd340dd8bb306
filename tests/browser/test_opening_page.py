"""A real Chromium opens sealed pages: from a host over TLS, from a disk, by link and passphrase."""

from __future__ import annotations

import base64
import functools
import http.server
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader

from app.publish.seal_site import FOLDER, address_of, link_of, name_of
from app.publish.units import BuiltFile
from app.sealing.page_keys import PageKeys
from app.sealing.sealed_file import MASTER, Kind, name_of_secret, sealed
from tests.browser.conftest import ELSEWHERE, FLAGS
from tests.browser.test_accessibility import RULES
from tests.browsers import real_browser
from tests.sealing.small_site import WORDS, small_build, small_keys, small_upload

OURS = "firm/kestrel-row"
REVIEW = "open/2026/kestrel-row/index.html"
HOSTILE = (
    '<p id="end">the end of the page</p><script>document.title = "taken"</script>'
    '<img src="https://example.com/a.png" onerror="parent.document.title = 1">'
    "<style>body { background: url(https://example.com/b.png) }</style>"
    '<link rel="stylesheet" href="https://example.com/c.css">'
    '<iframe src="https://example.com/d"></iframe><object data="https://example.com/e"></object>'
    '<meta http-equiv="refresh" content="0; url=https://example.com/f">'
    '<form action="https://example.com/g"><button id="send">x</button></form>'
)


@dataclass(kw_only=True)
class Upload:
    """A sealed folder, how to get at it, and what the browser asked for."""

    folder: Path
    files: tuple[BuiltFile, ...]
    keys: PageKeys
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def link(self, unit: str = OURS) -> str:
        return self.address + link_of(self.keys, unit, "").removeprefix("/")

    def file(self, path: str) -> BuiltFile:
        return next(file for file in self.files if file.path == path)

    def place(self, path: str) -> Path:
        return self.folder / FOLDER / f"{name_of(self.file(path), self.keys)}.js"

    def page_address(self, path: str) -> str:
        return address_of(self.file(path), self.keys)


def an_upload(root: Path) -> Upload:
    files = small_build(root / "build")
    keys = small_keys(files)
    small_upload(root / "up", files, keys)
    upload = Upload(folder=root / "up", files=files, keys=keys)
    upload.address = (upload.folder / "index.html").as_uri()
    return upload


@contextmanager
def hosted(
    folder: Path, certificate: Path | None = None, hits: list[str] | None = None
) -> Iterator[str]:
    """A plain static host on loopback, over TLS where there is a certificate."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            if hits is not None:
                hits.append(self.path)

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


def a_certificate(path: Path) -> Path:
    """For 127.0.0.1, of today, known to nobody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def upload(tmp_path_factory: pytest.TempPathFactory) -> Upload:
    return an_upload(tmp_path_factory.mktemp("upload"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(ignore_https_errors=True, viewport={"width": 1280, "height": 800})
    yield made
    made.close()


@pytest.fixture(params=["https", "disk"])
def anywhere(
    request: pytest.FixtureRequest, upload: Upload, context: BrowserContext, tmp_path: Path
) -> Iterator[Upload]:
    """The same folder from a host and from a disk."""
    upload.asked.clear()
    context.on("request", lambda one: upload.asked.append(one.url))
    if request.param == "disk":
        upload.address = (upload.folder / "index.html").as_uri()
        yield upload
        return
    with hosted(upload.folder, a_certificate(tmp_path / "host.pem")) as address:
        upload.address = address
        yield upload


def opened(page: Page, title: str) -> str:
    """Waits for a sealed page; what stands in it."""
    page.wait_for_function(
        "title => document.body.className === 'opened' && "
        "document.querySelector('iframe').title === title && "
        "document.getElementById('status').textContent === ''",
        arg=title,
    )
    return str(page.frames[1].inner_text("body"))


def said(page: Page) -> str:
    """Waits for what the page says where it does not open."""
    page.wait_for_function(
        "() => !/^(One moment.*)?$/.test(document.getElementById('status').textContent)"
    )
    return page.inner_text("#status")


def follow(page: Page, words: str) -> None:
    page.frames[1].click(f"a:has-text('{words}')")


def test_a_link_opens_its_page_and_is_gone_from_the_address(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    assert "We say 8.1." in opened(page, "kestrel-row in 2026")
    assert "#k=" not in page.url
    assert page.title() == "Harbour & Pike"
    assert page.evaluate("history.length") <= 2
    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    fonts = "[...document.querySelector('iframe').contentDocument.fonts].length"
    assert page.evaluate(fonts) == 4


def test_a_link_that_is_pasted_never_stands_in_the_address(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.address)
    page.wait_for_selector("#ask:not([hidden])")
    been: list[str] = []
    page.on("framenavigated", lambda frame: been.append(frame.url))
    page.fill("#words", f"The link is: {anywhere.link()}")
    page.press("#words", "Enter")
    assert "We say 8.1." in opened(page, "kestrel-row in 2026")
    assert "#page." in page.url
    assert been
    assert not [url for url in been if "k=" in url]
    assert page.evaluate("history.length") <= 2


def test_nothing_is_asked_of_anybody_else(anywhere: Upload, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    here = anywhere.address.removesuffix("index.html")
    assert anywhere.asked
    assert all(url.startswith((here, "data:", "blob:")) for url in anywhere.asked)
    assert not [url for url in anywhere.asked if "k=" in url.partition("#")[0]]


def test_the_passphrase_opens_everything_and_pages_lead_on_without_it(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.address)
    page.fill("#words", WORDS.title().replace(" ", "-"))
    page.press("#words", "Enter")
    opened(page, "All relationships")
    assert page.input_value("#words") == ""
    follow(page, "castell-energia")
    opened(page, "castell-energia in 2026")
    follow(page, "Review")
    opened(page, "castell-energia in 2025")
    page.go_back()
    opened(page, "castell-energia in 2026")
    page.go_back()
    opened(page, "All relationships")
    page.go_forward()
    opened(page, "castell-energia in 2026")


def test_a_brief_opens_in_a_tab_of_its_own(anywhere: Upload, context: BrowserContext) -> None:
    context.add_init_script(
        "window.made = []; const real = URL.createObjectURL;"
        "URL.createObjectURL = blob => { made.push(blob); return real(blob); };"
    )
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    with context.expect_page() as tab:
        follow(page, "Sheet for the lead (PDF)")
    assert tab.value.url.startswith("blob:")
    assert page.is_visible("#brief")
    kind, data = page.evaluate(
        "() => made[0].arrayBuffer().then(one => [made[0].type, Array.from(new Uint8Array(one))])"
    )
    assert kind == "application/pdf"
    assert bytes(data) == anywhere.file("print/2026/kestrel-row-prepare.pdf").source.read_bytes()
    assert opened(page, "kestrel-row in 2026")


def test_a_link_shows_no_way_to_what_it_does_not_open(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    assert page.frames[1].locator("nav[aria-label=Site] a").count() == 0
    page.evaluate(
        "address => { location.hash = address }",
        anywhere.page_address("open/2026/castell-energia/index.html"),
    )
    assert "does not open this page" in said(page)
    assert "We say 8.1." in page.frames[1].inner_text("body")


def test_places_within_a_page_are_reached_with_the_keyboard(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    assert page.evaluate("document.activeElement.id") == "page"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.hash.endsWith('.content')")
    page.wait_for_function(
        "() => document.querySelector('iframe').contentDocument.activeElement.id === 'content'"
    )


def test_a_tab_remembers_only_when_it_is_asked_to(
    anywhere: Upload, context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    page.reload()
    page.wait_for_selector("#ask:not([hidden])")
    assert page.get_attribute("body", "class") is None
    page.fill("#words", anywhere.link())
    page.press("#words", "Enter")
    opened(page, "kestrel-row in 2026")
    page.check("#keep")
    page.reload()
    opened(page, "kestrel-row in 2026")
    assert page.is_checked("#keep")
    other = context.new_page()
    other.goto(anywhere.address)
    other.wait_for_selector("#ask:not([hidden])")
    assert other.get_attribute("body", "class") is None
    page.click("#close")
    page.wait_for_selector("#words")
    assert page.evaluate("sessionStorage.k") == ""
    assert "#" not in page.url
    page.reload()
    assert page.is_visible("#words")


def test_a_page_is_printed_whole(anywhere: Upload, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    page.evaluate(
        "() => { document.querySelector('iframe').contentDocument.querySelector('main').innerHTML"
        " += '<p>a line of a long page</p>'.repeat(200) + '<p>the last line</p>' }"
    )
    # From the browser's own menu: a line at the end of a sheet may stand on both.
    printed = PdfReader(BytesIO(page.pdf(format="A4")))
    text = " ".join(one.extract_text() for one in printed.pages)
    assert 200 <= text.count("a line of a long page") < 210 and "the last line" in text
    assert "Keep open" not in text
    assert printed.pages[-1].extract_text().strip()
    assert page.evaluate("document.querySelector('iframe').style.height") == ""


def test_the_button_prints_the_page_itself(anywhere: Upload, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(anywhere.link())
    opened(page, "kestrel-row in 2026")
    page.evaluate(
        "() => { document.querySelector('iframe').contentWindow.print"
        " = () => { document.body.dataset.printed = 'yes' } }"
    )
    page.click("#print")
    assert page.get_attribute("body", "data-printed") == "yes"


@pytest.mark.parametrize("width", [360, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_read_on_a_phone_and_by_a_screen_reader(
    browser: Browser, upload: Upload, width: int, scheme: str
) -> None:
    made = browser.new_context(
        viewport={"width": width, "height": 780},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = made.new_page()
    upload.address = (upload.folder / "index.html").as_uri()
    for where, wait in ((upload.address, ""), (upload.link(), "kestrel-row in 2026")):
        page.goto("about:blank")
        page.goto(where)
        if wait:
            opened(page, wait)
        else:
            page.wait_for_selector("#ask:not([hidden])")
            page.fill("#words", "none of these")
            page.press("#words", "Enter")
            assert "not the passphrase" in said(page)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong = Axe().run(page, options=RULES).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in wrong] == []
    assert page.get_attribute("iframe", "title") == "kestrel-row in 2026"
    made.close()


def test_whoever_comes_back_to_a_page_that_was_left_is_asked_again(
    browser: Browser, upload: Upload, tmp_path: Path
) -> None:
    # A browser keeps a page that was left as it was, keys and all, unless it is told not to.
    keeping = browser.browser_type.launch(
        executable_path=real_browser(),
        args=list(FLAGS),
        ignore_default_args=["--disable-back-forward-cache"],
    )
    with hosted(upload.folder, a_certificate(tmp_path / "host.pem")) as address:
        upload.address = address
        page = keeping.new_context(ignore_https_errors=True).new_page()
        page.goto(upload.link())
        opened(page, "kestrel-row in 2026")
        page.goto(f"{address}robots.txt")
        page.go_back(wait_until="commit")
        page.wait_for_selector("#ask:not([hidden]) #words")
        assert page.get_attribute("body", "class") is None
        assert page.locator("iframe[srcdoc]").count() == 0
    keeping.close()


@pytest.mark.parametrize("unit", ["constructor", "__proto__", "its own"])
def test_no_address_makes_it_run_what_lies_elsewhere_on_the_disk(
    context: BrowserContext, tmp_path: Path, unit: str
) -> None:
    upload = an_upload(tmp_path)
    (tmp_path / "harm.js").write_text("document.title = secret", "utf-8")
    page = context.new_page()
    page.goto(upload.link())
    opened(page, "kestrel-row in 2026")
    own = upload.page_address(REVIEW).split(".")[1]
    named = own if unit == "its own" else unit
    page.evaluate(f"location.hash = '#page.{named}.%252e%252e/%252e%252e/harm'")
    assert "does not open this page" in said(page)
    assert page.title() == "Harbour & Pike"


def test_scripts_images_and_forms_that_got_into_a_page_do_nothing(
    context: BrowserContext, tmp_path: Path
) -> None:
    upload = an_upload(tmp_path)
    review = upload.file(REVIEW)
    name = name_of(review, upload.keys)
    hits: list[str] = []
    with (
        hosted(tmp_path, hits=hits) as elsewhere,
        hosted(upload.folder, a_certificate(tmp_path / "host.pem")) as address,
    ):
        harm = f"{HOSTILE}</main>".replace("https://example.com/", elsewhere)
        html = review.source.read_text("utf-8").replace("</main>", harm)
        text = sealed(upload.keys.units[OURS].content, Kind.PAGE, name, html.encode("utf-8"))
        upload.place(REVIEW).write_bytes(text)
        upload.address = address
        page = context.new_page()
        page.goto(upload.link())
        opened(page, "kestrel-row in 2026")
        page.frames[1].click("#send")
        page.wait_for_timeout(500)
        assert hits == []
        assert page.title() == "Harbour & Pike"
        assert "the end of the page" in page.frames[1].inner_text("body")


def a_wrong_passphrase(upload: Upload, page: Page) -> None:
    page.goto(upload.address)
    page.fill("#words", WORDS + " more")
    page.press("#words", "Enter")


def an_unknown_link(upload: Upload, page: Page) -> None:
    page.goto(upload.address + "#k=" + "A" * 43)


def a_link_cut_off(upload: Upload, page: Page) -> None:
    page.goto(upload.link()[:-5])


def a_flipped_bit(upload: Upload, page: Page) -> None:
    place = upload.place(REVIEW)
    text = bytearray(place.read_bytes())
    middle = len(text) // 2
    text[middle] = ord("A") if text[middle] != ord("A") else ord("B")
    place.write_bytes(bytes(text))
    page.goto(upload.link())


def a_cut_file(upload: Upload, page: Page) -> None:
    place = upload.place(REVIEW)
    place.write_bytes(place.read_bytes()[:900])
    page.goto(upload.link())


def a_swapped_file(upload: Upload, page: Page) -> None:
    place, other = upload.place(REVIEW), upload.place("open/2025/kestrel-row/index.html")
    text = other.read_bytes().replace(other.stem.encode(), place.stem.encode())
    place.write_bytes(text)
    page.goto(upload.link())


def a_damaged_door(upload: Upload, page: Page) -> None:
    place = upload.folder / FOLDER / f"{name_of_secret(upload.keys.units[OURS].link)}.js"
    place.write_bytes(place.read_bytes().replace(b'","', b'","AAAA'))
    page.goto(upload.link())


def a_missing_file(upload: Upload, page: Page) -> None:
    upload.place(REVIEW).unlink()
    page.goto(upload.link())


def a_head_that_asks_for_ten_thousand_million_rounds(upload: Upload, page: Page) -> None:
    body = base64.b64decode(upload.keys.master.split(b'"')[3])
    text = base64.b64encode((10**10).to_bytes(8, "big") + body[8:]).decode("ascii")
    (upload.folder / FOLDER / f"{MASTER}.js").write_text(f'sealed("{MASTER}","{text}")\n', "ascii")
    page.goto(upload.address)
    page.fill("#words", WORDS)
    page.press("#words", "Enter")


@pytest.mark.parametrize("where", ["https", "disk"])
@pytest.mark.parametrize(
    ("what", "words"),
    [
        (a_wrong_passphrase, "That is not the passphrase."),
        (an_unknown_link, "This link opens nothing here."),
        (a_link_cut_off, "This link opens nothing here."),
        (a_flipped_bit, "A file here is damaged"),
        (a_cut_file, "A file here is damaged"),
        (a_swapped_file, "A file here is damaged"),
        (a_damaged_door, "A file here is damaged"),
        (a_missing_file, "A file is missing here."),
        (a_head_that_asks_for_ten_thousand_million_rounds, "something this page does not do"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_shown(
    context: BrowserContext,
    tmp_path: Path,
    what: Callable[[Upload, Page], None],
    words: str,
    where: str,
) -> None:
    upload = an_upload(tmp_path)
    page = context.new_page()
    if where == "disk":
        what(upload, page)
        assert words in said(page)
        assert page.locator("iframe[srcdoc]").count() == 0
        return
    with hosted(upload.folder, a_certificate(tmp_path / "host.pem")) as address:
        upload.address = address
        what(upload, page)
        assert words in said(page)
        assert page.locator("iframe[srcdoc]").count() == 0


def test_a_lost_connection_is_told_from_a_missing_file(
    context: BrowserContext, upload: Upload, tmp_path: Path
) -> None:
    with hosted(upload.folder, a_certificate(tmp_path / "host.pem")) as address:
        upload.address = address
        page = context.new_page()
        page.goto(address)
        context.set_offline(True)
        page.goto(upload.link())
        assert "no connection" in said(page)


def test_without_javascript_it_says_what_to_do(browser: Browser, upload: Upload) -> None:
    made = browser.new_context(java_script_enabled=False)
    page = made.new_page()
    page.goto((upload.folder / "index.html").as_uri())
    shown = page.inner_text("main")
    assert "JavaScript, and here it is switched off" in shown
    assert "too old" not in shown
    assert not page.is_visible("#words")
    made.close()


def test_a_browser_too_old_for_the_script_reads_why(
    browser: Browser, upload: Upload, tmp_path: Path
) -> None:
    # Its script is one that it cannot read, so nothing of it runs.
    html = (upload.folder / "index.html").read_text("utf-8")
    old = tmp_path / "old.html"
    old.write_text(html.replace('"use strict";', '"use strict"; let const;'), "utf-8")
    made = browser.new_context()
    page = made.new_page()
    page.goto(old.as_uri())
    assert "This browser is too old" in page.inner_text("#status")
    assert not page.is_visible("#words")
    made.close()


def test_over_plain_http_it_asks_for_https(context: BrowserContext, upload: Upload) -> None:
    with hosted(upload.folder) as address:
        page = context.new_page()
        page.goto(address.replace("127.0.0.1", ELSEWHERE))
        assert "again with https://" in page.inner_text("#status")
        assert not page.is_visible("#words")
