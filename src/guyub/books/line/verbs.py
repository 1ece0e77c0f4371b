"""What words do in a line: a meaning, and the words of Indonesian, Javanese, Sundanese, slang and SMS that carry it.

A word may carry several meanings. The rules in `kinds.py` speak of meanings only, never of words.
"""

from __future__ import annotations

from guyub.books.line.wordlists import words

WORDS: dict[str, str] = {
    # Goods and money changing hands.
    "sell": """
        ngelayani melayani ngladeni nglayani ngecer kebeli payune paju kajual jualannya soldout closing dodolane
        ngadol ngedolke adolan diecer kasadean ludes kejualnya jual menjual ngejual jualin jualkan jualan dijual
        terjual kejual penjualan laku terjualnya laris payu adol dodol dodolan ngedol didol sade nyade ngajual jualeun
        dijualin omzet omset sold sell sale sales jl diborong kejualan dagang dagangan pajeng kasade pajeung ngical
        ical disade sadean didodol
    """,
    "buy": """
        checkout dibeliin ditukokke nukokke tukokno tumbasaken tukokke dipeserkeun meulikeun dipangmeulikeun beliken
        nuku nukoni beli membeli beliin belikan pembelian tuku tumbas meuli meser mésér buy bought kulak kulakan
        kulakkan belanja blanja blonjo balanja borong memborong restok restock nyetok nyetock bl bli ngaborong mborong
        purchase ngulak ngeborong nempil tukon mundhut mundut
    """,
    "buy_only": "kulak kulakan restok restock nyetok ngulak kulakkan",
    "pay": """
        mbayare dibayarno bayarno ngabayaran ngebayar ngebayarin mbayarke bayarke mbayarake mayarkeun nembayar
        bayarannya bayar membayar bayarin bayarkan mbayar mayar byr byar pembayaran pay paid bayari nebus tebus
        dibayarin mbayari bayaranan ngabayar mbyar bayarkeun mayaran
    """,
    "paid_by": """
        dilunasi dilunasin dilunaskan paid dibayarken dibayare kabayar dibayar kebayar dibayari terbayar dibyr dipayar
        dibayarkan dibayarnya
    """,
    "settle": """
        lunasi melunasi lunasin ngelunasin nglunasi pelunasan nyaur saur ngelunasi nutup pelunasin nyahur sahur nyaor
        lunasan
    """,
    "receive": """
        angsal kenging kenging-duit tampi katampi narimo narima pikantuk kahontal tertampi dapetnya terimanya terima
        nerima menerima nrima nampa dapat dapet dpt dapt oleh entuk olih meunang menang nampi terimakan diterima trima
        masuk pemasukan penerimaan income received meunangkeun kebagian mendapat mendapatkan nampani ditampi ketampa
        tampa
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
    "swap": "dituker ditukarin ditukerin ijolan diijolke tukar nuker tuker ditukar tukeran ijol",
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
    "borrow": """
        dipinjemin dipinjamin dipinjamkan dipinjami dipinjemi disilihi diinjeuman diutangi pinjam minjam meminjam
        pinjem minjem nyilih silih nginjeum injeum berhutang berutang pinjm
    """,
    "take": """
        jaluk njaluk minta menta nyuwun jukut njukut njukuk jukuk comot nyomot pundhut mundhut dijaluk diminta mintain
        ngajupuk ambilin ambil mengambil ngambil ngambilin diambil jupuk njupuk dijupuk nyokot nyandak dicokot cokot
        diambilin mundut jupukke pakai ambl ambill pundut dipundut nyandek
    """,
    "take_out": "tarik narik ditarik penarikan withdraw",
    "move": """
        dipindah dipindahin dipindahkan transfer tf trf trnsfr transferin transferkan tranfer transfr pindah pindahkan
        mindah mindahin pindahin kirim
    """,
    "move_only": """
        dipindah dipindahin dipindahkan transfer tf trf trnsfr transferin transferkan tranfer transfr pindah pindahkan
        mindah mindahin pindahin
    """,
    "moved_in": "ditransfer ditf ditransferin transferan tfan trfan ditrf kiriman dikirimi dikirimin",
    "stow": """
        tabung setor nyetor setorkan setoran simpan nyimpen simpen nabung menabung tabungkan disetor celengin nyimpan
    """,
    "save": "tabung simpan nyimpen simpen nabung menabung tabungkan celengin nyimpan",
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
    "bon": "bon ngebon bonnya bonne bonna ngutangbon catetan-bon bonan",
    "instalment": """
        cicilan nyicil cicil nyicilan angsuran angsur mengangsur ngangsur mencicil dicicil diangsur icilan
    """,
    "loan": "pinjaman kur pinjol kredit pinjeman injeuman silihan utangbank",
    "principal": "pokok",
    "interest": "bunga",
    "cut": "kepotong dipotongin potong motong dipotong potongan",
    "bill": "nota faktur invoice tagihan",
    "pay_later": "spaylater paylater kredivo akulaku shopeepaylater gopaylater indodana",
    "remainder": """
        tinggal tinggalnya kari karine sesane sisanya sisane sisana sisa kurangnya kekurangan kurangan kurang sisahnya
        sesana
    """,
    "deposit": """
        dp panjar panjer persekot porskot downpayment uangmuka tandajadi dpnya dp-nya panjarna panjere uang-panjar
    """,
    # People at work.
    "wage": """
        opah ngopahin ngopah opahan opahe persenan gaji menggaji gajian gajih gajihan upah mengupah ngupah upahan
        honor honorarium borongan lembur lemburan thr gajiin nggaji buruhan burohan salary payroll bayaran bayarane
        gajinya gajine buruh pepe
    """,
    "pay_day": "gajian",
    "kasbon": "kasbon kasbonan cashbon kashbon kesbon kas-bon casbon ngasbon nyasbon ngekasbon pinjaman-karyawan",
    "piece_work": """
        jahit menjahit obras bordir rajut linking sol ngesol sablon nyablon finishing setrika steam pasang potong
        gosok nglorod nyanting canting mbatik ngamplas amplas plitur melitur ngecat ngelas las bubut anyam nganyam
        packing pengepakan ngepak kupas panggul manggul cuci nyuci jaga ngebor tenun nenun ukir ngukir makloon maklun
        makloan
    """,
    "service": """
        kunjungan edukasi eduwisata outing jasa servisan reparasi permak vermak ngelas kursus pelatihan les sewain
    """,
    # Own money in and out.
    "capital": "modal modalin permodalan",
    "add": "tambah nambah tambahan nambahin menambah suntik suntikan nyuntik awal nambahan nambahi setor",
    "own": "sendiri pribadi dewe sorangan dhewe",
    "drawing": "prive prif",
    "tax": "stnk samsat pajak pph ppn pbb retribusi pajek pajeg bphtb pajeknya",
    "grant": "bantuan hibah bpum bansos blt subsidi bantuane banpres pkh csr",
    "yield": "hasil pendapatan perolehan hasile income-jualan",
    "commission": "komisi fee",
    "marketplace": """
        bli-bli zalora lapak-online shopee-food maxim-food shopee tokopedia tokped lazada tiktok bukalapak blibli
        gofood grabfood shopeefood tiktokshop
    """,
    "windfall": """
        bonus hadiah cashback komisi freelance freelans hadiyah undian rabat persen royalti dividen fee tip tips
        insentif cuan angpao angpau thr-ku doorprize nemu
    """,
    # Between places of money.
    "bank": """
        bca bri bni bsi mandiri btn cimb danamon permata muamalat bank rekening rek mbanking m-banking mbank atm
        tabungan seabank jago jenius btpn brimo livin bjb transfer tf trf ditransfer rekber debit debet ditf tranfer
        transfr giro
    """,
    "account": """
        bca bri bni bsi mandiri btn cimb danamon permata muamalat rekening rek mbanking m-banking atm tabungan seabank
        jago jenius btpn brimo livin bjb giro deposito
    """,
    "ewallet": """
        qris qr gopay ovo shopeepay shopepay spay linkaja e-wallet ewallet emoney e-money dompet-digital gopaynya gpay
    """,
    "cash": "tunai cash kontan lunas kas laci dompet chas ces cod tunei cashnya kes kontanan",
    "cash_box": "kas laci dompet cash tunai brankas celengan kotak kasir",
    "credit": """
        tempo kredit termin nyicil dicicil ngutang ngebon dibon diutang dihutang nganjuk mundur diangsur dianjuk
        ngehutang utangan
    """,
    # Joining and pointing.
    "to": "ke kepada kpd nang neng ka marang dateng maring k",
    "from": "dari dr dri seko saka ti teko saking soko",
    "with": "sama sm ama karo kalih",
    "by": "oleh",
    "for": "buat untuk utk bwt buwat kanggo kangge keur nggo go pikeun bat utuk",
    "at": "di ning ing nang",
    "via": "pakai pake via lewat dengan dgn pk pakek nganggo ngangge liwat make pki melalui memakai",
    "and": "dan n and & lan jeung sareng serta kambek",
    "then": "terus trus lalu kemudian trs lantas lajeng tros teras langsung plus habis-itu",
    "self": "aku tak saya kita kami gue gw sy ak gua aing abdi urang kula kulo inyong ane kite nyong akyu",
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
        atau utawa atawa gimana bagaimana berapa kapan kenapa mengapa apakah siapa piye pira kumaha sabaraha brp gmn
        knp how what when why piro naha iraha kepiye berapaan brapa dimana adakah bisakah bolehkah pinten cocok cara
        mana saha tanya nanya pripun kapankah apaan
    """,
    "ask_first": "apa apa2 what ada bisa boleh apaan",
    "wish": """
        ngesuk kelak mudah-mudahan insyaallah insya inshaallah mudah2an engko-sore mau pengen pengin ingin rencana
        rencananya besok besuk lusa janji nawar ditawar nego akan pingin kepengen arep rek hoyong isukan sesuk bsk
        bsok pgn kalau kalo kalu klo andai andaikan misal misalnya semoga seandainya yen nek lamun upami butuh perlu
        planning estimasi perkiraan niat wacana moga mugi butuhe menawi dek bakal harusnya seharusnya kudu usul saran
        pengene pengennya niatnya kepingin
    """,
    "not": """
        jangan jgn ojo ulah ulah-poho nggak ngga gak ga enggak tidak tdk gk kagak kaga ora mboten teu henteu bukan
        dudu sanes gajadi ndak
    """,
    "not_yet": "belum blm blum durung acan belom dereng tacan belon blon tacan tereh",
    "cancel": "batal dibatalkan urung sida cancel dicancel wurung bolay batalin ngabatalkeun dibatalin dicancelin",
    "order": "booking inden indent pesan pesen order mesen pesanan orderan mesan po pesenan pesankan orderin",
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
        masih msh malah padahal emang memang ya yah yaa dong deh sih nih tuh lah kok kan kak min bot bos gan sis
        tolong tlg perpanjang catat catet nyatet catatan catatkan catetin please pls lagi udah sudah sdh udh dah wis
        wes tos geus parantos alhamdulillah syukur akhirnya tadi barusan td yg yang itu ini juga jg cuma hanya aja
        saja doang lgi mang wae dengan sang para pun rupanya ternyata dulu seko nya mohon admin halo hai ampun eh
        maksudnya maksud maksude ulang segitu sekitar kira-kira kurleb uang duit dhuwit artos duite uange duitnya
        uangnya fulus lho ning sekalian ada bin kisaran masok nyong ieu eta nu kang-kang blas babar sekarang abis-itu
    """,
    "money": "hepeng pitih pipis jebuh uang duit dhuwit artos duite uange duitnya uangnya fulus dana doku",
    "worker": """
        desainer fotografer guru-les pelatih instruktur akuntan arek-arek arek2 cah-cah barudak cah2 juru-masak
        kapster pramuniaga spg kasir-toko penjaga tukang2 tukangnya tukange pegawene buruhe karyawane sopire
        freelancer admin-toko kang-jahit pembantu magang anak-magang pkl borongan-orang panganyam perajang penggiling
        pengupas pembungkus pengrajut pengukir pekerjanya karyawannya pegawainya karyawan pekerja tukang buruh
        penjahit pegawai operator pengrajin perajin kuli sopir supir asisten mandor anak-buah kernet pembatik pemahat
        karyawati penenun rewang babu helper laden kenek satpam bordiran montir panjak reseler-kerja pengobras perajut
        kasir penganyam nukang bujang pegawe
    """,
    "customer": """
        reseler resseller agen-jual pembelinya pelanggane pelangganku langganane dropship jemaah jamaah peserta
        pengunjung pelanggan pembeli konsumen customer cust reseller langganan klien pemesan pelanggannya bakul
        dropshipper buyer wisatawan tamu turis bakule
    """,
    "supplier": """
        bakul supplier suplier pemasok agen distributor grosir grosiran juragan pengepul suplayer bandar sales
        tengkulak pedagang penjual pabrik pasar seller subkon subkont makelar toke tauke bakul-bahan
    """,
    "shop": """
        tb toko warung tk ud cv pt kios pasar koperasi warteg minimarket supermarket swalayan indomaret alfamart
        apotek restoran resto rumah-makan kantin butik galeri hotel cafe kafe konveksi showroom panglong matrial
        outlet depot lapak
    """,
    "shop_buys": """
        distro salon barbershop barber kedai pesantren ponpes masjid mushola panti yayasan rsud puskesmas villa resort
        homestay eo wo bumdes komunitas panitia osis madrasah mts sdn smpn smkn smk stm man univ universitas kampus
        pemdes posyandu travel-umroh gereja vihara pura sanggar-tari pt-klien hotel2 kafe2 gerai minimart coffeeshop
        coffee-shop warung kantin butik galeri hotel cafe kafe kelurahan kecamatan dinas sekolah sd smp sma sekolahan
        resto restoran showroom outlet
    """,
    "lender": """
        spinjam adakami easycash rupiahcepat kreditpintar julo amartha modalku koinworks tunaiku danamas btpns ubs mbk
        komida banktitil kosipa bankkeliling lintah-darat sdpp cu bank koperasi pinjol rentenir pegadaian leasing bmt
        bumdes dealer fif adira mekaar pnm emok kop ksp kopdes bpr baf kreditplus
    """,
    "authority": """
        dinas pemerintah desa kementerian pemda pemkab pemkot kelurahan kecamatan baznas dinkop negara dinsos
        disperindag kemenkop pemprov bupati baitulmal presiden kampus
    """,
    "family": """
        mbokne bapakne ibuke ibukku bapaknya ibunya istrinya suaminya anaknya anakne bokap nyokap bapake mboke makne
        pakne ibune anake bojone adike mbakyune bini laki misua babe engkong mpok ambu aki nini enin incu alo bapakku
        ibuku emakku adikku kakakku mamaku papaku mertuaku bulik paklik bibik pamanku tante om eyang oma opa sodara
        dulur lanceuk akang-ipar anakke mama papa mamah ayah bapak ibu ibuk emak mak ortu adik adek kakak istri suami
        anak nenek kakek mertua paman bibi saudara sepupu keponakan ponakan bojo pamajikan salaki budak mbakyu kangmas
        ipar mbah simbah simbok bojoku anakku istriku suamiku garwa teteh mbok budhe pakdhe pakde bude adiku keluarga
        menantu cucu lanang wedok ema abah adi rayi raka putra putri bapa
    """,
    "title": """
        nyi nyimas raden bos boss bosku kaka ncik ustaz ustad si lek paklek bulek bulik paklik lik kang nok le cang
        engkong mpok uni uda ajo ncang encing kong teteh ua h hj bp bpk ibuk ny tn sdr sdri wak gan pace mace bli mbok
        gus haji pakne bune juragan lae ito inang amang daeng puang ambo pak pa bu ibu bapak mas mbak mbk mba teh ceu
        mang bang om tante pakde bude yu cak ning koh ci cik ko neng ujang nyai nyonya tuan kak dek de dik kk mbah
        cing jeng aa bi bibi abah pakdhe budhe wa uwa mak bung den bik nyak ustadz pakhaji kakak adik emak mamang
        ceuceu pk kyai tacik cece
    """,
    "percent": "persen",
    "friend": "tanggane tonggone tetanggane tatangga sobat kawannya temanku temene temennya",
    "put_in": """
        dimasukkan dimasukin dimasukan dilebokne masukin masukkan lebokke nglebokke ngasupkeun asupkeun lebokno
        dilebokke memasukkan cemplungin
    """,
    "replaced": "diganti diganteni digenti ganti-rugi diganten",
    "rises": "naik naek munggah mundak unggah turun mudun medhun",
    "not_cash": "penyusutan depresiasi amortisasi persediaan",
    "stage": "termin tahap tahapan progres",
    "settling": "pelunasan",
    "due_day": "jatuh-tempo",
    "mood": "ramai rame sepi laris lumayan rejeki rezeki tutup libur hujan udan hujan2 deres ramee",
    "taken": "diambil dijupuk dicandak dicokot dipundhut diangkut digondol diambilnya dibawa",
    "charge": "biaya",
    "bought": "dibeli dituku dipeser dibelinya dikulak",
    "profit": "laba untung keuntungan profit bati cuan",
    "share": "bagi",
    "owned": "punya milik duwe duweke kagungan gaduh nu-na punyanya miliknya",
    "invest": "penyertaan investasi",
    "own_topup": "nombok nombokin nomboki nombokan",
    "document": "nota faktur invoice kwitansi bon-putih",
    "someone": "orang-beli",
    "market": "pasar bazar bazaar pameran cfd event expo",
    "market_day": "legi pahing pon kliwon manis",
}

# Verbs whose other forms are derived, with the meanings of the stem.
VERB_STEMS = (
    "beli bayar jual setor simpan tarik kirim cicil angsur tabung kembali tukar ambil terima belanja borong tambah"
)

# Words with a near neighbour of quite another meaning: never the source nor the aim of a correction.
NEVER_CORRECTED = words("""
    utang hutang piutang jual jalan beli bela masuk masak bon dp pokok lunas bunga modal kas kasih kaos kain ambil
    pinjam pinjamkan minjem minjam minjemin ngutang ngutangin terima kirim kurang kuran balik baik retur setor motor
    dana dani mandi mandiri tarik batik titik balok pagar pajak pijak upah ubah rumah murah gaji haji kaji tadi jadi
    bayi batu bata buku baku kayu baju besi lima enam dua satu sewa tewas mesin musim asin bank bang sama nama
""")
