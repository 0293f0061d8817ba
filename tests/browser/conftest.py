"""A folder of pages, and Chromium to read them in: headless, and with no network but loopback."""

import functools
import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.examples import a_summary, an_article, an_edition, untranslated
from wireglot.articles import Article, Block, SentenceRef
from wireglot.outputs import Edition, SourceRow, Store
from wireglot.outputs.update import update_outputs
from wireglot.summarizers import Summaries, Summary, SummarySentence

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(sys.prefix) / "share" / "axe-core" / "axe.min.js"


def missing(what: str) -> None:
    """On a user's machine a named skip, in CI a failure."""
    pytest.fail(what) if os.environ.get("CI") else pytest.skip(what)


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.is_file():
        missing(f"axe-core is not at {AXE}: ./setup.sh dev fetches it where there is npm")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Chrome]":
    """One browser for all tests; each test opens its own page."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (browser and driver):
        missing("Chromium is not installed: apt-get install chromium chromium-driver")
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(browser)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={tmp_path_factory.mktemp('chromium')}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    started = webdriver.Chrome(options=options, service=Service(str(driver)))
    yield started
    started.quit()


@pytest.fixture
def browser(chrome: "Chrome") -> "Iterator[Chrome]":
    """The browser as it starts: wide, light, with scripts; afterwards its console must be empty."""
    set_view(chrome)
    chrome.get("about:blank")
    chrome.get_log("browser")
    chrome.get_log("performance")
    yield chrome
    assert [entry["message"] for entry in chrome.get_log("browser")] == []


def set_view(chrome: "Chrome", width: int = 1280, scheme: str = "light", *, scripts: bool = True) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    chrome.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})


def requested_urls(chrome: "Chrome") -> set[str]:
    """Every address that pages have requested since the last call."""
    events = [json.loads(entry["message"])["message"] for entry in chrome.get_log("performance")]
    sent = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    return {url for url in sent if not url.startswith(("about:", "data:"))}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ferry (Swedish, translated, three versions), subway (Chinese), ship (Arabic), a hostile one, a killed one."""
    store = Store(tmp_path_factory.mktemp("editions"))
    store.prepare()
    for edition in editions():
        store.add(edition)
        update_outputs(store, sources=SOURCES)
    return store.root


TIME = "2024-03-12T10:00:00Z"
SOURCES = [
    SourceRow("https://tarn.example/feeds/news.xml", "Tarn Daily", "an RSS feed", TIME, TIME, items=20, newest=TIME),
    SourceRow(
        f"https://moor.example/{'long-path-' * 12}feed.xml",
        "The Moor",
        tried=TIME,
        failures=12,
        error="moor.example: expected a feed or a page, found the error 404 Not Found; check the address.",
    ),
    SourceRow("/srv/inbox/nordic"),
]
HEADLINES = {
    "ru": "Самолёт задержан",
    "el": "Έκλεισε το λιμάνι",
    "tr": "İstanbul'da fırtına",
    "vi": "Đường phố Hà Nội ngập",
    "de": "Große Straße gesperrt",
    "pl": "Pożar w Łodzi",
    "ar": "إِغْلاقُ المِيناءِ",
    "he": "הנמל נסגר",
    "hi": "हिन्दी स्कूल की ज़मीन",
    "ja": "サーバー障害で港を閉鎖",
    "en": "The oﬃce and the ﬁnal ﬂood",
}
TEXTS = {
    "ru": "Он ещё стоит на полосе.",
    "el": "Η οδός Ερμού είναι κλειστή.",
    "tr": "Ilıca ve Diyarbakır'da ışıklar söndü.",
    "vi": "Ba con tàu đang chờ ngoài khơi.",
    "de": "Der Schaden ist groß.",
    "pl": "Łódź czeka na pomoc.",
    "ar": "الرياح القويـــة. وقال أحمد إن الحركة لن تُستأنف. الخسائر ٢٥٠ دولار. المستشفى مغلق. مدرسة البحر أيضا.",
    "he": "שָׁלוֹם אמר ראש העיר של חופית.",
    "hi": "वहाँ ३१४ लोग रहते हैं।",
    "ja": "汐見港は閉鎖された。",
    "en": "The brigade sent 40 people.",
}


@pytest.fixture(scope="session")
def many_scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an untranslated article in each of these languages."""
    store = Store(tmp_path_factory.mktemp("editions"))
    store.prepare()
    for language, headline in HEADLINES.items():
        store.add(article_in(f"{language}-00000000", language, headline, (TEXTS[language],)))
    update_outputs(store)
    return store.root


def editions() -> Iterator[Edition]:
    yield ferry(1)
    yield article_in("subway-00000001", "zh", "地铁停运三小时", ("东京地铁周一停运三小时。", "没有人受伤。"))
    yield article_in("ship-00000002", "ar", "جنحت سفينة", ("جنحت السفينة قرب الميناء.", "لم يصب أحد."))
    yield article_in("evil-00000003", "en", "<script>alert(1)</script>", ("<img src=x onerror=alert(2)> was said.",))
    yield ferry(2)
    yield ferry(3)
    yield article_in("killed-00000004", "en", "Wrong report", ("A wrong report was sent.",))
    killed = Article("killed-00000004", "x", "x", "", (), status="canceled")
    yield replace(an_edition(killed, translation=untranslated(killed)), state="withdrawn", digest="4" * 64)


def ferry(version: int) -> Edition:
    """A long text, so that the sentences of a summary are out of sight; the second version changes a number."""
    hurt = 33 if version < 3 else 35
    swedish, english = (f"Olyckan skadade {hurt} resenärer.", f"The accident hurt {hurt} passengers.")
    filler = [(f"Mening nummer {n} i texten.", f"Sentence number {n} of the text.") for n in range(40 + version)]
    pairs = [("Färjan gick på grund.", "The ferry ran aground."), *filler, (swedish, english)]
    blocks, translated = ((Block("paragraph", tuple(pair[side] for pair in pairs)),) for side in (0, 1))
    article = an_article(blocks=blocks, published="2024-03-12T10:00:00Z", uri="https://news.example/ferry")
    made = an_edition(article, translation=replace(translation(), blocks=translated), content_hash=f"{version:064x}")
    short = (
        SummarySentence("The ferry ran aground.", (SentenceRef(0, 0),)),
        SummarySentence(english, (SentenceRef(0, len(pairs) - 1),)),
    )
    summary = Summary(" ".join(one.text for one in short), short, "extract", "extract|v:1")
    return replace(made, summaries=Summaries(summary, summary), digest=f"{version:064x}", desk="nordic")


def translation() -> Any:
    made = an_edition().translation
    assert made
    return made


def article_in(id: str, language: str, headline: str, sentences: tuple[str, ...]) -> Edition:
    article = Article(id, id, f"inbox/{id}.txt", headline, (Block("paragraph", sentences),), published="2024-03-11")
    made = an_edition(article, translation=untranslated(article))
    summaries = Summaries(a_summary(sentences[0]), a_summary(sentences[0]))
    return replace(made, language=replace(made.language, tag=language), summaries=summaries)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        """Requests are not logged."""


@pytest.fixture(params=["file", "http"])
def address(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of the folder: opened from disk, and published by a server."""
    if request.param == "file":
        yield folder.as_uri()
        return
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Silent, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
