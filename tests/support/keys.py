"""A person with a keyboard only: Tab, Enter, Space and arrows; and what a screen reader is told, in its order."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

# What has the focus, or the label that stands for a control nobody sees; and whether it shows that it has it.
FOCUS = """() => {
  const it = document.activeElement
  if (!it || it === document.body) return null
  const rect = it.getBoundingClientRect()
  const unseen = rect.width < 2 || rect.height < 2 || getComputedStyle(it).opacity === '0'
  const seen = unseen && it.labels && it.labels.length ? it.labels[0] : it
  const shown = [it, seen, seen.parentElement, seen.firstElementChild].filter(Boolean).some(each => {
    const style = getComputedStyle(each)
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none'
  })
  const box = seen.getBoundingClientRect()
  const there = box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0
    && box.left < innerWidth && box.top < innerHeight
  return {name: `${it.tagName} ${it.name || ''} ${(it.textContent || '').trim().slice(0, 40)}`, shown, there}
}"""
IS = "wanted => document.activeElement === wanted"
MOST_TABS = 150

CONTROLS = {
    "button",
    "link",
    "textbox",
    "combobox",
    "checkbox",
    "radio",
    "spinbutton",
    "searchbox",
    "DisclosureTriangle",
}
LANDMARKS = {"navigation", "banner", "main", "complementary", "contentinfo"}


@dataclass
class Keys:
    """Walks a page by keyboard, and fails when the focus is lost, hidden or does not show."""

    page: Page

    def open(self, path: str) -> None:
        """A page, entered by its skip link past the navigation."""
        self.page.goto(path)
        self.skip()

    def skip(self) -> None:
        self.page.keyboard.press("Tab")
        assert self.page.evaluate("document.activeElement.className") == "skip", self.page.url
        self._seen()
        self.page.keyboard.press("Enter")
        assert self.page.evaluate("document.activeElement.id") == "isi", self.page.url

    def to(self, selector: str) -> None:
        """Tab until this has the focus."""
        wanted = self.page.locator(selector).first.element_handle()
        for __ in range(MOST_TABS):
            if self.page.evaluate(IS, wanted):
                return
            self.page.keyboard.press("Tab")
            self._seen()
        raise AssertionError(f"{self.page.url}: the keyboard never comes to {selector}")

    def write(self, selector: str, text: str) -> None:
        """Replace what stands in a field."""
        self.to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def press(self, selector: str, key: str = "Enter") -> None:
        """Go to a button or link and press it; the page that comes has arrived after it."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def toggle(self, selector: str) -> None:
        self.to(selector)
        self.page.keyboard.press("Space")

    def _seen(self) -> None:
        focus: dict[str, Any] | None = self.page.evaluate(FOCUS)
        assert focus is not None, f"{self.page.url}: the focus is lost"
        assert focus["there"], f"{self.page.url}: {focus['name']} has the focus outside the window"
        assert focus["shown"], f"{self.page.url}: nothing shows that {focus['name']} has the focus"


@dataclass(frozen=True)
class Heard:
    """One thing that a screen reader says: what it is, its name, and of a heading its level."""

    role: str
    name: str
    level: int = 0


def heard(page: Page) -> list[Heard]:
    """The page as its reader hears it, from the browser's own accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    told: list[Heard] = []

    def hear(node: dict[str, Any]) -> None:
        role = node.get("role", {}).get("value", "")
        if not node.get("ignored") and role not in {"generic", "none", "StaticText", "InlineTextBox"}:
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
            told.append(Heard(role, node.get("name", {}).get("value", "").strip(), int(properties.get("level") or 0)))
        for child in node.get("childIds", []):
            if child in by_id:
                hear(by_id[child])

    hear(nodes[0])
    return told


def well_told(page: Page) -> list[Heard]:
    """What is heard; with one first heading, no level left out, landmarks in their order, and every control named."""
    told = heard(page)
    where = page.url
    levels = [each.level for each in told if each.role == "heading"]
    assert levels, where
    assert (levels[0], levels.count(1)) == (1, 1), f"{where}: headings {levels}"
    assert all(after <= before + 1 for before, after in pairwise(levels)), f"{where}: {levels}"
    assert all(each.name for each in told if each.role == "heading"), where
    landmarks = [each.role for each in told if each.role in LANDMARKS]
    order = [role for role in ("navigation", "banner", "main") if role in landmarks]
    assert [role for role in landmarks if role in order][: len(order)] == order, f"{where}: {landmarks}"
    assert landmarks.count("main") == 1, where
    nameless = [each.role for each in told if each.role in CONTROLS | {"image", "img"} and not each.name]
    assert not nameless, f"{where}: without a name: {nameless}"
    first = next(each for each in told if each.role in CONTROLS)
    assert first.role == "link", f"{where}: the skip link is heard first, not {first}"
    return told


def in_order(told: list[Heard], *wanted: tuple[str, str]) -> None:
    """These (role, part of the name) are heard one after the other."""
    rest = iter(told)
    for role, name in wanted:
        found = any(each.role == role and name in each.name for each in rest)
        assert found, f"{role} “{name}” is not heard where it should be: {[(each.role, each.name) for each in told]}"
