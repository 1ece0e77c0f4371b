"""A person before a browser, for journeys that are clicked and typed as people would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext, ngettext, override
from playwright.sync_api import Locator, Page, expect

from tests.support.browsing import fits, shot


@dataclass
class Walker:
    """A person before a browser, who reads `language` and goes by what stands on buttons, links and labels."""

    page: Page
    language: str
    name: str
    steps: list[str] = field(default_factory=list)

    def says(self, text: str, **values: Any) -> str:
        """`text` as it stands on the page; of a sentence with a count `n`, the form for that many."""
        with override(self.language):
            counted = ngettext(text, text, values["n"]) if "n" in values else text
            said = counted if counted != text else gettext(text)
            return said % values if values else said

    def press(self, text: str, within: Locator | None = None, **values: Any) -> None:
        (within or self.page).get_by_role("button", name=self.says(text, **values)).first.click()
        self.look()

    def follow(self, text: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("link", name=self.says(text)).first.click()
        self.look()

    def fill(self, label: str, value: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_label(self.says(label)).first.fill(value)

    def unfold(self, text: str, number: int = 0) -> None:
        self.page.locator("summary", has_text=self.says(text)).nth(number).click()

    def sees(self, text: str, **values: Any) -> None:
        expect(self.page.locator("main")).to_contain_text(self.says(text, **values))

    def look(self) -> None:
        """Every page on the way fits the window."""
        self.page.wait_for_load_state()
        fits(self.page)
        self.steps.append(self.page.url)
        shot(self.page, f"journey-{self.name}-{len(self.steps):02}")
