"""What things are to a workshop: a material, a tool, something it makes, a running cost, the household's.

Most trades of the small industries are here. What an enterprise itself calls its goods comes before this table.
"""

from __future__ import annotations

from guyub.books.line.wordlists import words

# Running costs, by the category they are booked under.
COSTS: dict[str, str] = {
    "power": """
        listrik pln token pdam air gas elpiji lpg tabung wifi-listrik lampu genset-solar galon lisetrik setrum
        listrike kayubakar
    """,
    "transport": """
        nginep nginap penginapan losmen bensin solar pertalite pertamax bbm ongkir ojek ojol gojek grab parkir tol
        angkot bus kereta becak gosend jne jnt j&t sicepat ekspedisi angkut bongkar muat taksi travel tiket paket
        kurir bensine gocar maxim lalamove transport transportasi etol e-toll premium delivery kargo cargo pos
        ongkirnya parkiran bentor
    """,
    "rent": "lapak kios ruko stand stan kontrakkan sewa kontrakan kos kontrak kost ngontrak nyewa menyewa sewaan kosan",
    "food": """
        makan kopi sarapan jajan minum rokok snack nasi bakso soto mie gorengan teh ngopi cemilan camilan makanan
        minuman galonan aqua jajanan sate martabak cilok seblak pecel gudeg lauk lotek boba geprek pentol batagor
        rames rujak es siomay warteg kfc mcd konsumsi sego mangan dahar nginum emam ngemil pizza burger steak padang
        bubur ketoprak rendang kwetiau dimsum seafood juice jus air-mineral ududan udud jajane cimol cireng ngeteh
        popcorn donat-jajan takjil groceries lunch dinner breakfast coffee
    """,
    "phone": """
        pulsa kuota paket-data internet wifi indihome telepon telpon telp hp-paket telkom data paketan kuotane pulsane
        biznet firstmedia
    """,
    "repair": """
        ban velg servis service perbaikan benerin sparepart oli ganti tambal reparasi ndandani perawatan perbaiki
        benahi mbenahi betulkan membetulkan asah ngasah memperbaiki betulin renovasi onderdil serpis ndandakke
        ngalereskeun spooring aki busi kampas dandan ngebenerin dinamo vanbelt
    """,
    "packaging": """
        kardus kemasan kresek bubblewrap paperbag lakban dus stiker label mika standing-pouch kantong plastik solatip
        isolasi hangtag
    """,
    "marketing": """
        iklan ads promosi brosur spanduk banner endorse pamflet pameran bazar bazaar kartu-nama promo boost feed
        endorsement website domain hosting baliho
    """,
    "other": """
        admin fotokopi fotocopy atk materai meterai pulpen izin pirt halal buku kertas notaris keamanan kebersihan
        sampah iuran ronda sabun pel sapu obat notes lain lainnya liyane giling gilingan selep bakar kwitansi tinta
        notebook langganan canva spotify netflix asuransi bpjs denda administrasi perizinan print kalender sertifikat
        sertifikasi tisu helm bioskop nonton jas kopi-tamu cukur pangkas potong-rambut sumbangan jaminan legalitas
        perijinan ngeprint topi-helm pendaftaran administrasinya nib laundry game masker permen
    """,
}

THINGS: dict[str, str] = {
    "material": """
        benang kain kayu singkong kulit malam canting pewarna tepung gula telur minyak kelapa kapas lem cat rotan
        bambu besi tanah lempung kancing resleting ritsleting jarum kedelai terigu mentega margarin ragi cokelat
        coklat keju susu garam bumbu bawang cabe cabai lombok beras ketan santan pisang ubi ketela talas daging ayam
        ikan udang tahu-mentah sapi kambing pernis thinner tiner dempul amplas ampelas paku sekrup baut mur engsel
        triplek triplex multiplek mdf plywood papan balok kaso reng semen pasir batu bata genteng-mentah kawat plat
        pipa hollow holo baja stainless seng aluminium alumunium perak kuningan tembaga emas manik manik-manik payet
        furing busa dakron karet elastik sol insole upper imitasi sintetis kanvas katun cotton combed mori primisima
        prima sutra sutera rayon tenun-bahan wol akrilik polyester naphtol napthol remasol indigosol soga parafin
        gondorukem lilin glasir kaolin arang kayubakar tusuk daun pandan mendong enceng eceng purun lidi serat pelepah
        awi pring deling bahan bahan-baku baku tapioka maizena vanili baking pengembang sagu wijen kacang nangka salak
        apel mangga nanas madu kopra karton kertas-bahan sablon-cat rubber plastisol bensin-cat spon foam melamin gips
        resin katalis fiber serbuk akik kerang kulit-sapi tali tambang pita renda bordiran kapur gabah padi jagung
        sayur sayuran cengkeh kopi-biji biji tembakau susu-sapi terasi petis ebi cuka pati kanji aci sengon jati
        mahoni pinus mindi waru glugu elektroda hidrogen oksigen asetilen besi-tua siku begel batangan perca majun
        polyflex dtf obat-batik kostik sodium waterglass hcl nitrit pelitur politur melamine engsel2 gagang laker
        bearing pemutih soda natrium kedele dele sampeu cau kalapa uyah endog lenga minyak-goreng goreng wenter
        tepung2 keluwak kluwek pete ceker tulang tetelan
    """,
    "asset": """
        mesin oven motor mobil etalase laptop komputer hp kulkas freezer mixer kompor gerobak timbangan printer alat
        peralatan rak lemari-pajang genset pompa bor gergaji kompresor gerinda obras-mesin tang palu pahat handphone
        pc wajan-besar showcase blender spinner sealer vacuum perkakas inventaris inverter tanur cetakan kamera tablet
        mikser proofer alat-alat scanner troli scroll circle serut planer router kios-baru bangunan tenda sepeda
        pickup ac kipas cctv proyektor dispenser chiller roda-tiga tungku solder heatgun heatpress pres-panas ketam
        tatah dinamo-baru grinder slicer perajang penggiling ekskavator manekin patung hanger dandang loyang kuali
        gilingan jigsaw dongkrak wajan panci terpal bajaj tossa perkakasnya meubelair gunting-besar soldier
        penggorengan
    """,
    "goods": """
        kaos baju celana rok kemeja jaket syal sweater sweter cardigan kardigan jilbab kerudung hijab mukena sarung
        gamis daster batik jarik selendang tas dompet sepatu sandal sendal sepatu2 sabuk ikat topi kursi meja sofa
        nakas springbed bangku bale lemari dipan ranjang bufet kusen pintu jendela kitchen set pot guci vas celengan
        genteng gerabah keramik piring mangkok cangkir tempe tahu keripik kripik criping opak rengginang emping
        kerupuk krupuk rempeyek peyek dodol-garut wajik geplak bakpia roti kue bolu brownies donat risol pastel lemper
        nastar kastengel snackbox box pudding puding lapis nagasari sirup sambal abon dendeng bakso-frozen nugget
        frozen telur-asin manisan selai keranjang tampah besek tikar anyaman lampu-hias hiasan souvenir suvenir
        gantungan kunci pisau golok cangkul sabit arit parang pagar teralis tralis kanopi canopy kandang sangkar
        layangan wayang topeng ukiran patung-kayu furnitur mebel furniture rajutan boneka bantal guling kasur sprei
        seprai gorden korden taplak totebag pouch masker-kain kebaya blus seragam-jadi kupluk rompi gelang kalung
        cincin anting bros oblong jersey hoodie polo koko sarimbit tenun songket lurik seragam kopiah peci blangkon
        kebab sempol seblak-frozen basreng makaroni cilok-frozen cimol-frozen sale getuk gethuk jenang krecek combro
        misro onde bika pempek otak-otak siomay-frozen kecap tauco jamu telur-gabus stik pangsit molen cookies kukis
        tart bolen pia sumpia barang produk dagangan pesanan sandal-jepit loafer boots keset sapu-jual sangkek cobek
        ulekan anglo tungku-tanah wedang serabi apem klepon cenil lupis martabak-jualan bandeng rengkik ampyang enting
        yangko jadah krasikan lumpia arem-arem cireng-frozen piring-rotan nampan talenan centong sutil baki asbak
        wastafel ngecas relief prasasti undangan spanduk-jual kaos-sablon mug pin plakat piala bendera
    """,
    "leftover": "ampas rongsok rongsokan limbah serbuk tua bekas-potongan sisa-kain kardus-bekas besi-tua afkir",
    "household": """
        kado kondangan rumah keluarga sekolah spp arisan pribadi sehari-hari popok pampers kuliah zakat sedekah infak
        infaq jajan omah imah hajatan kawinan nikahan-tetangga njagong ondangan rumahtangga bumbu-dapur lebaran mainan
        les-anak pondok pesantren qurban kurban liburan piknik rekreasi skincare bedak sawer wisata besuk buwuh
        nyumbang becekan tahlilan kenduri slametan selametan nyekar jalan-jalan pengajian ultah
    """,
    "kitchen": "dapur",
    "family_good": "sepeda hp laptop jajanan susu obat baju sepatu buku uang jajan sangu tas mainan ongkos makan",
    "real_event": "lahiran sunatan",
}

# Words that close a name or an item: what kind of thing it is does not depend on them.
LOOSE = words("""
    bekas baru besar kecil putih merah hitam biru hijau kuning polos panjang pendek halus kasar cacat rusak melempem
    bagus kebesaran kekecilan kesempitan kependekan kepanjangan luntur sobek suwek pecah busuk basi bolong apek
    kadaluarsa kedaluwarsa expired penyok lecet patah bengkok retak robek jamuran tengik murah mahal lama asli impor
    lokal jadi setengah-jadi eceran grosir sisa sampel contoh tambahan campur dll dsb macam-macam
""")

UNITS: dict[str, str] = {
    "buah": "buah bh pcs pc pieces piece biji bj pc2 bij hiji-an bji pce siki",
    "potong": "potong ptg",
    "lembar": "lembar lbr lbar lmbr",
    "helai": "helai hl lai",
    "unit": "unit units",
    "pasang": "pasang psg pair pairs",
    "set": "set sets stel setel",
    "bungkus": "bungkus bks bgks bungkusan bngks",
    "botol": "botol btl",
    "toples": "toples tpls",
    "lusin": "lusin lsn losin dosin dozen dozens",
    "kodi": "kodi kd kody",
    "gross": "gross gros grs",
    "kg": "kg kilo kilogram kgs kilonan kiloan",
    "gram": "gram gr g grm",
    "ons": "ons on",
    "kuintal": "kuintal kwintal kw",
    "ton": "ton",
    "liter": "liter ltr lt litr",
    "ml": "ml",
    "meter": "meter mtr mter meteran",
    "cm": "cm",
    "yard": "yard yd",
    "karung": "karung krg zak-besar",
    "sak": "sak zak",
    "dus": "dus doos",
    "kotak": "kotak box boks ktk",
    "ikat": "ikat iket",
    "ekor": "ekor",
    "butir": "butir btr",
    "roll": "roll rol gulung gulungan",
    "kaleng": "kaleng klg",
    "jerigen": "jerigen jirigen",
    "galon": "galon",
    "batang": "batang btg",
    "lonjor": "lonjor",
    "leunjeur": "leunjeur",
    "truk": "truk truck",
    "rit": "rit",
    "feet": "feet kaki-persegi",
    "kubik": "kubik m3",
    "papan": "papan",
    "pak": "pack pak",
    "rim": "rim",
    "porsi": "porsi prs",
    "gelas": "gelas",
    "cup": "cup",
    "loyang": "loyang",
    "tray": "tray tre",
    "tabung": "tabung",
    "sachet": "sachet saset renceng",
    "ember": "ember",
    "keranjang": "keranjang",
    "kantong": "kantong",
    "bal": "bal ball",
    "cones": "cones cone kones",
    "keping": "keping",
    "slop": "slop",
    "tandan": "tandan",
    "sisir": "sisir",
    "mika": "mika",
    "kubus": "kubus",
    "drum": "drum",
    "titik": "titik",
    "pickup": "pickup pikap pick-up",
    "peti": "peti",
    "bak": "bak",
}
PIECES = {"lusin": 12, "kodi": 20, "gross": 144}
# Counted, but not goods: the number is no amount of money.
COUNTED = words("""
    orang org anak hari minggu bulan tahun jam menit kali x kelas bln thn mgg hr pekan wong dinten poe sasi taun
    minggon rombongan jalan malam keluarga tukang karyawan pekerja pegawai kursus sesi tamu %
""")

NAMES = words("""
    andi budi siti tini dimas sarah rina joko joni slamet bambang agus ahmad ali amir anton asep dadang dede dewi dian
    dwi eko endang eti fajar fitri gunawan hadi hendra heri iwan jaja jajang jono kartika kusno lastri lina maman
    mamat maya mira mulyono nani neneng nita nur nurul oding putri rahmat ratna rini rudi rusdi sari santi sri sugeng
    suharto sulastri sum sumi supri surti susi sutrisno tati tono tri tuti udin ujang umar wahyu wati wawan wulan
    yanti yanto yati yayan yudi yuli yuni yusuf zainal bowo darmo dadan edah indri anita ayu endah hasan husen imam
    ida ika indah ineu intan irma ismail jaya karno karsih kasno leni lilis lukman mul narto ningsih nia nina novi
    nunung otong parman paijo painem parto ponijo prapto reni riko rizki rohman roni rosi rukmini saiful salim samsul
    sarno sartono sastro seno sinta soleh sugiarto sukarno sunarti suparman surya suryadi susanti suti syamsul tarno
    tatang teguh tina titin tukiyem tukiman tun vina wagiman wakijo warni wiwik yono yoyo aldi aris arif bayu cahyo
    danang deni deden didi doni edi euis farid feri galih herman hidayat ilham iman jamal kiki kokom krisna lia lusi
    mahmud man mansur marni martini mega muh muhammad nanang nanda ningrum nono nova oki pardi rani ridwan risma rosid
    sabar sholeh sidik sinah siska sopyan suep suryana tarjo taufik toni tugiman tumini ucok uus wardi yogi yayat
    zaenal aming haji dina lela susan erna hani rika tika mimin nyoman wayan ketut made putu gede komang kadek
""")
