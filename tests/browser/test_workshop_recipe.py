"""A recipe written by real clicks, opened as a tree of costs, and priced; the same without a script."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from tests.support.browsing import (
    AT_A_DESK,
    IN_THE_HAND,
    PHONE,
    LivePages,
    axe_clean,
    fits,
    light,
    roomy,
    shot,
    walks,
)
from tests.support.knitting import Knitting, build_knitting

from guyub.people.models import User
from guyub.workshop.models import Product, Recipe, RecipeStep


@pytest.fixture
def shop(transactional_db: None) -> Knitting:
    shop = build_knitting()
    shop.buy(shop.yarn, 50, 4_000_000)
    shop.buy(shop.button, 500, 100_000)
    return shop


def good(page: Page, name: str) -> None:
    for check in (fits, roomy, axe_clean):
        check(page)
    shot(page, name)


def press(page: Page, do: str) -> None:
    page.locator(f".card button[value='{do}'], form > button.quiet[value='{do}']").first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize(("language", "viewport"), walks(IN_THE_HAND))
def test_a_product_from_its_name_to_its_price(
    live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]
) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    live_page.forgive("400")
    name = f"{'phone' if viewport is PHONE else 'desk'}-{language}"
    page.goto(reverse("products", args=[shop.enterprise.pk]))
    page.fill("aside [name=name]", "Topi kupluk wol merino tebal")
    page.locator("aside form .button").click()
    good(page, f"recipe-empty-{name}")

    page.fill("[name=s0-name]", "rajut")
    page.fill("[name=s0m0-item]", "benang")
    page.fill("[name=s0m0-quantity]", "120 g")
    page.fill("[name=s0-rate]", "45000")
    page.select_option("[name=s0-per]", "12")
    page.fill("[name=s0-minutes]", "7,5")
    page.select_option("[name=s0-machine]", index=1)
    press(page, "add-0")
    page.fill("[name=s0m1-item]", "Karet")
    page.fill("[name=s0m1-quantity]", "40 cm")
    press(page, "add")
    page.fill("[name=s1-name]", "kemas")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert not Recipe.objects.filter(product__name__startswith="Topi").exists()
    expect(page.locator("[id=id_s0m1-unit_error]")).to_be_visible()
    good(page, f"recipe-wrong-{name}")

    page.fill("[name=s0m1-unit]", "meter")
    page.locator(".actions button").click()
    page.wait_for_load_state()
    hat = Product.objects.get(name__startswith="Topi")
    expect(page).to_have_url(f"{live_page.address}{reverse('product', args=[shop.enterprise.pk, hat.pk])}")
    assert RecipeStep.objects.filter(recipe__product=hat).count() == 2
    good(page, f"product-unknown-{name}")

    page.locator("ul.cost details summary").first.click()
    page.fill("aside [name=price]", "10rb")
    page.fill("aside [name=floor_price]", "20rb")
    page.locator("aside form .button").click()
    page.wait_for_load_state()
    expect(page.locator(".notice.problem")).to_contain_text("10.000" if language == "id" else "10,000")
    page.locator("ul.cost details summary").first.click()
    good(page, f"product-{name}")
    page.goto(reverse("products", args=[shop.enterprise.pk]))
    good(page, f"products-{name}")
    page.goto(reverse("recipe", args=[shop.enterprise.pk, shop.scarf.pk]))
    good(page, f"recipe-scarf-{name}")


def test_a_recipe_needs_no_script(live_page: LivePages, shop: Knitting) -> None:
    page = live_page(shop.owner, viewport=PHONE, scripts=False)
    page.goto(reverse("recipe", args=[shop.enterprise.pk, shop.scarf.pk]))
    press(page, "add")
    page.fill("[name=s3-name]", "kemas")
    page.fill("[name=s3m0-item]", "Plastik")
    page.fill("[name=s3m0-quantity]", "1")
    page.fill("[name=s3m0-unit]", "lembar")
    press(page, "up-3")
    expect(page.locator("[name=s2-name]")).to_have_value("kemas")
    page.locator(".actions button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    latest = Recipe.objects.filter(product=shop.scarf).order_by("since").last()
    assert latest is not None
    names = list(latest.steps.order_by("number").values_list("step__name", flat=True))
    assert names == ["rajut", "linking", "kemas", "finishing"]


@pytest.mark.parametrize(("language", "viewport"), walks(AT_A_DESK))
def test_what_an_hour_costs(live_page: LivePages, shop: Knitting, language: str, viewport: dict[str, int]) -> None:
    User.objects.filter(pk=shop.owner.pk).update(language=language)
    page = live_page(shop.owner, viewport=viewport, language=language)
    name = f"{'phone' if viewport is PHONE else 'desk'}-{language}"
    page.goto(reverse("workshop_settings", args=[shop.enterprise.pk]))
    good(page, f"settings-{name}")
    page.locator("aside a.row").click()
    page.locator("details.card summary").click()
    for field, text in {"watts": "500", "tariff": "1444", "price": "12jt", "months": "60", "hours": "150"}.items():
        page.fill(f"[name=h-{field}]", text)
    press(page, "count")
    expect(page.locator("[name=k-hour_cost]")).to_have_value("2055")
    good(page, f"machine-kind-{name}")
    page.locator(".actions button").click()
    expect(page.locator(".notice.done")).to_be_visible()
    shop.knitting.refresh_from_db()
    assert shop.knitting.hour_cost == 2_055
    page.goto(reverse("product", args=[shop.enterprise.pk, shop.scarf.pk]))
    for summary in page.locator("ul.cost details summary").all():
        summary.click()
    good(page, f"product-changed-{name}")


def test_light_on_a_cheap_phone(live_page: LivePages, shop: Knitting) -> None:
    for name in ("products", "product", "recipe", "workshop_settings"):
        page = live_page(shop.owner, viewport=PHONE)
        args = [shop.enterprise.pk, shop.scarf.pk] if name in {"product", "recipe"} else [shop.enterprise.pk]
        light(page, reverse(name, args=args))
