"""Two sets of books that others worked out, as facts: entries, and the balances they come to.

A village firm that makes cassava chips, January and February 2024 (rupiah), whose finished goods go below nothing;
and the first month of a trading company (its dollars taken for rupiah).
"""

from __future__ import annotations

from typing import Any

CHIPS: dict[str, Any] = {
    "accounts": {
        "1-1001": ("Kas", "asset"),
        "1-1003": ("Piutang Usaha", "asset"),
        "1-1005": ("Persediaan Bahan Baku", "asset"),
        "1-1006": ("Persediaan Barang Jadi", "asset"),
        "1-1007": ("Peralatan", "asset"),
        "1-1008": ("Akumulasi Penyusutan Peralatan", "asset"),
        "2-2001": ("Utang Usaha", "liability"),
        "3-3001": ("Modal Awal", "equity"),
        "4-4001": ("Penjualan", "income"),
        "5-5001": ("Harga Pokok Penjualan", "expense"),
        "5-5002": ("Beban Gaji", "expense"),
        "5-5003": ("Beban Listrik", "expense"),
        "5-5005": ("Beban Penyusutan", "expense"),
    },
    "journal": [
        ("2024-01-01", "Setoran modal awal BUMDES", [("1-1001", 50_000_000, 0), ("3-3001", 0, 50_000_000)]),
        ("2024-01-05", "Beli singkong 200 kg @2.000 tunai", [("1-1005", 400_000, 0), ("1-1001", 0, 400_000)]),
        ("2024-01-07", "Beli kelapa 100 butir @3.000 kredit", [("1-1005", 300_000, 0), ("2-2001", 0, 300_000)]),
        ("2024-01-10", "Produksi keripik, bahan baku terpakai", [("1-1006", 500_000, 0), ("1-1005", 0, 500_000)]),
        (
            "2024-01-15",
            "Penjualan keripik tunai",
            [("1-1001", 750_000, 0), ("4-4001", 0, 750_000), ("5-5001", 500_000, 0), ("1-1006", 0, 500_000)],
        ),
        (
            "2024-01-20",
            "Penjualan kredit ke Toko ABC",
            [("1-1003", 1_000_000, 0), ("4-4001", 0, 1_000_000), ("5-5001", 650_000, 0), ("1-1006", 0, 650_000)],
        ),
        ("2024-01-25", "Toko ABC bayar sebagian", [("1-1001", 600_000, 0), ("1-1003", 0, 600_000)]),
        (
            "2024-01-30",
            "Listrik dan gaji",
            [("5-5003", 250_000, 0), ("5-5002", 1_500_000, 0), ("1-1001", 0, 1_750_000)],
        ),
        ("2024-02-02", "Beli mesin penggoreng tunai", [("1-1007", 5_000_000, 0), ("1-1001", 0, 5_000_000)]),
        ("2024-02-28", "Penyusutan mesin Februari", [("5-5005", 100_000, 0), ("1-1008", 0, 100_000)]),
    ],
    "expected": {
        "2024-01-31": {
            "balances": {
                "1-1001": 49_200_000, "3-3001": -50_000_000, "1-1005": 200_000, "2-2001": -300_000,
                "1-1006": -650_000, "4-4001": -1_750_000, "5-5001": 1_150_000, "1-1003": 400_000,
                "5-5003": 250_000, "5-5002": 1_500_000,
            },
            "total": 52_700_000, "revenue": 1_750_000, "expenses": 2_900_000, "net": -1_150_000,
            "assets": 49_150_000, "liabilities": 300_000, "equity": 48_850_000,
        },
        "2024-02-28": {
            "balances": {
                "1-1001": 44_200_000, "3-3001": -50_000_000, "1-1005": 200_000, "2-2001": -300_000,
                "1-1006": -650_000, "4-4001": -1_750_000, "5-5001": 1_150_000, "1-1003": 400_000,
                "5-5003": 250_000, "5-5002": 1_500_000, "1-1007": 5_000_000, "5-5005": 100_000,
                "1-1008": -100_000,
            },
            "total": 52_800_000, "revenue": 1_750_000, "expenses": 3_000_000, "net": -1_250_000,
            "assets": 49_050_000, "liabilities": 300_000, "equity": 48_750_000,
        },
    },
}  # fmt: skip

TRADER: dict[str, Any] = {
    "accounts": {
        "Cash": ("Cash", "asset"),
        "Receivable": ("Accounts Receivable", "asset"),
        "Inventory": ("Inventory", "asset"),
        "Equipment": ("Equipment", "asset"),
        "Payable": ("Accounts Payable", "liability"),
        "Utilities-P": ("Utilities Payable", "liability"),
        "Bank-Loan": ("Bank Loan Payable", "liability"),
        "Capital": ("Capital Stock", "equity"),
        "Retained": ("Retained Earnings", "equity"),
        "Sales": ("Sales", "income"),
        "COGS": ("Cost of Goods Sold", "expense"),
        "Salary": ("Salary Expense", "expense"),
        "Utility": ("Utility Expense", "expense"),
    },
    "journal": [
        ("2024-01-01", "Issued capital stock", [("Cash", 500_000, 0), ("Capital", 0, 500_000)]),
        ("2024-01-02", "Bank loan", [("Cash", 200_000, 0), ("Bank-Loan", 0, 200_000)]),
        ("2024-01-03", "Equipment for cash", [("Equipment", 400_000, 0), ("Cash", 0, 400_000)]),
        ("2024-01-04", "Merchandise on account", [("Inventory", 250_000, 0), ("Payable", 0, 250_000)]),
        ("2024-01-15", "Salaries paid", [("Salary", 5_000, 0), ("Cash", 0, 5_000)]),
        ("2024-01-16", "Utility bill received, unpaid", [("Utility", 1_500, 0), ("Utilities-P", 0, 1_500)]),
        (
            "2024-01-17",
            "Goods costing 100,000 sold for 175,000 on account",
            [("Receivable", 175_000, 0), ("Sales", 0, 175_000), ("COGS", 100_000, 0), ("Inventory", 0, 100_000)],
        ),
        ("2024-01-26", "Customers paid", [("Cash", 80_000, 0), ("Receivable", 0, 80_000)]),
        ("2024-01-29", "Dividends paid", [("Retained", 5_000, 0), ("Cash", 0, 5_000)]),
    ],
    "expected": {
        "2024-01-31": {
            "balances": {
                "Cash": 370_000, "Capital": -500_000, "Bank-Loan": -200_000, "Equipment": 400_000,
                "Inventory": 150_000, "Payable": -250_000, "Salary": 5_000, "Utility": 1_500, "Utilities-P": -1_500,
                "Receivable": 95_000, "Sales": -175_000, "COGS": 100_000, "Retained": 5_000,
            },
            "total": 1_126_500, "revenue": 175_000, "expenses": 106_500, "net": 68_500,
            "assets": 1_015_000, "liabilities": 451_500, "equity": 563_500,
        },
    },
}  # fmt: skip
