"""What words do in a line: a meaning, and the words of Indonesian, Javanese, Sundanese, slang and SMS that carry it.

A word may carry several meanings. The rules in `kinds.py` speak of meanings only, never of words.
"""

from __future__ import annotations

from guyub.books.line.wordlists import words

WORDS: dict[str, str] = {
    # Goods and money changing hands.
    "sell": """
        jual menjual ngejual jualin jualkan jualan dijual terjual kejual penjualan laku terjualnya laris payu adol
        dodol dodolan ngedol didol sade nyade ngajual jualeun kajual dijualin omzet omset sold sell sale sales jl
        dibeli diborong kejualan dagang dagangan pajeng kasade pajeung ngical ical disade sadean didodol
    """,
    "buy": """
        beli membeli beliin belikan pembelian tuku tumbas meuli meser mésér buy bought kulak kulakan kulakkan
        belanja blanja blonjo balanja borong memborong restok restock nyetok nyetock bl bli beliin ngaborong mborong
        purchase ngulak dituku dipeser beliken ngeborong nempil tukon mundhut mundut
    """,
    "buy_only": "kulak kulakan restok restock nyetok ngulak kulakkan",
    "pay": """
        bayar membayar bayarin bayarkan mbayar mayar byr byar pembayaran pay paid bayari nebus tebus dibayarin
        mbayari bayaranan ngabayar mbyar bayarkeun mayaran
    """,
    "paid_by": "dibayar kebayar dibayari terbayar dibyr dipayar dibayarkan dibayarnya",
    "settle": """
        lunasi melunasi lunasin ngelunasin nglunasi pelunasan nyaur saur ngelunasi nutup pelunasin nyahur sahur
        nyaor lunasan
    """,
    "receive": """
        terima nerima menerima nrima nampa dapat dapet dpt dapt oleh entuk olih meunang menang nampi terimakan
        diterima trima masuk pemasukan penerimaan income received meunangkeun kebagian mendapat mendapatkan nampani
        ditampi ketampa tampa
    """,
    "comes_in": "masuk pemasukan penerimaan income diterima",
    "spend": """
        keluar pengeluaran habis abis kepake spend spent ngabisin ngeluarin kaluar metu pengeluaranan dikeluarkan
        ngaluarkeun biaya ongkos
    """,
    "cost": "biaya ongkos beban ikut traktir nraktir",
    "give": """
        kasih ngasih memberi mberi beri ngasihin kasihin maringi menehi weneh mere mikeun masihan nyangoni sangu
        nyumbang sumbang kirimin berikan wenehi aweh
    """,
    "cleared": "lunas",
    "disburse": "cair cairin mencairkan nyairin pencairan dicairin dicairkan",
    "pawn": "gadai ngegadai digadaikan menggadaikan gadein gadekno nggadekke ngagadekeun",
    "swap": "tukar nuker tuker ditukar tukeran ijol",
    "collect": "nagih menagih tagih ditagih nagihin",
    "sent_back": "dibalikin dikembalikan dikembaliin dipulangkan dipulangin dibalekno dibalekake diretur",
    "fill": "isi ngisi",
    "loss": "hilang rugi kecurian dicuri terbakar kebakaran dibuang ilang kemalingan dicolong kerugian",
    "given": "dikasih diberi dikasi dikei diwenehi dibere dipasihan disangoni",
    "lend": """
        minjemin minjamin meminjamkan pinjamkan pinjemin minjami ngutangin mengutangi ngutangi nalangin talangin
        nyilihi nyilihin nginjeumkeun menalangi nalangi dipinjam dipinjem disilih diinjeum pinjami ngutangkeun
        nganjukan ngutangke nyilihke nyilihake utangi pinjemi
    """,
    "borrow": "pinjam minjam meminjam pinjem minjem nyilih silih nginjeum injeum berhutang berutang pinjm",
    "take": """
        ambil mengambil ngambil ngambilin diambil jupuk njupuk dijupuk nyokot nyandak dicokot cokot diambilin mundut
        jupukke pakai ambl ambill pundut dipundut nyandek
    """,
    "take_out": "tarik narik ditarik penarikan withdraw prive",
    "move": """
        transfer tf trf trnsfr transferin transferkan tranfer transfr pindah pindahkan mindah mindahin pindahin
        kirim
    """,
    "move_only": """
        transfer tf trf trnsfr transferin transferkan tranfer transfr pindah pindahkan mindah mindahin pindahin
    """,
    "moved_in": "ditransfer ditf ditransferin transferan tfan trfan ditrf kiriman dikirimi dikirimin",
    "stow": "setor nyetor setorkan setoran simpan nyimpen simpen nabung menabung tabungkan disetor celengin nyimpan",
    "save": "simpan nyimpen simpen nabung menabung tabungkan celengin nyimpan",
    "top_up": "topup top-up",
    "send": """
        kirim ngirim mengirim antar anter nganter kirimkan dikirim pasok masok memasok suplai suplay supply kirimin
    """,
    "give_back": """
        retur return diretur refund mulangin mulangkan dipulangkan ngeretur meretur direfund mbalekake returan
    """,
    "back": """
        balikin dibalikin kembalikan dikembalikan ngembaliin balekno mbalekno mulangkeun dikembaliin kembali balekke
        mbalekke dibalekno dibalekake pulangkeun
    """,
    "come_back": "balik",
    # Debt.
    "debt": "utang hutang utangan hutangan utange hutange utangnya hutangnya anjuk hutng",
    "owe": """
        ngutang nganjuk ngutangan ngehutang ngebon ngbon dibon nganjukeun ngutangna diutang dihutang dianjuk
        ngehutangin diutangi
    """,
    "claim": "piutang piutangnya",
    "bon": "bon ngebon",
    "instalment": """
        cicilan nyicil cicil nyicilan angsuran angsur mengangsur ngangsur mencicil dicicil diangsur icilan
    """,
    "loan": "pinjaman kur pinjol kredit pinjeman injeuman silihan utangbank",
    "principal": "pokok",
    "interest": "bunga",
    "cut": "potong motong dipotong potongan",
    "bill": "tagihan",
    "pay_later": "spaylater paylater kredivo akulaku shopeepaylater gopaylater indodana spinjam",
    "remainder": "sisanya sisane sisana sisa kurangnya kekurangan kurangan kurang sisahnya sesana",
    "deposit": "dp panjar panjer persekot porskot downpayment uangmuka tandajadi",
    # People at work.
    "wage": """
        gaji menggaji gajian gajih gajihan upah mengupah ngupah upahan honor honorarium borongan lembur lemburan thr
        gajiin nggaji buruhan burohan salary payroll bayaran bayarane gajinya gajine buruh pepe
    """,
    "pay_day": "gajian",
    "kasbon": "kasbon kasbonan cashbon kashbon kesbon kas-bon casbon ngasbon nyasbon ngekasbon pinjaman-karyawan",
    "piece_work": """
        jahit menjahit obras bordir rajut linking sol ngesol sablon nyablon finishing setrika steam pasang potong
        gosok nglorod nyanting canting mbatik ngamplas amplas plitur melitur ngecat ngelas las bubut anyam nganyam
        packing pengepakan ngepak kupas panggul manggul cuci nyuci jaga ngebor tenun nenun ukir ngukir makloon
        maklun makloan
    """,
    "service": "jasa servisan reparasi permak vermak ngelas kursus pelatihan les sewain workshop",
    # Own money in and out.
    "capital": "modal modalin permodalan",
    "add": "tambah nambah tambahan nambahin menambah suntik suntikan nyuntik awal nambahan nambahi setor",
    "own": "sendiri pribadi dewe sorangan dhewe",
    "drawing": "prive prif",
    "tax": "stnk samsat pajak pph ppn pbb retribusi pajek pajeg bphtb pajeknya",
    "grant": "bantuan hibah bpum bansos blt subsidi bantuane banpres pkh csr",
    "yield": "hasil pendapatan perolehan hasile income-jualan",
    "commission": "komisi fee",
    "marketplace": "shopee tokopedia tokped lazada tiktok bukalapak blibli gofood grabfood shopeefood tiktokshop",
    "windfall": """
        bonus hadiah cashback komisi freelance freelans hadiyah undian rabat persen royalti dividen fee tip tips
        insentif cuan angpao angpau thr-ku doorprize nemu honor
    """,
    # Between places of money.
    "bank": """
        bca bri bni bsi mandiri btn cimb danamon permata muamalat bank rekening rek mbanking m-banking mbank atm
        tabungan seabank jago jenius btpn brimo livin bjb transfer tf trf ditransfer rekber debit debet ditf tranfer
        transfr giro
    """,
    "account": """
        bca bri bni bsi mandiri btn cimb danamon permata muamalat rekening rek mbanking m-banking atm tabungan
        seabank jago jenius btpn brimo livin bjb giro deposito
    """,
    "ewallet": """
        qris qr gopay ovo shopeepay shopepay spay linkaja e-wallet ewallet emoney e-money dompet-digital gopaynya
        gpay
    """,
    "cash": "tunai cash kontan lunas kas laci dompet chas ces cod tunei cashnya kes kontanan",
    "cash_box": "kas laci dompet cash tunai brankas celengan kotak kasir",
    "credit": """
        tempo kredit termin nyicil dicicil ngutang ngebon dibon diutang dihutang nganjuk mundur diangsur dianjuk
        ngehutang utangan
    """,
    # Joining and pointing.
    "to": "ke kepada kpd nang neng ka marang dateng maring k",
    "from": "dari dr dri seko saka ti teko saking soko ko",
    "with": "sama sm ama karo kalih",
    "by": "oleh",
    "for": "buat untuk utk bwt buwat kanggo kangge keur nggo go pikeun bat utuk",
    "at": "di ning ing nang",
    "via": "pakai pake via lewat dengan dgn pk pakek nganggo ngangge liwat make pki melalui memakai",
    "and": "dan n and & lan jeung sareng serta kambek",
    "then": "terus trus lalu kemudian trs lantas lajeng tros teras langsung plus habis-itu",
    "self": "aku saya kita kami gue gw sy ak gua aing abdi urang kula kulo inyong ane kite nyong akyu bengkel",
    "total": """
        total totalnya totale semua semuanya jumlah jumlahnya ttl kabeh kabehe sadayana sadaya totalna tot jadi
        jadinya seluruhnya sekabehe
    """,
    "each": "per @ satuan satuannya masing-masing per- perbiji saben unggal setiap tiap satunya hargaan",
    "price": "harga hargane hargana seharga harganya rega regane senilai nilai sebesar",
    "first": "separo separuh sebagian dulu dahulu dl sek dhisik heula disik duluan dlu baru anyar sik",
    "later": "nanti mengko engke ntar nanti2 mangke",
    "rest": "retur",
    # What makes a line something else than a record of what happened.
    "ask": """
        gimana bagaimana berapa kapan kenapa mengapa apakah siapa piye pira kumaha sabaraha brp gmn knp how what
        when why piro naha iraha kepiye berapaan brapa dimana adakah bisakah bolehkah pinten cocok cara mana saha
        tanya nanya pripun kapankah apaan
    """,
    "ask_first": "apa apa2 what ada bisa boleh apaan",
    "wish": """
        mau pengen pengin ingin rencana rencananya besok besuk lusa janji nawar ditawar nego akan pingin kepengen
        arep rek hoyong isukan sesuk bsk bsok pgn kalau kalo kalu klo andai andaikan misal misalnya semoga
        seandainya yen nek lamun upami butuh perlu planning estimasi perkiraan niat wacana moga mugi butuhe menawi
        dek bakal harusnya seharusnya kudu usul saran pengene pengennya niatnya kepingin jatuh
    """,
    "not": "nggak ngga gak ga enggak tidak tdk gk kagak kaga ora mboten teu henteu bukan dudu sanes gajadi ndak",
    "not_yet": "belum blm blum durung acan belom dereng tacan",
    "cancel": "batal dibatalkan urung sida cancel dicancel wurung bolay batalin ngabatalkeun dibatalin dicancelin",
    "order": "pesan pesen order mesen pesanan orderan mesan po pesenan pesankan orderin",
    "command": """
        hapus undo cek lihat laporan rekap set atur ubah edit koreksi ingatkan ingetin export help menu start budget
        anggaran reset tampilkan lapor ringkasan grafik saldo limit stok stock statistik kategori bantu history
        riwayat daftar list target batas opname sisa-budget diedit dihapus revisi ralat salah jadwal pengingat
        reminder kurs tampil kirimkan-laporan
    """,
    "balance": "saldo stok stock budget anggaran limit",
    "produce": """
        produksi memproduksi diproduksi panen pemakaian dipakai kepakai bikin membuat buat-barang digiling masak
        dirakit nggawe nyieun ngadamel rusak
    """,
    "chat": """
        wkwk wkwkwk haha hahaha hehe hihi halo hai hi hello hallo pagi siang malam assalamualaikum assalamu makasih
        thanks terimakasih nuhun suwun matur ok oke sip siap p test tes selamat thx mantap amin aamiin wkwkwkwk kak
        min bot bos gan sis bang admin
    """,
    "filler": """
        ya yah yaa dong deh sih nih tuh lah kok kan kak min bot bos gan sis tolong tlg perpanjang catat catet nyatet
        catatan catatkan catetin please pls lagi udah sudah sdh udh dah wis wes tos geus parantos alhamdulillah
        syukur akhirnya tadi barusan td yg yang itu ini juga jg cuma hanya aja saja doang lgi mang wae dengan si
        sang para pun rupanya ternyata dulu seko nya mohon admin halo hai ampun eh punya maksudnya maksud maksude
        ulang segitu sekitar kira-kira kurleb uang duit dhuwit artos duite uange duitnya uangnya fulus lho ning
        sekalian ada bin kisaran wis masok nyong ieu eta nu kang-kang blas babar sekarang abis-itu
    """,
    "money": "uang duit dhuwit artos duite uange duitnya uangnya fulus dana doku",
    "worker": """
        karyawan pekerja tukang buruh penjahit pegawai operator pengrajin perajin kuli sopir supir asisten mandor
        anak-buah kernet pembatik pemahat karyawati penenun tukange rewang babu helper laden kenek satpam bordiran
        montir panjak reseler-kerja pengobras perajut kasir penganyam nukang bujang pegawe
    """,
    "customer": """
        pelanggan pembeli konsumen customer cust reseller langganan klien pemesan pelanggannya bakul dropshipper
        buyer wisatawan tamu turis pelangganku bakule pengunjung
    """,
    "supplier": """
        supplier suplier pemasok agen distributor grosir grosiran juragan pengepul suplayer bandar sales tengkulak
        pedagang penjual pabrik juragan pasar seller gudang
    """,
    "shop": """
        tb toko warung tk ud cv pt kios pasar koperasi warteg minimarket supermarket swalayan indomaret alfamart
        apotek restoran resto rumah-makan kantin butik galeri hotel cafe kafe konveksi showroom panglong matrial
        outlet depot lapak
    """,
    "shop_buys": """
        warung kantin butik galeri hotel cafe kafe kelurahan kecamatan dinas sekolah sd smp sma sekolahan resto
        restoran showroom outlet
    """,
    "lender": """
        bank koperasi pinjol rentenir pegadaian leasing bmt bumdes dealer fif adira mekaar pnm emok kop ksp kopdes
        bpr baf kreditplus kosipa
    """,
    "authority": """
        dinas pemerintah desa kementerian pemda pemkab pemkot kelurahan kecamatan baznas dinkop negara dinsos
        disperindag kemenkop pemprov bupati baitulmal presiden kampus
    """,
    "family": """
        mama papa mamah ayah bapak ibu ibuk emak mak ortu adik adek kakak istri suami anak nenek kakek mertua paman
        bibi saudara sepupu keponakan ponakan bojo pamajikan salaki budak mbakyu kangmas ipar mbah simbah simbok
        bojoku anakku istriku suamiku anake garwa teteh mbok budhe pakdhe pakde bude adiku keluarga menantu cucu
        lanang wedok ema abah adi rayi raka putra putri bapa
    """,
    "title": """
        pak pa bu ibu bapak mas mbak mbk mba kang teh ceu mang bang om tante haji hj pakde bude yu lik mbok cak ning
        koh ci cik ko neng ujang nyai nyonya tuan kak dek de dik kk mbah cing encing jeng aa bi bibi teteh abah
        pakdhe budhe wa uwa mak bung gus den bik mpok nyak ustadz pakhaji kakak adik emak juragan ibuk mamang ceuceu
        pk wak kyai ko tacik cece
    """,
    "percent": "persen",
}

# Several words that together mean something of their own. The tags are those of one word.
PHRASES: dict[str, str] = {
    "sell": "hasil jual; pendapatan jualan; dapat jualan",
    "deposit": "uang muka; duit muka; tanda jadi; down payment; dp dulu; dhuwit muka; artos muka",
    "unpaid": """
        belum bayar; blm bayar; blm byr; belum dibayar; blm dibayar; belum lunas; blm lunas; belum byr; durung
        bayar; durung mbayar; durung dibayar; acan mayar; can mayar; can dibayar; acan dibayar; belom bayar; belom
        dibayar; tidak tunai; bayar nanti; bayarnya nanti; dibayar nanti; bayar belakangan; bayar mundur; bayar
        minggu depan; bayar bulan depan; dibayar minggu depan; dibayar bulan depan; bayar besok; dibayar besok;
        bayarnya minggu depan; bayarnya besok; bayar akhir bulan; dibayar akhir bulan; bayar habis panen; belum
        transfer; blm transfer; belum tf; blm tf; blm ditransfer; belum ditransfer; durung lunas; can lunas; belum
        setor; belum bayaran; bayar tempo; bayar bln depan; dibayar bln depan; bayar ntar; bayar gajian; bayar abis
        gajian; belum dilunasi; belum kebayar; mayar engke; dereng mbayar
    """,
    "withdraw": """
        tarik tunai; tarik uang; narik tunai; narik uang; ambil tunai; tarik atm; ambil di atm; narik duit; ambil
        duit atm; ambil uang atm; ambil uang di atm; ambil duit di atm; tarik duit; tarik dari atm; tarik kas; ambil
        uang di bank; ambil uang bank; ambil uang di rekening; ambil uang rekening
    """,
    "cash_in": "setor tunai; setor uang; nyetor tunai; setor duit; nyetor uang; setor kas; nyetor duit",
    "top_up": """
        top up; isi gopay; isi ovo; isi dana; isi saldo; isi shopeepay; isi linkaja; isi ulang saldo; isi e-wallet
    """,
    "debt": "utang dagang; utang usaha; ngebon",
    "wage": """
        uang lembur; uang makan karyawan; uang makan tukang; ongkos jahit; ongkos tukang; ongkos kerja; ongkos
        rajut; ongkos sablon; ongkos bordir; ongkos obras; ongkos pasang; ongkos tenaga; jasa tukang; jasa jahit
        luar; bayar tenaga; uang harian; uang rokok tukang; bonus karyawan; bonus tukang; bonus pegawai; ongkos
        anyam; ongkos potong; ongkos mbatik; ongkos ukir; ongkos finishing; ongkos kuli; bonus lebaran karyawan;
        uang lelah; ongkos las; ongkos nyanting; ongkos linking; ongkos sol; ongkos tenun; ongkos amplas; ongkos
        cat; ongkos borongan; ongkos nglorod; ongkos plitur; ongkos giling tukang
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
        balikin utang; balikin pinjaman; kembalikan pinjaman; balikin uang; balikin duit; kembalikan utang;
        ngembaliin uang; ngembaliin pinjaman; ngembaliin duit; kembalikan uang; mulangkeun duit; mulangkeun
        injeuman; balikin uangnya; ngembaliin utang; mbalekake utang; balekno utang; balekno duit; mbalekno duit;
        mbalekno utang; mulangin uang; mulangin duit; mulangin utang; balekke utang; balekke duit; dibalikin duit
    """,
    "money_back": "uang kembali; duit balik; duit kembali; uang balik; dana kembali; dhuwit balik",
    "disburse": "cair; kur cair; pencairan; dicairkan; cairnya; turun",
    "own_funds": """
        uang pribadi; uang sendiri; duit pribadi; duit sendiri; dana pribadi; modal sendiri; dompet pribadi; dhuwit
        dewe; duit dewe; uang tabungan pribadi; kantong pribadi; kantong sendiri
    """,
    "windfall": """
        bunga tabungan; bunga bank masuk; jasa giro; sewa diterima; bunga deposito; uang kaget; bagi hasil; sisa
        hasil usaha; shu; bunga rekening
    """,
    "plan": "minggu depan; bulan depan; tahun depan; minggu ngarep; sasi ngarep; bulan hareup",
    "not_done": """
        nggak jadi; ngga jadi; gak jadi; ga jadi; tidak jadi; gk jadi; tdk jadi; ora sido; ora sida; teu jadi;
        enggak jadi; ndak jadi; gajadi; ora sidho; mboten siyos; belum jadi; belum jual; belum beli; belum laku; blm
        laku; durung payu; can laku; acan laku; acan payu; blm jadi; nggak laku; ga laku; gak laku; tidak laku; ora
        payu; teu laku; belum ada; ga ada; gak ada; tidak ada; nggak ada; belum terima; belum dapat; blm dapat;
        belum cair; blm cair; belum masuk; blm masuk; belum gajian; belum kirim; tidak beli; ga beli; gak beli;
        nggak beli; ga jualan; gak jualan; nggak jualan; tidak jualan; belum terjual; belum dikirim; belum terkirim;
        belum turun; durung cair; can cair; batal beli; ora tuku; teu meuli; ora dodolan; ora adol; durung tuku; can
        meuli; acan meuli; belum sempat; lupa bayar; belum gajih; bukan beli; bukan jual; ga bayar; gak bayar; tidak
        bayar; nggak bayar
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
        belanja rumah; belanja dapur; belanja bulanan; belanja harian; belanja keluarga; uang dapur; uang jajan;
        uang saku; uang belanja; buat rumah; belanja sehari-hari; kebutuhan rumah; keperluan rumah; uang sekolah;
        bayar sekolah; bayar spp; belanja istri; belanja groceries; blonjo omah; balanja dapur; kebutuhan pribadi;
        keperluan pribadi; keperluan sendiri; kebutuhan sendiri; rumah tangga; uang bulanan; buat sendiri; untuk
        pribadi; buat pribadi; uang pampers; orang tua; uang belanja istri; makan keluarga; jajan anak; kasih ibu;
        dipakai sendiri; dimakan sendiri; untuk sendiri; sangu sekolah; kanggo omah; keur imah; keur dapur; kanggo
        dapur; uang kuliah; belanja omah
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
        total uang; jatuh tempo; uang kas sekarang; kas sekarang; stok sisa; sisa bahan; duit di laci; utang saya;
        total belanja bulan
    """,
    "not_transaction": """
        bukti transfer; bukti bayar; bukti tf; ganti jadi; harga naik; harga turun; naik jadi; turun jadi; target
        penjualan; target omzet
    """,
    "filler": """
        terima kasih; pake voice; pakai voice; bulan ini; minggu ini; tahun ini; tolong catat; tolong dicatat; hasil
        dari; bulan kemarin; tolong catatkan; yang kemarin; voice note; atas nama; sama dengan; matur nuwun; hatur
        nuhun; udah dicatat; kembalian; untuk bulan
    """,
    "service": "jasa jahit; terima jahitan; terima pesanan; terima servis",
    "interest": """
        bunga pinjaman; bunga bank; bunga kur; bunga koperasi; jasa pinjaman; bunga utang; bunga kredit; bunga
        cicilan
    """,
    "bank": "debit bca; debit bri",
    "customer": "ibu kos; bapak kos; nu meuli; sing tuku; yang beli; ibu ibu pkk; ibu kantin; ibu pkk",
    "family": """
        si kecil; si bungsu; si sulung; si kakak; si adik; si dede; si adek; teman kantor; adik sepupu; adik ipar;
        kakak ipar; orang tua; ibu mertua; bapak mertua; anak saya; orang rumah
    """,
    "friend": "teman; temen; tetangga; kawan; kanca; batur; tonggo; teman kantor; sahabat; sodara",
    "worker": """
        anak buah; tukang jahit; tukang las; tukang kayu; tukang cat; tukang potong; tukang sablon; tukang bordir;
        tukang batu; tukang obras; tukang ukir; pegawai toko; karyawan baru; tukang anyam; tukang bubut; tukang
        cuci; tukang setrika; tukang angkut; tukang giling; tukang kebun; tukang packing; kuli angkut; kuli panggul;
        kuli bangunan; tukang servis; tukang listrik; tukang ac; ibu jahit; ibu rajut
    """,
    "lender": """
        bank emok; bank keliling; bank plecit; bank harian; bank titil; dana bergulir; pnm mekaar; kredit usaha
        rakyat; simpan pinjam
    """,
    "order": """
        ada pesanan; ada orderan; dapat pesanan; dapat orderan; minta katalog; minta dikirim; minta dikirimin; kirim
        ke alamat; minta tolong kirim; order ya; orderan masuk; dapet orderan; dpt orderan; dapet pesanan; dpt
        pesanan; pesanan masuk
    """,
}

# Words with a near neighbour of quite another meaning: never the source nor the aim of a correction.
NEVER_CORRECTED = words("""
    utang hutang piutang jual jalan beli bela masuk masak bon dp pokok lunas bunga modal kas kasih kaos kain ambil
    pinjam pinjamkan minjem minjam minjemin ngutang ngutangin terima kirim kurang kuran balik baik retur setor motor
    dana dani mandi mandiri tarik batik titik balok pagar pajak pijak upah ubah rumah murah gaji haji kaji tadi jadi
    bayi batu bata buku baku kayu baju besi lima enam dua satu sewa tewas mesin musim asin bank bang sama nama
""")
