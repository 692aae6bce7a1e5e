"""Waiting for what a page does by itself, also where the policy of the site is in force."""

from playwright.sync_api import Page

_FRAMES = 1000


def comes_true(page: Page, condition: str) -> bool:
    """Say whether a JavaScript expression about the page holds, now or within so many frames.

    Playwright's `wait_for_function` evaluates text in the page, which the policy forbids.
    """
    wait = f"""async () => {{
      for (let frame = 0; frame < {_FRAMES} && !({condition}); frame++)
        await new Promise(requestAnimationFrame);
      return Boolean({condition});
    }}"""
    return bool(page.evaluate(wait))
