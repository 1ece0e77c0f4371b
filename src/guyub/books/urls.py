"""Addresses of this room."""

from django.urls import URLPattern, path

from guyub.books.pages import (
    bank,
    debts,
    entry,
    forecast,
    household,
    imports,
    opening,
    overview,
    settings,
    statements,
    taxes,
    writing,
)

urlpatterns: list[URLPattern] = [
    path("catat/", writing.write, name="write"),
    path("catat/dipahami/", writing.understood, name="write_understood"),
    path("kuitansi/<uuid:receipt>/", entry.receipt, name="receipt"),
    path("buku/<uuid:book>/catat/<slug:what>/", writing.plain, name="book_form"),
    path("buku/<uuid:book>/catatan/<int:number>/", entry.entry, name="book_entry"),
    path("buku/<uuid:book>/", overview.book, name="book"),
    path("buku/<uuid:book>/neraca-saldo/", overview.trial_balance, name="book_trial_balance"),
    path("buku/<uuid:book>/uang-ke-depan/", forecast.forecast, name="book_forecast"),
    path("buku/<uuid:book>/laporan/", statements.statements, name="book_statements"),
    path("buku/<uuid:book>/laporan/pdf/", statements.pdf, name="book_statements_pdf"),
    path("buku/<uuid:book>/laporan/excel/", statements.xlsx, name="book_statements_xlsx"),
    path("buku/<uuid:book>/akun/<str:code>/", statements.account, name="book_account"),
    path("buku/<uuid:book>/pajak/", taxes.tax, name="book_tax"),
    path("buku/<uuid:book>/utang-piutang/", debts.debts, name="book_debts"),
    path("buku/<uuid:book>/orang/<int:party>/", debts.party, name="book_party"),
    path("buku/<uuid:book>/rumah-tangga/", household.home, name="book_household"),
    path("buku/<uuid:book>/atur/", settings.settings, name="book_settings"),
    path("buku/<uuid:book>/saldo-awal/", opening.opening, name="book_opening"),
    path("buku/<uuid:book>/impor/", imports.imports, name="book_imports"),
    path("impor-buku/<uuid:file>/", imports.preview, name="book_import"),
    path("impor-buku/<uuid:file>/kolom/", imports.columns, name="book_import_columns"),
    path("impor-buku/<uuid:file>/simpan/", imports.confirm, name="book_import_confirm"),
    path("impor-buku/<uuid:file>/batalkan/", imports.undo, name="book_import_undo"),
    path("impor-buku/<uuid:file>/ditolak/", imports.rejects, name="book_import_rejects"),
    path("buku/<uuid:book>/bank/", bank.bank, name="book_bank"),
    path("buku/<uuid:book>/ekspor/", imports.export, name="book_export"),
    path("buku/<uuid:book>/ekspor/<slug:form>/", imports.export_file, name="book_export_file"),
]
