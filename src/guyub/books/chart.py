"""The built-in charts of accounts: one for a workshop, one for a sentra's hub.

The items are those that SAK EMKM (IAI, 2018, paragraph 4.2) shows in a statement of financial position, and what a
workshop that also works on joint orders needs beside them. Names are what people see; a code never changes its
meaning, because transfers go by it. First digit: 1 asset, 2 liability, 3 equity, 4 income, 5 and 6 expense.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from guyub.books.rules.ledger import Kind
from guyub.kernel.words import Words, _


class ChartLine(NamedTuple):
    code: str
    name: Words
    kind: Kind


CASH: Final = "1101"
BANK: Final = "1102"
E_WALLET: Final = "1103"
TRADE_RECEIVABLES: Final = "1201"
JOINT_RECEIVABLES: Final = "1202"
MATERIAL_ADVANCES_GIVEN: Final = "1203"
WORKER_ADVANCES: Final = "1204"
SUPPLIER_DEPOSITS: Final = "1205"
MATERIAL_STOCK: Final = "1301"
FINISHED_STOCK: Final = "1302"
PROCESS_STOCK: Final = "1303"
EQUIPMENT: Final = "1501"
DEPRECIATION_SO_FAR: Final = "1502"
TRADE_PAYABLES: Final = "2101"
MATERIAL_ADVANCES_TAKEN: Final = "2102"
CUSTOMER_DEPOSITS: Final = "2103"
COLLECTED_FOR_MEMBERS: Final = "2104"
TAX_PAYABLE: Final = "2105"
WAGES_PAYABLE: Final = "2106"
LOANS: Final = "2201"
CAPITAL: Final = "3101"
DRAWINGS: Final = "3102"
EARLIER_PROFIT: Final = "3103"
SALES: Final = "4101"
JOINT_SALES: Final = "4102"
HUB_FEE_INCOME: Final = "4103"
SALES_RETURNS: Final = "4104"
OTHER_INCOME: Final = "4201"
GRANTS: Final = "4202"
MATERIAL_EXPENSE: Final = "5101"
WAGES: Final = "5102"
HUB_FEE_EXPENSE: Final = "5103"
SHORTFALL_EXPENSE: Final = "5104"
GOODS_CHANGE: Final = "5105"
POWER: Final = "6101"
TRANSPORT: Final = "6102"
RENT: Final = "6103"
DEPRECIATION: Final = "6104"
INTEREST: Final = "6105"
TAX: Final = "6106"
REPAIR: Final = "6107"
PROMOTION: Final = "6108"
OTHER_EXPENSE: Final = "6199"

# Where money is at hand today.
MONEY: Final = (CASH, BANK, E_WALLET)
# What stock of each kind is worth.
STOCK: Final = (MATERIAL_STOCK, FINISHED_STOCK, PROCESS_STOCK)
# Who owes us what, and whom we owe what, is told by party in these.
OWED_TO_US: Final = (TRADE_RECEIVABLES, JOINT_RECEIVABLES, WORKER_ADVANCES, SUPPLIER_DEPOSITS)
OWED_BY_US: Final = (TRADE_PAYABLES, MATERIAL_ADVANCES_TAKEN, CUSTOMER_DEPOSITS, WAGES_PAYABLE, LOANS)

_ASSET, _LIABILITY, _EQUITY, _INCOME, _EXPENSE = Kind.ASSET, Kind.LIABILITY, Kind.EQUITY, Kind.INCOME, Kind.EXPENSE

_BOTH = (
    ChartLine(CASH, _("Kas tunai"), _ASSET),
    ChartLine(BANK, _("Rekening bank"), _ASSET),
    ChartLine(E_WALLET, _("Dompet digital"), _ASSET),
    ChartLine(TRADE_RECEIVABLES, _("Piutang usaha"), _ASSET),
    ChartLine(SUPPLIER_DEPOSITS, _("Uang muka pembelian"), _ASSET),
    ChartLine(MATERIAL_STOCK, _("Persediaan bahan"), _ASSET),
    ChartLine(EQUIPMENT, _("Peralatan"), _ASSET),
    ChartLine(DEPRECIATION_SO_FAR, _("Akumulasi penyusutan"), _ASSET),
    ChartLine(TRADE_PAYABLES, _("Utang usaha"), _LIABILITY),
    ChartLine(CUSTOMER_DEPOSITS, _("Uang muka pelanggan"), _LIABILITY),
    ChartLine(TAX_PAYABLE, _("Utang pajak"), _LIABILITY),
    ChartLine(LOANS, _("Pinjaman"), _LIABILITY),
    ChartLine(EARLIER_PROFIT, _("Saldo laba"), _EQUITY),
    ChartLine(OTHER_INCOME, _("Pendapatan lain"), _INCOME),
    ChartLine(GRANTS, _("Bantuan dan hibah"), _INCOME),
    ChartLine(WAGES, _("Upah dan gaji"), _EXPENSE),
    ChartLine(POWER, _("Listrik, air, dan pulsa"), _EXPENSE),
    ChartLine(TRANSPORT, _("Ongkos kirim dan perjalanan"), _EXPENSE),
    ChartLine(RENT, _("Sewa"), _EXPENSE),
    ChartLine(DEPRECIATION, _("Penyusutan"), _EXPENSE),
    ChartLine(INTEREST, _("Bunga dan biaya bank"), _EXPENSE),
    ChartLine(TAX, _("Pajak penghasilan"), _EXPENSE),
    ChartLine(OTHER_EXPENSE, _("Biaya lain"), _EXPENSE),
)

WORKSHOP: Final = tuple(
    sorted(
        (
            *_BOTH,
            ChartLine(JOINT_RECEIVABLES, _("Piutang pesanan bersama"), _ASSET),
            ChartLine(WORKER_ADVANCES, _("Kasbon dan pinjaman yang diberikan"), _ASSET),
            ChartLine(FINISHED_STOCK, _("Persediaan barang jadi"), _ASSET),
            ChartLine(PROCESS_STOCK, _("Persediaan barang dalam proses"), _ASSET),
            ChartLine(MATERIAL_ADVANCES_TAKEN, _("Uang muka bahan dari sentra"), _LIABILITY),
            ChartLine(WAGES_PAYABLE, _("Upah belum dibayar"), _LIABILITY),
            ChartLine(CAPITAL, _("Modal pemilik"), _EQUITY),
            ChartLine(DRAWINGS, _("Diambil untuk rumah tangga"), _EQUITY),
            ChartLine(SALES, _("Penjualan"), _INCOME),
            ChartLine(JOINT_SALES, _("Penjualan pesanan bersama"), _INCOME),
            ChartLine(SALES_RETURNS, _("Retur penjualan"), _INCOME),
            ChartLine(MATERIAL_EXPENSE, _("Pemakaian bahan"), _EXPENSE),
            ChartLine(HUB_FEE_EXPENSE, _("Iuran jasa sentra"), _EXPENSE),
            ChartLine(SHORTFALL_EXPENSE, _("Potongan barang tidak lolos"), _EXPENSE),
            ChartLine(GOODS_CHANGE, _("Perubahan barang jadi dan dalam proses"), _EXPENSE),
            ChartLine(REPAIR, _("Perbaikan dan perawatan alat"), _EXPENSE),
            ChartLine(PROMOTION, _("Promosi"), _EXPENSE),
        )
    )
)

HUB: Final = tuple(
    sorted(
        (
            *_BOTH,
            ChartLine(MATERIAL_ADVANCES_GIVEN, _("Uang muka bahan kepada anggota"), _ASSET),
            ChartLine(COLLECTED_FOR_MEMBERS, _("Titipan hasil pesanan bersama"), _LIABILITY),
            ChartLine(CAPITAL, _("Modal bersama"), _EQUITY),
            ChartLine(HUB_FEE_INCOME, _("Pendapatan jasa sentra"), _INCOME),
        )
    )
)
