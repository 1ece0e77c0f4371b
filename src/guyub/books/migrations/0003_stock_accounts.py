from django.db import migrations

# Accounts that every workshop's chart has from now on: code, name, kind.
NEW_ACCOUNTS = [
    ("1303", "Persediaan barang dalam proses", "asset"),
    ("5105", "Perubahan barang jadi dan dalam proses", "expense"),
]


def add_accounts(apps, _schema_editor):
    """An owner may have made an account of this code before; it stays theirs, and the stock is posted there."""
    Account = apps.get_model("books", "Account")
    Book = apps.get_model("books", "Book")
    for code, name, kind in NEW_ACCOUNTS:
        there = set(Account.objects.filter(code=code).values_list("book_id", flat=True))
        books = Book.objects.filter(enterprise__isnull=False).exclude(pk__in=there)
        Account.objects.bulk_create([Account(book=book, code=code, name=name, kind=kind) for book in books])


class Migration(migrations.Migration):

    dependencies = [("books", "0002_keep_books")]

    operations = [migrations.RunPython(add_accounts, migrations.RunPython.noop)]
