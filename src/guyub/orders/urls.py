"""Addresses of this room."""

from __future__ import annotations

from django.urls import URLPattern, path

from guyub.orders.pages import answering, making, picturing, settling, splitting, taking

urlpatterns: list[URLPattern] = [
    path("catat-hasil/", making.count, name="tally_home"),
    path("sentra/<uuid:sentra>/pesanan/", taking.orders, name="orders"),
    path("sentra/<uuid:sentra>/pesanan/baru/", taking.new, name="order_new"),
    path("sentra/<uuid:sentra>/jaringan/", picturing.network, name="network"),
    path("sentra/<uuid:sentra>/setahun/", picturing.year, name="year"),
    path("pesanan/<uuid:order>/", taking.order, name="order"),
    path("pesanan/<uuid:order>/ubah/", taking.change, name="order_change"),
    path("pesanan/<uuid:order>/batal/", taking.cancel, name="order_cancel"),
    path("pesanan/<uuid:order>/pembagian/", splitting.split, name="order_split"),
    path("pesanan/<uuid:order>/pembagian/<int:number>.json", splitting.draw, name="order_draw"),
    path("pesanan/<uuid:order>/umumkan/", splitting.publish, name="order_publish"),
    path("pesanan/<uuid:order>/tawaran/", splitting.offers, name="order_offers"),
    path("pesanan/<uuid:order>/tutup-jawaban/", splitting.close, name="order_close_answers"),
    path("pesanan/<uuid:order>/bagi-ulang/", splitting.again, name="order_split_again"),
    path("pesanan/<uuid:order>/tawaran/<uuid:enterprise>/", answering.mine, name="my_offer"),
    path("t/<str:token>/", answering.by_link, name="offer"),
    path("pesanan/<uuid:order>/kerja/", making.work, name="order_work"),
    path("bagian/<int:share>/", making.share, name="share"),
    path("pesanan/<uuid:order>/kiriman/", making.lots, name="order_lots"),
    path("pesanan/<uuid:order>/kiriman/<uuid:lot>/ditolak/", making.returned, name="lot_returned"),
    path("pesanan/<uuid:order>/kiriman/<uuid:lot>/tagih/", settling.bill, name="lot_bill"),
    path("pesanan/<uuid:order>/tagihan/<uuid:invoice>/", settling.pay, name="invoice_pay"),
    path("pesanan/<uuid:order>/uang-muka/", settling.advance, name="order_advance"),
    path("pesanan/<uuid:order>/bagi-hasil/", settling.settle, name="order_settlement"),
    path("pesanan/<uuid:order>/bagi-hasil.pdf", settling.sheet, name="order_settlement_sheet"),
]
