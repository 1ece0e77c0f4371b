"""With letters twice as large, on a phone: nothing sticks out, nothing is cut off, nothing lies on anything else."""

from __future__ import annotations

from django.urls import reverse
from playwright.sync_api import Page
from tests.support.browsing import PHONE, LivePages, shot
from tests.support.world import build_world

from guyub.books.actions.posting import open_book

# What reaches beyond the screen, or is cut off where it cannot be scrolled to; charts keep their own size.
OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth
  const seen = each => each.getClientRects().length && getComputedStyle(each).clipPath === 'none'
  const scrolls = each => each.closest('.table, textarea, select') !== null
  const own = each => [...each.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
  return [...document.body.querySelectorAll('*:not(svg *, option)')].filter(each => {
    if (!seen(each) || each.closest('.sr, .skip') || scrolls(each)) return false
    const box = each.getBoundingClientRect()
    const beyond = box.right > wide + 1 || box.left < -1
    const clipped = own(each) && getComputedStyle(each).overflow === 'hidden' && each.scrollWidth > each.clientWidth + 1
    return beyond || clipped
  }).map(each => `${each.tagName}.${each.className} ${each.textContent.trim().slice(0, 40)}`)
}"""
# Words of two neighbours in a row, or in the bar of rooms, that lie on each other.
OVERLAPPING = """() => {
  const found = []
  for (const row of document.querySelectorAll('.row, .facts > div, .rooms ul, .card-head, .top, .buttons.pair')) {
    const boxes = [...row.children].filter(each => each.getClientRects().length && !each.matches('.sr'))
      .map(each => [each, each.getBoundingClientRect()])
    boxes.forEach(([one, a], n) => boxes.slice(n + 1).forEach(([other, b]) => {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
      const icon = one.matches('.icon') || other.matches('.icon')
      const both = `${row.className}: ${one.textContent.trim()} | ${other.textContent.trim()}`
      if (across > 2 && down > 2 && !icon) found.push(both)
    }))
  }
  return found
}"""
# Words of a usual length that are broken in two, as there is no room for them.
BROKEN = """() => {
  const found = []
  const short = 'h1, h2, h3, label, legend, summary, .button, .status, .rooms a, dt, th'
  for (const each of document.querySelectorAll(short)) {
    if (!each.getClientRects().length || each.closest('.sr')) continue
    const walk = document.createTreeWalker(each, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.parentElement.closest('.sr, .steps')) continue
      for (const word of node.textContent.matchAll(/[\\p{L}]{2,12}/gu)) {
        const range = document.createRange()
        range.setStart(node, word.index)
        range.setEnd(node, word.index + word[0].length)
        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)))
        if (lines.size > 1) found.push(`broken: ${word[0]}`)
      }
    }
  }
  return found
}"""


def enlarged(page: Page, path: str) -> list[str]:
    """What is wrong with a page of letters twice as large."""
    response = page.goto(path)
    assert response is not None
    assert response.status == 200, path
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    told = [f"{path}: {wide} px wide in {room}"] if wide > room else []
    shot(page, f"large{path.replace('/', '-')}")
    return told + [f"{path}: {each}" for check in (OUTSIDE, OVERLAPPING, BROKEN) for each in page.evaluate(check)]


def test_letters_twice_as_large_fit_on_a_phone(live_page: LivePages, transactional_db: None) -> None:
    world = build_world()
    sentra, enterprise = world.sentra.id, world.enterprise
    book = open_book(enterprise).id
    anybody = ["/", "/ui/", reverse("account_login")]
    owner = [reverse(name) for name in ("home", "more", "write", "tally_home")]
    owner += [reverse(name, args=[book]) for name in ("book", "book_debts", "book_forecast")]
    owner += [reverse(name, args=[enterprise.id]) for name in ("workshop_home", "tally", "workers", "stock")]
    officer = [reverse(name, args=[sentra]) for name in ("sentra", "members", "orders", "order_new", "network", "year")]
    officer += [reverse("order", args=[world.things["order"]]), reverse("order_split", args=[world.things["draft"]])]
    opened = {None: anybody, world.people["owner"]: owner, world.people["officer"]: officer}
    told = []
    for person, paths in opened.items():
        page = live_page(person, viewport=PHONE)
        for path in paths:
            told += enlarged(page, path)
    assert not told, "\n".join(told)
