"""Every kind of page behind the shipped headers, in a real browser."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser

from tests.in_the_page import comes_true

pytestmark = pytest.mark.slow
_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def test_no_page_breaks_the_policy_asks_elsewhere_or_complains(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    assert len(page_of_each_kind) > 15
    told: list[str] = []
    page = chromium.new_page()
    page.add_init_script(_LISTEN)
    page.on("console", lambda line: told.append(f"{page.url}: {line.type} {line.text}"))
    page.on("pageerror", lambda error: told.append(f"{page.url}: {error}"))
    page.on(
        "response",
        lambda answer: answer.ok or told.append(f"{answer.status} {answer.url}"),
    )
    page.on(
        "request",
        lambda request: (
            request.url.startswith((served_sample, "data:"))
            or told.append(f"elsewhere {request.url}")
        ),
    )
    for uri in page_of_each_kind.values():
        if uri == "404.html":
            continue
        page.goto(f"{served_sample}/{uri}")
        page.wait_for_timeout(50)  # what the scripts do after loading
        told += [f"{uri}: {each}" for each in page.evaluate("window.violations")]
    page.close()
    assert told == []


def test_the_page_for_a_wrong_address_is_dressed_too(chromium: Browser, served_sample: str) -> None:
    page = chromium.new_page()
    page.add_init_script(_LISTEN)
    answer = page.goto(f"{served_sample}/bao-cao/khong/co/", wait_until="networkidle")
    assert answer is not None
    assert answer.status == 404
    assert page.evaluate("window.violations") == []
    assert page.locator("h1").inner_text() == "Không tìm thấy trang"
    page.locator(".db-page a").first.click()
    page.wait_for_url(f"{served_sample}/index.html")
    page.close()


def test_the_listener_hears_a_violation(chromium: Browser, served_sample: str) -> None:
    page = chromium.new_page()
    page.add_init_script(_LISTEN)
    page.goto(f"{served_sample}/")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.appendChild(new Image()).src = 'http://example.invalid/x.png'")
    assert comes_true(page, "window.violations.length === 2")
    page.close()
