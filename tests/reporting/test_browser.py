"""The report in a browser: no errors, nothing loaded, links that lead to their sentence, figures that answer, print."""

from __future__ import annotations

import json
import shutil
import time

import pytest

from onrecord.reporting import browser, drawings, report

CHROMIUM, DRIVER = browser.find_browser(), shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no Chromium with its driver is installed")


@pytest.fixture
def opened(a_run, corpus, tmp_path):
    """The report of the small corpus, figures and all, open in a headless browser."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    for name in ("network", "grid", "timeline"):
        drawings.figure(name, a_run, corpus)
    report.write(a_run, corpus)
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for option in (*browser.OPTIONS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1200,900"):
        options.add_argument(option)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, Service(DRIVER))
    try:
        driver.get((a_run.out / "report.html").as_uri())
        yield driver
    finally:
        driver.quit()


def wait_for(driver, script, seconds=20):
    """What a script gives once it gives something."""
    until = time.monotonic() + seconds
    while not (found := driver.execute_script(script)) and time.monotonic() < until:
        time.sleep(0.2)
    return found


def test_report_in_a_browser(opened):
    """One walk through the page, for starting a browser is slow: quiet, self-contained, linked, alive, printable."""
    from selenium.webdriver.common.keys import Keys

    driver = opened
    # The interactive figures are drawn, under a policy that forbids eval.
    assert wait_for(driver, "return document.querySelectorAll('.chart svg').length === 2")
    marks = "return document.querySelectorAll('#chart-network svg path').length"
    assert driver.execute_script(marks) > 2
    # The keyboard reaches the way to the findings first.
    driver.switch_to.active_element.send_keys(Keys.TAB)
    assert driver.execute_script("return document.activeElement.className") == "skip"
    # No error is on the console, and nothing is asked of any place but the page itself.
    assert [e for e in driver.get_log("browser") if e["level"] == "SEVERE"] == []
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert [url for url in asked if url.startswith(("http", "ws"))] == []
    assert len([url for url in asked if url.startswith("file:")]) == 1
    # A number leads to its sentence: marked, in sight, and holding the words.
    driver.execute_script("document.querySelector('.findings .refs a').click()")
    seen = wait_for(
        driver,
        "const m = document.querySelector('mark:target'); if (!m) return null;"
        "const r = m.getBoundingClientRect();"
        "return r.top >= 0 && r.bottom <= innerHeight ? m.textContent : null",
    )
    assert "Peru accused Chile" in seen
    # Every picture tells its content in words, and every table row has a head.
    assert driver.execute_script("return [...document.images].every(i => i.alt.length > 20 && i.naturalWidth > 0)")
    assert driver.execute_script("return [...document.querySelectorAll('tbody tr')].every(r => r.querySelector('th'))")
    # On a phone nothing runs out of the window but what scrolls by itself.
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 2, "mobile": True}
    )
    assert driver.execute_script("return document.documentElement.scrollWidth") <= 390
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    # In print the navigation and the live figures are gone, the still ones and the sources are there.
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = "return getComputedStyle(document.querySelector('{}')).display"
    assert driver.execute_script(shown.format("nav")) == "none"
    assert driver.execute_script(shown.format("figure.chart")) == "none"
    assert driver.execute_script(shown.format("#sources")) != "none"


def test_a_choice_in_the_network_answers(opened):
    """Choosing a kind of tie in the legend changes the picture."""
    driver = opened
    wait_for(driver, "return document.querySelectorAll('.chart svg').length === 2")
    before = driver.execute_script("return document.querySelector('#chart-network svg').outerHTML")
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.by import By

    changed = f"return document.querySelector('#chart-network svg').outerHTML !== {json.dumps(before)}"

    def clicked() -> bool:
        # On a busy machine the page can still move under the pointer, and the click goes astray.
        legend = driver.find_elements(By.CSS_SELECTOR, "#chart-network svg .role-legend-symbol path")
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", legend[0])
        ActionChains(driver).move_to_element(legend[0]).click().perform()
        return bool(wait_for(driver, changed, seconds=5))

    assert any(clicked() for _ in range(6))


def test_print_to_pdf_has_no_clock(opened, a_run, tmp_path):
    """The page for print opens, has pages, and is the same bytes each time."""
    from pypdf import PdfReader

    page = a_run.out / "report.html"
    assert all(browser.print_page(page, tmp_path / f"{n}.pdf") for n in (1, 2))
    assert len(PdfReader(tmp_path / "1.pdf").pages) >= 2
    assert "Peru" in "".join(p.extract_text() for p in PdfReader(tmp_path / "1.pdf").pages)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
