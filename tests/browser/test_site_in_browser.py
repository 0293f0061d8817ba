"""The site in Chromium: search, filters, highlighting, versions; accessible, and without requests to other hosts."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import HEADLINES, requested_urls, set_view
from tests.newspapers import printed_by
from wireglot.outputs import Store, update_outputs
from wireglot.outputs.index import Catalog, Query

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

pytestmark = pytest.mark.process

ARTICLE = "site/articles/farjan-12ab34cd.html"
PAGES = [
    "index.html",
    ARTICLE,
    "site/articles/ship-00000002.html",
    "site/articles/killed-00000004.html",
    "site/versions/farjan-12ab34cd/v0002.html",
    "site/days/2024-03-11.html",
    "site/days/2024.html",
    "site/sources.html",
]
TIMEOUT = 120  # seconds; nothing takes so long unless it hangs
VECTORS = json.loads((Path(__file__).parent.parent / "articles/languages/folding_vectors.json").read_text())["folded"]
# What readers type to find the article of that language in the folder `many_scripts`: without accents and vowel signs,
# in other spellings and cases, from other keyboards.
SEARCHES = {
    "ru": "самолет САМОЛЁТ Еще",
    "el": "λιμανι ΟΔΟΣ",
    "tr": "ISTANBUL ılıca isiklar",
    "vi": "duong noi",
    "de": "STRASSE groß",
    "pl": "lodz ŁÓDŹ",
    "ar": "اغلاق القوية ٢٥٠ 250 المستشفي مدرسه",
    "he": "שלום",
    "hi": "हिंदी जमीन 314",
    "ja": "ｻｰﾊﾞｰ 汐見港",
    "en": "office FINAL",
}


def found(browser: "Chrome", css: str) -> "list[WebElement]":
    return browser.find_elements("css selector", css)


def words(browser: "Chrome", css: str) -> list[str]:
    return [one.text for one in found(browser, css)]


def wait_for(browser: "Chrome", script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, TIMEOUT, 0.05).until(lambda one: one.execute_script(f"return {script}"))


def search(browser: "Chrome", **fields: str) -> list[str]:
    """Fill in the form; return the headlines of the results."""
    browser.execute_script(
        "document.getElementById('find').reset(); document.getElementById('status').textContent = ''"
    )
    for name, value in fields.items():
        browser.execute_script(
            "const one = document.getElementById(arguments[0]); one.value = arguments[1];"
            "one.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
            value,
        )
    wait_for(browser, "/(found\\.|Nothing found)/.test(document.getElementById('status').textContent)")
    return words(browser, "#results h3")


def highlighted(browser: "Chrome") -> set[str]:
    script = "return [...document.querySelectorAll('.highlighted')].map(one => one.id || one.className)"
    return set(browser.execute_script(script))


def hover(browser: "Chrome", element: "WebElement") -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).move_to_element_with_offset(element, 0, -5).perform()


def test_search_finds_words_of_any_script(browser: "Chrome", address: str) -> None:
    browser.get(f"{address}/index.html")
    browser.get_log("performance")

    assert search(browser, q="aground") == ["Ferry aground"]
    assert search(browser, q="FÄRJAN skad") == ["Ferry aground"]
    assert search(browser, q="地铁") == ["地铁停运三小时"]
    assert search(browser, q="铁停 伤") == ["地铁停运三小时"]
    assert search(browser, q="السفينة") == ["جنحت سفينة"]
    assert search(browser, q="zebra") == []
    assert search(browser, q="wrong report") == []
    assert {urlsplit(url)[:2] for url in requested_urls(browser)} == {urlsplit(address)[:2]}


def test_search_shows_the_same_text_once_with_all_sources(browser: "Chrome", tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("tagblatt", "kurier", "bote"):
        store.add(printed_by(name))
    update_outputs(store)
    browser.get(f"{tmp_path.as_uri()}/index.html")

    assert search(browser, q="harbour") == ["Headline of tagblatt"]
    assert sorted(words(browser, "#results .also a")) == ["bote.example", "kurier.example"]
    assert search(browser, q="harbour", source="kurier") == ["Headline of kurier"]
    browser.get(found(browser, "#results .also a")[0].get_attribute("href") or "")
    assert words(browser, ".same-text strong") == ["tagblatt.example"]
    assert sorted(words(browser, ".same-text a")) == ["bote.example", "kurier.example"]


def test_site_and_command_line_find_the_same_words(browser: "Chrome", many_scripts: Path) -> None:
    browser.get(f"{many_scripts.as_uri()}/index.html")

    for language, words in SEARCHES.items():
        for typed in words.split():
            on_site = search(browser, q=typed)
            listed = [entry.headline for entry in Catalog(many_scripts).find(Query(words=typed))]
            assert (typed, on_site, listed) == (typed, [HEADLINES[language]], [HEADLINES[language]])


def test_the_script_folds_text_as_python_does(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/index.html")
    search(browser, q="ferry")
    script = (
        "const [texts, done] = arguments, script = document.createElement('script');"
        "window.wireglot = ([, table]) => done(texts.map(wireglotSearch.folding(table)));"
        "script.src = 'site/data/folding.js'; document.head.append(script)"
    )

    folded = browser.execute_async_script(script, [text for text, _ in VECTORS])

    assert folded == [expected for _, expected in VECTORS]


def test_filters_narrow_the_list_and_are_in_the_address(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/index.html")

    assert search(browser, language="ar") == ["جنحت سفينة"]
    assert search(browser, desk="=nordic") == ["Ferry aground"]
    assert search(browser, state="withdrawn") == ["Withdrawn by its source"]
    assert search(browser, source="INBOX/sub") == ["地铁停运三小时"]
    assert search(browser, language="zh", q="aground") == []
    assert search(browser, language="zh") == ["地铁停运三小时"]
    kept = browser.current_url
    assert kept.endswith("#language=zh")
    browser.get("about:blank")
    browser.get(kept)
    wait_for(browser, "document.querySelector('#results h3') !== null")
    assert words(browser, "#results h3") == ["地铁停运三小时"]
    found(browser, "button[type=reset]")[0].click()
    wait_for(browser, "document.getElementById('found').hidden")
    assert len(words(browser, "#days h3")) == 5


def test_a_headline_of_markup_is_shown_as_text(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/index.html")

    assert "<script>alert(1)</script>" in words(browser, "#days h3")
    assert search(browser, q="script") == ["<script>alert(1)</script>"]
    found(browser, "#results h3 a")[0].click()
    assert words(browser, "h1") == ["<script>alert(1)</script>"]
    assert words(browser, "td.original") == ["<img src=x onerror=alert(2)> was said."]


def test_pointing_at_a_summary_sentence_shows_its_evidence(browser: "Chrome", address: str) -> None:
    browser.get(f"{address}/{ARTICLE}")
    first, second, *_ = found(browser, ".summary-sentence")

    hover(browser, first)
    assert highlighted(browser) == {"s-0-0", "summary-sentence highlighted"}
    row = found(browser, "#s-0-0.highlighted td")
    assert [cell.get_attribute("lang") for cell in row] == ["", "en", "sv"]
    hover(browser, second)
    assert highlighted(browser) == {"s-0-44", "summary-sentence highlighted"}
    hover(browser, found(browser, "h1")[0])
    assert highlighted(browser) == set()
    hover(browser, found(browser, "#s-0-0 .original")[0])
    assert "s-0-0" in highlighted(browser)
    assert len(highlighted(browser)) == 2


def test_the_keyboard_shows_evidence_too(browser: "Chrome", folder: Path) -> None:
    from selenium.webdriver import ActionChains, Keys

    browser.get(f"{folder.as_uri()}/{ARTICLE}")
    ActionChains(browser).send_keys(Keys.TAB).perform()
    assert browser.switch_to.active_element.get_attribute("class") == "skip"
    stops = []
    for _ in range(40):
        ActionChains(browser).send_keys(Keys.TAB).perform()
        stops.append(browser.switch_to.active_element.get_attribute("href"))
        if str(stops[-1]).endswith("#s-0-44"):
            break
    assert highlighted(browser) == {"s-0-44", "summary-sentence highlighted"}
    preview = found(browser, ".preview")[0]
    assert preview.text.split("\n") == ["The accident hurt 35 passengers.", "Olyckan skadade 35 resenärer."]
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert (highlighted(browser), preview.is_displayed()) == (set(), False)


def test_a_tap_keeps_the_highlight_until_the_next(browser: "Chrome", folder: Path) -> None:
    set_view(browser, 360)
    browser.get(f"{folder.as_uri()}/{ARTICLE}")
    tap = "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    said = found(browser, ".summary-sentence")[1]

    browser.execute_script(tap, said)
    assert highlighted(browser) == {"s-0-44", "summary-sentence highlighted"}
    assert "Olyckan skadade 35 resenärer." in found(browser, ".preview")[0].text
    browser.execute_script(tap, said)
    assert highlighted(browser) == set()


def test_versions_link_to_each_other_with_their_changes(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/{ARTICLE}")

    assert "33 -> 35" in found(browser, "#versions")[0].text
    assert "35" in words(browser, "#versions ins")
    found(browser, ".picker a")[0].click()
    assert "This is an older version" in found(browser, ".picker")[0].text
    assert "The accident hurt 33 passengers." in found(browser, ".summary.short")[0].text
    found(browser, ".picker a")[0].click()
    assert "The accident hurt 35 passengers." in found(browser, ".summary.short")[0].text


def test_everything_is_readable_without_scripts(browser: "Chrome", folder: Path) -> None:
    set_view(browser, scripts=False)
    browser.get(f"{folder.as_uri()}/index.html")

    assert "Search and filters need JavaScript" in found(browser, "noscript")[0].text
    assert not found(browser, "#find")[0].is_displayed()
    links = [one.get_attribute("href") for one in found(browser, "#days h3 a")]
    assert len(links) == 5
    browser.get(next(link for link in links if link and "farjan" in link))
    found(browser, ".ref")[1].click()
    assert browser.current_url.endswith("#s-0-44")
    set_view(browser)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_other_hosts_or_scrolls_sideways(browser: "Chrome", folder: Path, page: str) -> None:
    for width in (320, 360, 768, 1280):
        set_view(browser, width)
        browser.get(f"{folder.as_uri()}/{page}")
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), width

    assert {urlsplit(url).scheme for url in requested_urls(browser)} == {"file"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_pages_are_accessible(browser: "Chrome", folder: Path, axe: str, page: str, scheme: str) -> None:
    set_view(browser, 1280, scheme)
    browser.get(f"{folder.as_uri()}/{page}")

    assert faults(browser, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_and_highlights_are_accessible(browser: "Chrome", folder: Path, axe: str, scheme: str) -> None:
    set_view(browser, 360, scheme)
    browser.get(f"{folder.as_uri()}/index.html")
    search(browser, q="地铁")
    assert faults(browser, axe) == []
    browser.get(f"{folder.as_uri()}/{ARTICLE}")
    browser.execute_script("document.querySelectorAll('.ref')[1].focus()")
    assert faults(browser, axe) == []


def faults(browser: "Chrome", axe: str) -> list[Any]:
    """What axe-core holds against the page by WCAG 2.2 AA and its own best practices."""
    browser.execute_script(axe)
    script = (
        "const done = arguments[0];"
        "const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];"
        "axe.run(document, {runOnly, preload: false})"  # preload: it would fetch(), which the pages forbid
        ".then(all => done(all.violations.map(one => [one.id, one.nodes.map(node => node.html)])))"
    )
    violations: list[Any] = browser.execute_async_script(script)
    return violations
