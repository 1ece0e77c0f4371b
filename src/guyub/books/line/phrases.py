"""Several words that together mean something of their own. The meanings are those of single words in `verbs.py`."""

from __future__ import annotations

PHRASES: dict[str, str] = {
    "replaced": "ganti uang; ganti duit; ganti rugi; diganti uang; diganti duit",
    "rises": """
        lagi mahal; makin mahal; tambah mahal; lagi murah; lagi langka; jadi mahal; lagi naik; lagi turun; mulai naik;
        malah naik
    """,
    "someone": """
        ada yang; ada yg; ada nu; ada sing; ada orang; orang beli; orang ambil; orang ngambil; orang borong; orang
        bayar; wong njupuk; jelema nyandak; orang lewat; orang meli; wong tuku
    """,
    "biz_money": """
        duit usaha; uang usaha; uang toko; duit toko; uang bengkel; duit bengkel; kas usaha; uang jualan; duit jualan;
        uang dagangan; duit dagangan; dhuwit usaha; uang kas usaha; duit warung; uang warung
    """,
    "bank_money": "duit bank; uang bank; dhuwit bank; duit rekening; uang tabungan; duit tabungan; duit atm",
    "sell": "cuci gudang; jual habis; hasil jual; pendapatan jualan; dapat jualan",
    "deposit": """
        bayar muka; bayar di muka; bayar dimuka; dibayar di muka; dibayar dimuka; uang panjar; uang tanda; uang muka;
        duit muka; tanda jadi; down payment; dp dulu; dhuwit muka; artos muka
    """,
    "unpaid": """
        bayar pas gajian; bayar pas panen; bayar setelah panen; bayar habis lebaran; bayar abis lebaran; bayar kapan
        kapan; bayarnya ntar; dibayar belakangan; bayarnya belakangan; dibayar pas gajian; belum bayar; blm bayar; blm
        byr; belum dibayar; blm dibayar; belum lunas; blm lunas; belum byr; durung bayar; durung mbayar; durung
        dibayar; acan mayar; can mayar; can dibayar; acan dibayar; belom bayar; belom dibayar; tidak tunai; bayar
        nanti; bayarnya nanti; dibayar nanti; bayar belakangan; bayar mundur; bayar minggu depan; bayar bulan depan;
        dibayar minggu depan; dibayar bulan depan; bayar besok; dibayar besok; bayarnya minggu depan; bayarnya besok;
        bayar akhir bulan; dibayar akhir bulan; bayar habis panen; belum transfer; blm transfer; belum tf; blm tf; blm
        ditransfer; belum ditransfer; durung lunas; can lunas; belum setor; belum bayaran; bayar tempo; bayar bln
        depan; dibayar bln depan; bayar ntar; bayar gajian; bayar abis gajian; belum dilunasi; belum kebayar; mayar
        engke; dereng mbayar
    """,
    "withdraw": """
        tarik tunai; tarik uang; narik tunai; narik uang; ambil tunai; tarik atm; ambil di atm; narik duit; ambil duit
        atm; ambil uang atm; ambil uang di atm; ambil duit di atm; tarik duit; tarik dari atm; tarik kas; ambil uang
        di bank; ambil uang bank; ambil uang di rekening; ambil uang rekening
    """,
    "cash_in": "setor tunai; setor uang; nyetor tunai; setor duit; nyetor uang; setor kas; nyetor duit",
    "top_up": """
        top up; isi gopay; isi ovo; isi dana; isi saldo; isi shopeepay; isi linkaja; isi ulang saldo; isi e-wallet
    """,
    "debt": "utang dagang; utang usaha; ngebon",
    "wage": """
        uang lembur; uang makan karyawan; uang makan tukang; ongkos jahit; ongkos tukang; ongkos kerja; ongkos rajut;
        ongkos sablon; ongkos bordir; ongkos obras; ongkos pasang; ongkos tenaga; jasa tukang; jasa jahit luar; bayar
        tenaga; uang harian; uang rokok tukang; bonus karyawan; bonus tukang; bonus pegawai; ongkos anyam; ongkos
        potong; ongkos mbatik; ongkos ukir; ongkos finishing; ongkos kuli; bonus lebaran karyawan; uang lelah; ongkos
        las; ongkos nyanting; ongkos linking; ongkos sol; ongkos tenun; ongkos amplas; ongkos cat; ongkos borongan;
        ongkos nglorod; ongkos plitur; ongkos giling tukang
    """,
    "kasbon": """
        panjar gaji; dp gaji; ngebon gaji; bon gaji; pinjam gaji; kas bon; ambil gaji dulu; bon kerja; ambil gaji
        duluan; utang gaji; cash bon; bon upah; ngutang gaji; panjer gaji; minta gaji dulu; kasbon gaji
    """,
    "lend": """
        kasih pinjam; ngasih pinjam; kasih pinjem; ngasih pinjem; kasih utang; ngasih utang; beri pinjaman; kasih
        pinjaman; ngasih pinjaman; memberi pinjaman; beri utang; mere injeum; menehi silihan
    """,
    "pay_back": """
        balikin utang; balikin pinjaman; kembalikan pinjaman; balikin uang; balikin duit; kembalikan utang; ngembaliin
        uang; ngembaliin pinjaman; ngembaliin duit; kembalikan uang; mulangkeun duit; mulangkeun injeuman; balikin
        uangnya; ngembaliin utang; mbalekake utang; balekno utang; balekno duit; mbalekno duit; mbalekno utang;
        mulangin uang; mulangin duit; mulangin utang; balekke utang; balekke duit; dibalikin duit
    """,
    "money_back": "uang kembali; duit balik; duit kembali; uang balik; dana kembali; dhuwit balik",
    "disburse": "cair; pencairan; dicairkan; cairnya; turun",
    "own_funds": """
        uang pribadi; uang sendiri; duit pribadi; duit sendiri; dana pribadi; modal sendiri; dompet pribadi; dhuwit
        dewe; duit dewe; uang tabungan pribadi; kantong pribadi; kantong sendiri
    """,
    "windfall": """
        bunga tabungan; bunga bank masuk; bunga bank; pendapatan bunga; penerimaan bunga; bunga simpanan; bunga giro;
        jasa giro; sewa diterima; bunga deposito; uang kaget; bagi hasil; sisa hasil usaha; shu; bunga rekening
    """,
    "plan": "minggu depan; bulan depan; tahun depan; minggu ngarep; sasi ngarep; bulan hareup",
    "not_done": """
        nggak jadi; ngga jadi; gak jadi; ga jadi; tidak jadi; gk jadi; tdk jadi; ora sido; ora sida; teu jadi; enggak
        jadi; ndak jadi; gajadi; ora sidho; mboten siyos; belum jadi; belum jual; belum beli; belum laku; blm laku;
        durung payu; can laku; acan laku; acan payu; blm jadi; nggak laku; ga laku; gak laku; tidak laku; ora payu;
        teu laku; belum ada; ga ada; gak ada; tidak ada; nggak ada; belum terima; belum dapat; blm dapat; belum cair;
        blm cair; belum masuk; blm masuk; belum gajian; belum kirim; tidak beli; ga beli; gak beli; nggak beli; ga
        jualan; gak jualan; nggak jualan; tidak jualan; belum terjual; belum dikirim; belum terkirim; belum turun;
        durung cair; can cair; batal beli; ora tuku; teu meuli; ora dodolan; ora adol; durung tuku; can meuli; acan
        meuli; belum sempat; lupa bayar; belum gajih; bukan beli; bukan jual; ga bayar; gak bayar; tidak bayar; nggak
        bayar
    """,
    "goods": """
        oleh oleh; kain batik; kain tenun; kain songket; kain lurik; kain ecoprint; kain jumputan; kue ulang tahun
    """,
    "buy_only": """
        buat dijual; untuk dijual; untuk jual; buat jualan; untuk jualan; keur dijual; kanggo didol; dijual lagi
    """,
    "cost_item": "makan siang; makan malam; makan pagi; air minum; air mineral",
    "cost:food": "makan siang; makan malam; makan pagi; air minum; air mineral",
    "pocket": "uang jajan; uang saku",
    "loan": "balikin pinjaman; kembalikan pinjaman; ngembaliin pinjaman; mulangkeun injeuman",
    "household": """
        belanja rumah; belanja dapur; belanja bulanan; belanja harian; belanja keluarga; uang dapur; uang jajan; uang
        saku; uang belanja; buat rumah; belanja sehari-hari; kebutuhan rumah; keperluan rumah; uang sekolah; bayar
        sekolah; bayar spp; belanja istri; belanja groceries; blonjo omah; balanja dapur; kebutuhan pribadi; keperluan
        pribadi; keperluan sendiri; kebutuhan sendiri; rumah tangga; uang bulanan; buat sendiri; untuk pribadi; buat
        pribadi; uang pampers; orang tua; uang belanja istri; makan keluarga; jajan anak; kasih ibu; dipakai sendiri;
        dimakan sendiri; untuk sendiri; sangu sekolah; kanggo omah; keur imah; keur dapur; kanggo dapur; uang kuliah;
        belanja omah
    """,
    "production": """
        selesai produksi; hasil produksi; bahan produksi dipakai; pemakaian bahan; ambil bahan; pakai bahan; keluar
        bahan; bahan keluar; masuk gudang; jadi produksi; produksi selesai; pakai stok; bahan baku dipakai; ambil
        bahan baku; pemakaian benang; barang jadi; masuk produksi; untuk produksi; buat produksi; ke produksi
    """,
    "setting": """
        saldo awal; saldo akhir; total tabungan; total pengeluaran; total pemasukan; total saldo; sisa budget; sisa
        saldo; cek saldo; total hutang; total utang; total piutang; budget makan; total kas; uang di laci; uang di
        kas; isi laci; sisa stok; uang di dompet; jumlah kas; sisa uang; sisa kas; uang di bank; uang di rekening;
        total uang; uang kas sekarang; kas sekarang; stok sisa; sisa bahan; duit di laci; utang saya; total belanja
        bulan
    """,
    "not_transaction": """
        bukti transfer; bukti bayar; bukti tf; ganti jadi; harga naik; harga turun; naik jadi; turun jadi; target
        penjualan; target omzet
    """,
    "filler": """
        sampai habis; terima kasih; pake voice; pakai voice; bulan ini; minggu ini; tahun ini; tolong catat; tolong
        dicatat; hasil dari; bulan kemarin; tolong catatkan; yang kemarin; voice note; atas nama; sama dengan; matur
        nuwun; hatur nuhun; udah dicatat; kembalian; untuk bulan
    """,
    "service": "jasa jahit; terima jahitan; terima pesanan; terima servis",
    "interest": """
        bunga pinjaman; bunga bank; bunga kur; bunga koperasi; jasa pinjaman; bunga utang; bunga kredit; bunga cicilan
    """,
    "bank": "debit bca; debit bri",
    "customer": """
        anak kantoran; orang kantoran; anak kuliahan; anak kos; anak pondok; orang kantor; ibu kos; bapak kos; nu
        meuli; sing tuku; yang beli; ibu ibu pkk; ibu kantin; ibu pkk
    """,
    "family": """
        si kecil; si bungsu; si sulung; si kakak; si adik; si dede; si adek; teman kantor; adik sepupu; adik ipar;
        kakak ipar; orang tua; ibu mertua; bapak mertua; anak saya; orang rumah
    """,
    "friend": "teman; temen; tetangga; kawan; kanca; batur; tonggo; teman kantor; sahabat; sodara",
    "worker": """
        anak buah; tukang jahit; tukang las; tukang kayu; tukang cat; tukang potong; tukang sablon; tukang bordir;
        tukang batu; tukang obras; tukang ukir; pegawai toko; karyawan baru; tukang anyam; tukang bubut; tukang cuci;
        tukang setrika; tukang angkut; tukang giling; tukang kebun; tukang packing; kuli angkut; kuli panggul; kuli
        bangunan; tukang servis; tukang listrik; tukang ac; ibu jahit; ibu rajut
    """,
    "lender": """
        shopee pinjam; dana cicil; gopay pinjam; bank harian; koperasi harian; kop simpan pinjam; bank emok; bank
        keliling; bank plecit; bank titil; dana bergulir; pnm mekaar; kredit usaha rakyat; simpan pinjam
    """,
    "order": """
        ada pesanan; ada orderan; dapat pesanan; dapat orderan; minta katalog; minta dikirim; minta dikirimin; kirim
        ke alamat; minta tolong kirim; order ya; orderan masuk; dapet orderan; dpt orderan; dapet pesanan; dpt
        pesanan; pesanan masuk
    """,
}
