"""The reader's pages in Chromium: search, filters, what lights up, versions; usable by all, silent towards others."""

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import asked_for, look

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
]
PATIENCE = 10


def found(browser: "Chrome", css: str) -> "list[WebElement]":
    return browser.find_elements("css selector", css)


def words(browser: "Chrome", css: str) -> list[str]:
    return [one.text for one in found(browser, css)]


def wait_for(browser: "Chrome", script: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(browser, PATIENCE, 0.05).until(lambda one: one.execute_script(f"return {script}"))


def ask(browser: "Chrome", **asked: str) -> list[str]:
    """The headlines that are found for what is put into the form."""
    browser.execute_script(
        "document.getElementById('find').reset(); document.getElementById('status').textContent = ''"
    )
    for name, value in asked.items():
        browser.execute_script(
            "const one = document.getElementById(arguments[0]); one.value = arguments[1];"
            "one.dispatchEvent(new Event('input', {bubbles: true}))",
            name,
            value,
        )
    wait_for(browser, "/(found\\.|Nothing found)/.test(document.getElementById('status').textContent)")
    return words(browser, "#results h3")


def lit(browser: "Chrome") -> set[str]:
    script = "return [...document.querySelectorAll('.lit')].map(one => one.id || one.className)"
    return set(browser.execute_script(script))


def hover(browser: "Chrome", element: "WebElement") -> None:
    from selenium.webdriver import ActionChains

    ActionChains(browser).move_to_element_with_offset(element, 0, -5).perform()


def test_search_finds_words_of_any_script(browser: "Chrome", place: str) -> None:
    browser.get(f"{place}/index.html")
    browser.get_log("performance")

    assert ask(browser, q="aground") == ["Ferry aground"]
    assert ask(browser, q="FÄRJAN skad") == ["Ferry aground"]
    assert ask(browser, q="地铁") == ["地铁停运三小时"]
    assert ask(browser, q="铁停 伤") == ["地铁停运三小时"]
    assert ask(browser, q="السفينة") == ["جنحت سفينة"]
    assert ask(browser, q="zebra") == []
    assert ask(browser, q="wrong report") == []
    assert {urlsplit(url)[:2] for url in asked_for(browser)} == {urlsplit(place)[:2]}


def test_filters_narrow_what_is_shown_and_stand_in_the_address(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/index.html")

    assert ask(browser, language="ar") == ["جنحت سفينة"]
    assert ask(browser, desk="=nordic") == ["Ferry aground"]
    assert ask(browser, state="withdrawn") == ["Withdrawn by its source"]
    assert ask(browser, source="INBOX/sub") == ["地铁停运三小时"]
    assert ask(browser, language="zh", q="aground") == []
    assert ask(browser, language="zh") == ["地铁停运三小时"]
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
    assert ask(browser, q="script") == ["<script>alert(1)</script>"]
    found(browser, "#results h3 a")[0].click()
    assert words(browser, "h1") == ["<script>alert(1)</script>"]
    assert words(browser, "td.original") == ["<img src=x onerror=alert(2)> was said."]


def test_pointing_at_a_summary_sentence_lights_up_what_it_rests_on(browser: "Chrome", place: str) -> None:
    browser.get(f"{place}/{ARTICLE}")
    first, second, *_ = found(browser, ".said")

    hover(browser, first)
    assert lit(browser) == {"s-0-0", "said lit"}
    row = found(browser, "#s-0-0.lit td")
    assert [cell.get_attribute("lang") for cell in row] == ["", "en", "sv"]
    hover(browser, second)
    assert lit(browser) == {"s-0-44", "said lit"}
    hover(browser, found(browser, "h1")[0])
    assert lit(browser) == set()
    hover(browser, found(browser, "#s-0-0 .original")[0])
    assert "s-0-0" in lit(browser)
    assert len(lit(browser)) == 2


def test_the_keyboard_reaches_the_same(browser: "Chrome", folder: Path) -> None:
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
    assert lit(browser) == {"s-0-44", "said lit"}
    peek = found(browser, ".peek")[0]
    assert peek.text.split("\n") == ["The accident hurt 35 passengers.", "Olyckan skadade 35 resenärer."]
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert (lit(browser), peek.is_displayed()) == (set(), False)


def test_a_tap_holds_the_light_until_the_next(browser: "Chrome", folder: Path) -> None:
    look(browser, 360)
    browser.get(f"{folder.as_uri()}/{ARTICLE}")
    tap = "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    said = found(browser, ".said")[1]

    browser.execute_script(tap, said)
    assert lit(browser) == {"s-0-44", "said lit"}
    assert "Olyckan skadade 35 resenärer." in found(browser, ".peek")[0].text
    browser.execute_script(tap, said)
    assert lit(browser) == set()


def test_versions_lead_to_each_other_and_tell_what_changed(browser: "Chrome", folder: Path) -> None:
    browser.get(f"{folder.as_uri()}/{ARTICLE}")

    assert "33 -> 35" in found(browser, "#versions")[0].text
    assert "35" in words(browser, "#versions ins")
    found(browser, ".picker a")[0].click()
    assert "This is an older version" in found(browser, ".picker")[0].text
    assert "The accident hurt 33 passengers." in found(browser, ".summary.short")[0].text
    found(browser, ".picker a")[0].click()
    assert "The accident hurt 35 passengers." in found(browser, ".summary.short")[0].text


def test_all_is_readable_without_scripts(browser: "Chrome", folder: Path) -> None:
    look(browser, scripts=False)
    browser.get(f"{folder.as_uri()}/index.html")

    assert "Search and filters need JavaScript" in found(browser, "noscript")[0].text
    assert not found(browser, "#find")[0].is_displayed()
    links = [one.get_attribute("href") for one in found(browser, "#days h3 a")]
    assert len(links) == 5
    browser.get(next(link for link in links if link and "farjan" in link))
    found(browser, ".ref")[1].click()
    assert browser.current_url.endswith("#s-0-44")
    look(browser)


@pytest.mark.parametrize("page", PAGES)
def test_no_page_asks_another_host_or_scrolls_sideways(browser: "Chrome", folder: Path, page: str) -> None:
    for width in (320, 360, 768, 1280):
        look(browser, width)
        browser.get(f"{folder.as_uri()}/{page}")
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), width

    assert {urlsplit(url).scheme for url in asked_for(browser)} == {"file"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(browser: "Chrome", folder: Path, axe: str, page: str, scheme: str) -> None:
    look(browser, 1280, scheme)
    browser.get(f"{folder.as_uri()}/{page}")

    assert faults(browser, axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_results_and_in_what_lights_up(
    browser: "Chrome", folder: Path, axe: str, scheme: str
) -> None:
    look(browser, 360, scheme)
    browser.get(f"{folder.as_uri()}/index.html")
    ask(browser, q="地铁")
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
