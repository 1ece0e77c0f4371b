"""The things of many trades, beside the common ones in `nouns.py`: what they make from, make with, make and mend.

Words joined by a hyphen hold with a space as well: `kulit-domba` is also `kulit domba`.
"""

from __future__ import annotations

# What is bought to work on, by trade.
MATERIALS = """
    fleece babyterry baby-terry terry lacoste drill american-drill oxford chiffon sifon wolfis voal ceruti crinkle
    toyobo jersey-bahan spandek spandex lycra denim levis canvas kain-perca parasut taslan taslan-balon despo diadora
    lotto hyget dryfit brokat tille tile velvet beludru bludru satin satin-silk linen rami moscrepe balotelli maxmara
    dacron puring furing-asahi viselin vislin kufner spunbond gesper buckle ring-d pengait velcro perekat kur tali-kur
    makrame karet-kolor kolor rit ritz zipper zip kepala-resleting benang-obras benang-jahit benang-bordir benang-wol
    benang-nilon mata-ayam manik2 mote payet-batang label-woven ballpoint-kain kapas-isi silikon-isi obat-batik
    obat-warna pewarna-alam zat-warna tawas tunjung malam-batik malem gondo mori-prima kain-mori kain-dobi kain-primis
    prada water-glass kain-polos kain-putih kain-hitam rayon-twill tencel paris kulit-domba kulit-kambing
    kulit-sintetis kulit-samak suede nubuck mika-plastik sol-karet sol-tpr eva spon-ati tinta-kulit semir semir-sepatu
    hak lem-kuning lem-fox lem-rajawali lem-korea lem-kayu lem-putih lem-g lem-alteco lem-epoxy lateks latek insol
    texon tekson karton-tebal paku-keling keling gesper-besi kepala-sabuk trembesi merbau meranti kamper bengkirai
    ulin akasia albasia albasiah sonokeling sungkai kruing suren kayu-bekas palet pallet gelondong gelondongan log
    blockboard blokbord partikel hpl teakwood veneer vinir edging rel-laci engsel-sendok handel handle gerendel
    kunci-laci kaca cermin kaca-cermin jok oscar dempul-kayu sanding sanding-sealer wood-stain impra mowilex propan
    sirlak serlak pelamir kalsiboard gypsum gipsum besi-cor besi-plat besi-siku besi-hollow besi-beton besi-nako
    plat-bordes plat-hitam pipa-besi kawat-las elektrode gas-oksigen gas-argon argon baja-ringan besi-ulir per-mobil
    per-bekas as-bekas doran garan gagang-kayu arang-kayu arang-batok batok tempurung sabut sepet kayu-asem cat-besi
    zincromate meni cat-semprot pilox pylox tanah-liat tanah-merah lempung-super glasir-bening kaolin-putih feldspar
    kuarsa pasir-silika kayu-glugu abu alang-alang rumbia ijuk agel nipah pandan-laut lontar daun-lontar rotan-mentah
    eceng-gondok debog gedebog bambu-petung bambu-apus bambu-wulung bambu-tali suji bilah sembilu anyaman-mentah
    terigu-segitiga segitiga-biru cakra kunci-biru tepung-beras tepung-ketan tepung-aci sagu-aren tepung-panir panir
    gula-pasir gula-merah gula-jawa gula-aren gula-kawung gula-halus gula-semut fermipan soda-kue baking-powder
    emulsifier sp tbm ovalet pengembang-kue cokelat-batang dcc meses mesis ceres springkel sprinkle kismis choco-chip
    chocochip whipcream whipping-cream whipping krim fondant buttercream susu-bubuk susu-kental skm blueband simas
    palmia margarin-kiloan korsvet wisman keju-kraft essen essence pasta-pandan pasta-coklat perisa pewarna-makanan
    gelatin nutrijel nutrijell agar agar-agar swallow bubuk-kopi green-bean greenbean roasted bean kopi-mentah
    kelapa-parut santan-kara santen kara krambil klapa minyak-curah minyak-kita minyakita bimoli filma sania tropical
    minyak-kelapa minyak-jelantah migor mihgor lenga-goreng cabe-rawit cabe-merah cabe-keriting rawit bawang-merah
    bawang-putih bawang-bombay brambang kencur jahe kunyit kunir laos lengkuas sereh serai salam daun-salam daun-jeruk
    kemiri merica lada ketumbar tumbar jinten pala kapulaga kayu-manis pekak kluwih asem asam-jawa terasi-udang
    penyedap micin masako royco sasa vetsin msg garam-halus uyah-krosok bumbu-balado bumbu-tabur bumbu-jadi
    bumbu-dasar bumbu-giling saos saus kecap-manis kecap-asin tauco-mentah daging-sapi daging-ayam daging-giling
    ayam-potong ayam-kampung ayam-negeri ati-ampela ati ampela jeroan iga balungan kikil cingur babat lidah
    tetelan-sapi kulit-ayam fillet filet ikan-tenggiri tenggiri tongkol cakalang lele nila gurame gurami mujair patin
    bandeng-mentah teri rebon udang-rebon rajungan kepiting cumi gabus belida kakap telor ndog ndhog endog-bebek
    telur-bebek telur-puyuh telur-ayam kacang-tanah kacang-hijau kacang-ijo kacang-kedelai kacang-mete mete suuk
    dele-impor kedelai-impor kedelai-lokal ragi-tempe cuka-tahu cuka-makan batu-tahu sampeu-mentah boled hui ganyong
    garut gembili uwi mocaf tapioka-mentah aci-sampeu onggok gaplek wortel kentang kubis kol buncis kangkung bayam
    sawi tomat timun terong tauge toge daun-bawang seledri loncang jipang labu waluh jengkol petai melinjo mlinjo
    nangka-muda gori rebung jamur jamur-kuping jamur-tiram mangga-mentah salak-pondoh pisang-kepok pisang-nangka
    pisang-tanduk pisang-raja gedang cau-kepok kelapa-tua jeruk lemon stroberi strawberry alpukat durian buah-naga
    sirsak jambu pepaya semangka melon anggur kurma es-batu es-kristal air-isi-ulang sirup-marjan susu-segar
    susu-murni lilin-lebah parafin-padat wax sumbu sumbu-lilin fragrance bibit-parfum bibit-minyak minyak-atsiri
    sabun-batang soda-api texapon base-sabun naoh koh alkohol etanol metanol aseton tinta-sablon rubber-white
    tinta-dtf film-dtf bubuk-dtf tinta-sublim kertas-sublim sublim kertas-transfer screen-sablon kain-screen emulsi
    obat-afdruk afdruk art-paper artpaper hvs kertas-hvs kertas-roti kertas-minyak ivory duplex karton-duplex vinyl
    flexi flexi-korea albatros kertas-stiker akrilik-lembaran acrylic pvc perak-murni perak-bakar kuningan-lembar
    batu-akik batu-alam zirkon cubic manik-kaca mutiara liontin-mentah patri senar kail jaring tali-pancing pelampung
    bijih aspal batu-kali batu-split split kerikil koral hebel bata-merah bata-ringan asbes spandek-atap benih bibit
    pupuk urea npk kompos sekam bekatul dedak katul pelet pakan pakan-ayam pakan-lele poly-bag polybag bahan-bakso
    bahan-kue bahan-roti bahan-cat bahan-jok bahan-dasar bahan-mentah bahan-pembantu bahan-penolong bahan-masakan
    bahan-masak bahan-dagangan
"""

# What is worked with and lasts for years.
TOOLS = """
    heat-press heatpress mesin-press press-kaos blower paron landasan tanggem ragum catok pisau-seset seset tindik
    plong mesin-plong pons gunting-listrik gunting-kain gunting-potong gunting-besi gunting-seng mesin-jahit
    mesin-obras mesin-bordir mesin-rajut mesin-potong mesin-neci mesin-jahit-bekas overdeck juki brother-mesin singer
    butterfly jarum-mesin-baru dinamo-mesin meja-potong meja-sablon meja-kerja meja-setrika setrika-uap setrika-gosok
    boiler steamer hand-mixer handmixer stand-mixer mixer-roti oven-gas oven-tangkring ovn otang deck-oven open-gas
    microwave rice-cooker ricecooker magicom magic-com magic-jar presto panci-presto teflon wajan-besi cetakan-kue
    cetakan-tahu cetakan-batako cetakan-telur loyang-baru rak-besi rak-kue rak-pajang rak-display rak-roti
    etalase-kaca lemari-etalase lemari-es lemari-kaca kulkas-bekas freezer-box chest-freezer showcase-minuman cooler
    coolbox cool-box vacuum-sealer hand-sealer continuous-sealer impulse-sealer mesin-press-plastik cup-sealer
    mesin-cup timbangan-digital timbangan-duduk kompor-gas kompor-mawar kompor-listrik kompor-rinnai regulator
    tabung-baru mesin-giling mesin-parut mesin-peras parutan mesin-penggiling mesin-kopi mesin-espresso espresso
    grinder-kopi roaster spinner-minyak ekstruder ekstraktor bor-listrik bor-tangan bor-duduk gerinda-tangan
    gerinda-duduk gerinda-potong mesin-las trafo-las inverter-las travo trafo kompresor-angin spray-gun spraygun
    mesin-amplas amplas-listrik sander profil mesin-profil mesin-ketam mesin-serut gergaji-mesin gergaji-tangan
    gergaji-pita bandsaw chainsaw senso sinso table-saw mesin-bubut cnc mesin-laser laser-engraving mesin-cutting
    cutting-sticker plotter printer-dtf printer-epson epson canon mesin-print mesin-fotokopi scanner-baru pahat-ukir
    pahat-set palu-besar martil godam bodem tang-kombinasi kunci-inggris kunci-pas kunci-ring obeng meteran-laser
    waterpas jidar cetok sekop pacul-kerja linggis gerobak-sorong gerobak-dorong gerobak-jualan gerobak-roti angkong
    arko booth both rombong stand-booth tenda-lipat tenda-jualan meja-lipat kursi-plastik kursi-kerja neon-box neonbox
    papan-nama-toko kursi-kantor meja-kasir mesin-kasir printer-kasir printer-thermal printer-bluetooth
    barcode-scanner komputer-bekas laptop-bekas hp-toko hp-usaha hp-jualan monitor harddisk hardisk ssd flashdisk
    router-wifi kamera-digital lighting ring-light tripod softbox motor-bekas motor-usaha motor-roda-tiga viar
    mobil-bekas mobil-pickup l300 granmax carry grandmax becak-motor alat-tenun atbm alat-pintal alat-cetak alat-jahit
    alat-kerja alat-masak alat-produksi alat-pertukangan alat-sablon alat-bordir canting-cap cap-batik canting-listrik
    kompor-batik wajan-batik gawangan bak-celup bak-warna meja-cap roda-putar meja-putar kiln tungku-pembakaran
    tungku-las oven-pengering pengering dryer mesin-pengering water-heater mesin-cuci mesincuci tandon toren tangki
    pompa-air sanyo jetpump pompa-sumur stavolt stabilizer ups panel-surya paranet rak-jemur jemuran-besi tampah-besar
    palet-plastik krat kipas-angin exhaust-fan exhaust ac-baru cangkul-kerja traktor sprayer tangki-semprot
    mesin-perontok mesin-potong-rumput ruko tanah-kavling tanah-warisan kios-pasar lapak-baru gudang-baru
    patung-manekin manekin-baru gantungan-baju-besi hanger-besi cermin-besar software aplikasi-kasir
"""

# What is made and sold.
GOODS = """
    crewneck sweatshirt kaos-distro kaos-polos kaos-anak kaos-oblong kaos-olahraga jersey-bola kemeja-batik
    kemeja-flanel gamis-anak tunik rok-plisket kulot legging celana-kolor celana-training celana-pendek celana-jeans
    piyama pyama baju-tidur baju-anak baju-koko baju-muslim baju-bayi setelan setelan-anak outer vest blazer jas-pria
    almamater toga seragam-sd seragam-sekolah seragam-pramuka seragam-pabrik seragam-kantor rompi-proyek celemek apron
    khimar pashmina bergo ciput inner sajadah selimut bedcover bed-cover sarung-bantal handuk kaos-kaki kaoskaki
    taplak-meja tirai vitrase tatami mantel ponco topi-rimba topi-caping caping bandana syal-rajut tas-rajut
    tas-anyaman tas-kulit tas-kanvas ransel slingbag sling-bag waistbag clutch pouch-kanvas pouch-batik dompet-kulit
    jaket-kulit jaket-kulit-sapi tas-belanja tas-sekolah-jual sepatu-kulit sepatu-boots sepatu-safety sepatu-anak
    pantofel pantopel selop sendal-kulit sandal-gunung sarung-tangan sarung-golok ikat-pinggang gantungan-kunci
    tempat-hp kursi-tamu kursi-teras kursi-rotan kursi-makan kursi-goyang kursi-jati set-kursi meja-makan meja-belajar
    meja-tamu meja-kopi meja-rias meja-tv lemari-pakaian lemari-baju lemari-hias rak-buku rak-tv rak-sepatu rak-bunga
    rak-piring tempat-tidur ranjang-susun dipan-jati gebyok gazebo joglo pigura bingkai kaligrafi ukiran-jati
    relief-kayu kusen-pintu daun-pintu daun-jendela jendela-kayu kitchen-set tatakan jam-dinding kotak-tisu
    tempat-tisu pagar-besi pintu-besi teralis-jendela tangga-besi rangka-kanopi pintu-gerbang reng-kanopi pacul bendo
    clurit celurit gobang bedog cangkul-biasa garpu-tanah pisau-dapur golok-sembelih golok-ukir keris kujang
    linggis-kecil wajik gerabah-hias pot-bunga pot-tanah tembikar kendi gentong kuali-tanah cowet layah cobek-batu
    piring-tanah genteng-pres bata-jadi batako paving paving-block roster vas-bunga guci-besar celengan-ayam
    besek-bambu tampah-bambu tampir nyiru kukusan tenggok bakul-nasi ceting irik kipas-bambu tudung-saji tikar-pandan
    tikar-mendong kursi-bambu lampu-bambu sangkar-burung kap-lampu topi-pandan tas-pandan tas-mendong tas-eceng
    nasi-uduk nasi-kuning nasi-goreng-jualan nasi-box nasi-kotak nasi-bungkus nasi-tumpeng tumpeng tumpengan
    nasi-liwet lontong lontong-sayur ketupat ketupat-sayur lontong-balap katering catering ketring snack-box
    snack-kotak risoles risol-mayo lumpur kue-lumpur kue-basah kue-kering kue-ultah kue-tart tart-ultah kue-sus
    kue-lapis kue-cubit kue-ape kue-pancong dadar-gulung kue-mangkok putu putu-ayu serabi-solo bolu-kukus bolu-gulung
    bolu-pisang roti-sobek roti-manis roti-tawar roti-bakar roti-goreng roti-isi roti-kukus croissant cupcake cup-cake
    muffin donat-kentang donat-mini brownies-kukus banana-cake cheesecake tiramisu puding-susu salad-buah dessert-box
    es-krim es-cendol es-dawet dawet cendol es-campur es-teler es-lilin es-mambo es-kopi kopi-susu-jualan thai-tea
    jus-buah wedang-jahe wedang-uwuh bandrek bajigur kunyit-asam beras-kencur jamu-gendong jahe-instan jahe-bubuk
    kopi-bubuk kopi-sangrai kopi-robusta kopi-arabika robusta arabika keripik-singkong keripik-pisang keripik-tempe
    keripik-kaca keripik-bayam keripik-usus kripik-pedas keripik-talas keripik-kentang keripik-sanjai sanjai
    usus-krispi usus-crispy jamur-crispy jamur-krispi kacang-bawang kacang-telur kacang-atom kacang-mede kacang-disco
    kuping-gajah telur-gabus-keju untir-untir akar-kelapa widaran seroja kembang-goyang rempeyek-kacang peyek-teri
    kerupuk-kulit rambak kerupuk-ikan kerupuk-udang kerupuk-melarat kerupuk-bawang kerupuk-mentah kemplang pilus
    slondok lanting gembus growol oncom oncom-goreng tahu-bulat tahu-susu tahu-sumedang tahu-isi tahu-bakso
    tahu-goreng-jualan tahu-pong tempe-mendoan mendoan tempe-bungkus tempe-daun tape tapai peuyeum peuyem wingko
    wingko-babat jenang-kudus dodol madumongso yangko-jogja geplak-bantul bakpia-pathok bakpia-kukus sale-pisang
    manisan-mangga asinan rujak-cingur pempek-kapal tekwan model siomay-jualan bakso-aci baso baso-aci batagor-jualan
    cuanki mie-ayam mie-lidi mi-lidi mie-basah kwetiau-mentah bihun soun bihun-jagung ayam-ungkep bebek-goreng-jualan
    ayam-goreng-jualan frozen-food frozenfood sosis abon-sapi abon-lele abon-ikan rendang-kering sambal-botol sambel
    sambel-pecel bumbu-pecel sambal-roa sambal-teri kering-kentang kering-tempe serundeng terasi-bungkus
    telur-asin-jualan ikan-asin ikan-asap pindang bandeng-presto gula-aren-cetak gula-semut-kemasan gula-kelapa
    madu-hutan vco minyak-kayu-putih sabun-mandi sabun-herbal sabun-cuci-piring lilin-aromaterapi lilin-hias parfum
    parfume totebag-blacu goodie-bag goodiebag tas-spunbond souvenir-nikah suvenir-nikahan hampers parsel parcel buket
    bucket-bunga buket-bunga buket-snack bunga-papan karangan-bunga mahar kotak-seserahan seserahan undangan-nikah
    kartu-undangan spanduk-pesanan id-card idcard lanyard stempel plakat-akrilik papan-nama neon-sign stiker-pesanan
    brosur-pesanan banner-pesanan nota-pesanan kartu-nama-pesanan mug-sablon tumbler pin-gantungan wayang-kulit
    topeng-kayu blangkon-jogja kipas-kain angklung kendang gamelan suling biola gitar layang-layang boneka-kain
    boneka-rajut mainan-kayu miniatur replika diorama kerajinan craft aksesoris aksesori kalung-mutiara cincin-perak
    gelang-perak liontin anting-perak bros-batik perhiasan tusuk-konde sapu-ijuk sapu-lidi kemoceng keset-kaki
    keset-perca kasur-kapuk kasur-lantai bantal-sofa matras guling-kapuk bibit-jual tanaman-hias tanaman anggrek
    kaktus bonsai lele-konsumsi ayam-petelur bebek-potong helm-jualan kandang-ayam kandang-burung rak-besi-pesanan
    lemari-besi tong-sampah tempat-sampah dandang-aluminium batik-tulis batik-cap batik-printing kain-batik-tulis
    sarung-tenun kain-ulos ulos sasirangan endek geringsing tapis sulaman mukena-bordir bordir-kebaya kebaya-wisuda
    kebaya-encim
"""

# Eaten where it is bought, whatever it is made of: `ayam geprek`, `nasi goreng`.
DISHES = """
    geprek penyet goreng bakar krispi crispy kremes kremesan rebus balado gulai rica rica-rica semur opor ceplok dadar
    tongseng tengkleng rawon sop sup kecap kuah pedas padang kuning uduk campur rames asam-manis saus-tiram panggang
"""

# What workers and the owner eat and drink at work.
EDIBLE = """
    ayam bebek nasi sego mie mi ikan lele nila bandeng tahu tempe telur telor endog ndog daging kambing sapi pisang
    cau gedang singkong sampeu ubi udang cumi kentang bubur lontong bihun kwetiau sate tulang iga ati jamur bakso baso
    nugget sosis roti kue donat bolu risol pastel puding snack susu biskuit keripik kerupuk
"""
FOOD = """
    mi mie-instan indomie indomi supermi sarimi mie-rebus mie-goreng kopi-sachet kapal-api luwak good-day teh-botol
    teh-manis es-teh es-jeruk susu-jahe kopi-hitam kopi-item kopi-tubruk kopi-pagi wedangan nongkrong cemal-cemil roko
    rokok-tukang udud djarum surya sampoerna gudang-garam marlboro lauk-pauk lauk-makan sayur-matang nasi-padang
    nasi-rames nasi-pecel nasi-goreng nasi-campur nasi-kucing nasi-ayam nasgor migor-warung bakmi bakmie baksos kupat
    gado-gado lotek-tukang karedok ketoprak-siang soto-ayam sop-ayam rawon-siang ayam-geprek ayam-bakar ayam-goreng
    pecel-lele pecel-ayam mie-bakso warteg-siang warsun sunda-resto hokben mixue janji-jiwa kenangan starbucks fore
    chatime indomilk ultra-milk pocari le-minerale cleo vit-botol galon-aqua jatah-makan uang-makan makan-minum
    konsumsi-rapat buka-puasa bukber buka-bersama sahur-tukang kudapan suguhan
"""

# Paid out to keep a workshop going, by what it is booked under.
RUNNING: dict[str, str] = {
    "power": """
        listrik-pln token-listrik pulsa-listrik tagihan-listrik bayar-pln gas-3kg gas-melon gas-elpiji gas-12kg
        tabung-gas isi-gas minyak-tanah kayu-bakar air-pdam air-bersih air-galon isi-galon aqua-galon kompor-gas-isi
        solar-genset bensin-genset abodemen gas-lpg lpg-3kg suluh
    """,
    "transport": """
        jasa-kirim jasa-angkut jasa-ekspedisi jasa-kargo bahan-bakar dexlite pertamax-turbo ojek-online gojek-online
        grabcar grab-car go-car gosend grab-express paxel anteraja idexpress ninja-xpress spx lion-parcel wahana tiki
        jne-yes j-t jtr cargo-indah herona dakota ongkos-kirim biaya-kirim ongkos-angkut ongkos-becak ongkos-ojek
        uang-bensin uang-jalan sewa-mobil sewa-pickup sewa-truk carter charter nyarter kuli-panggul bongkar-muat kapal
        ferry kereta-api krl mrt lrt transjakarta busway damri pesawat tukang-ojek tukang-parkir tukang-becak
        tiket-bus tiket-kereta tambal-ban isi-angin portal e-parkir bajaj angkot-pasar delman dokar andong
        tol-cikampek saldo-etoll
    """,
    "rent": """
        sewa-ruko sewa-kios sewa-toko sewa-tempat sewa-lapak sewa-gedung sewa-rumah sewa-workshop sewa-bengkel
        sewa-gudang sewa-tanah sewa-mesin sewa-tenda sewa-stand sewa-alat kontrak-rumah kontrak-kios kontrak-toko
        kontrakan-ruko rental retribusi-lapak sewa-kursi
    """,
    "phone": """
        paket-internet pulsa-hp kuota-internet paket-hp wifi-bulanan indihom telkomsel xl axis smartfren myrepublic
        iconnet kartu-perdana first-media zoom
    """,
    "repair": """
        servis-mesin servis-motor servis-mobil servis-hp servis-komputer servis-ac ganti-oli ganti-ban ganti-aki
        ganti-kampas ganti-dinamo ganti-vanbelt tune-up suku-cadang sperpart spare-part onderdil-mesin cat-ulang
        renovasi-toko perbaikan-atap betulin-mesin las-ulang jok-mesin rantai-motor asah-pisau asah-gunting
        ngasah-gunting ndandakke ndandake ndandani mbenakke mbenake ndandosi mbenerke menerkeun ngomean maintenance
    """,
    "packaging": """
        plastik-opp opp plastik-kemasan plastik-vakum plastik-klip plastik-kiloan plastik-packing kantong-kresek
        tas-kresek kresek-hitam bubble-wrap bubble stretch-film wrapping kertas-kado pita-kado paper-bag box-kue
        kotak-kue dus-kue dus-nasi kotak-nasi mika-kue stiker-label stiker-kemasan label-harga label-baju hang-tag
        polymailer poly-mailer lakban-bening lakban-coklat isolatip tali-rafia rafia tutup-botol tutup-toples
        toples-plastik botol-plastik botol-kosong gelas-plastik cup-plastik sendok-plastik sedotan thinwall thinwal
        styrofoam sterofoam besek-kemasan aluminium-foil silica-gel karung-plastik pouch-kemasan standing-pouch
        cetak-label cetak-stiker kardus-besar dus-bekas
    """,
    "marketing": """
        iklan-facebook fb-ads facebook-ads meta-ads ig-ads instagram-ads google-ads tiktok-ads shopee-ads iklan-shopee
        iklan-ig iklan-fb iklan-tiktok kartu-nama cetak-brosur cetak-spanduk cetak-banner x-banner foto-produk
        fotografer influencer selebgram endorse-selebgram giveaway sponsor sponsorship sewa-stand-pameran
        pendaftaran-pameran
    """,
    "other": """
        biaya-admin admin-bank biaya-transfer admin-shopee biaya-layanan biaya-adm adm fee-admin potongan-admin
        uang-keamanan uang-kebersihan uang-sampah iuran-rt iuran-rw iuran-warga iuran-pasar iuran-paguyuban
        iuran-koperasi-wajib karcis karcis-pasar salar salaran jaga-malam jasa-hukum notaris-akta akta sni bpom
        izin-usaha sertifikat-halal merek haki hki daftar-merek fotocopi fotokopian foto-kopi fc print-nota cetak-nota
        buku-nota buku-kas buku-tulis alat-tulis spidol pensil penggaris lem-kertas stapler isi-staples amplop map
        tinta-printer toner kertas-a4 kertas-f4 kertas-nota sabun-cuci sabun-tangan pewangi karbol pembersih tisu-toko
        lap kain-lap sapu-toko ember-pel obat-nyamuk obat-luka p3k betadine masker-kerja sarung-tangan-kerja
        kacamata-las baju-kerja sepatu-kerja lampu-led lampu bohlam bola-lampu neon kabel stop-kontak saklar steker
        colokan gembok baterai batre batere bpjs-ketenagakerjaan bpjs-kesehatan jamsostek asuransi-kebakaran
        sumbangan-desa sumbangan-17an sumbangan-masjid sedekah-bumi zoom-pro canva-pro tukang-sampah preman pengamen
        ormas canang sesajen sajen dupa kembang menyan google-drive adobe corel domain-hosting pelatihan-bayar
        seminar workshop-bayar papan-bunga ucapan upeti jatah-preman uang-rokok parkir-bulanan ppjb materai-10rb
        meterei cetak-foto
    """,
}

# Of the house and the family, not of the workshop.
HOUSEHOLD = """
    uang-jajan-anak jajan-anak uang-saku-anak spp-anak bayar-les les les-ngaji ngaji tpa tpq paud tk-anak daycare
    uang-pangkal uang-gedung daftar-ulang buku-sekolah buku-pelajaran seragam-anak sepatu-sekolah tas-sekolah lks
    study-tour wisuda-anak wisuda ukt semesteran kos-anak kosan-anak kost-anak susu-anak susu-bayi susu-formula sufor
    pempers diapers mamypoko sweety minyak-telon bubur-bayi imunisasi posyandu bidan dokter berobat periksa
    rumah-sakit rs rsud puskesmas klinik obat-anak obat-batuk obat-istri obat-ibu obat-emak vitamin kacamata gigi
    opname-anak kontrol-dokter tagihan-rumah listrik-rumah pln-rumah air-rumah wifi-rumah gas-dapur beras-dapur
    sembako sembako-rumah lauk-rumah masak-rumah pawon sayur-dapur belanja-pawon kebutuhan-dapur bumbu-pawon
    kebutuhan-rumah keperluan-rumah perabot-rumah kulkas-rumah tv-rumah televisi tv renovasi-rumah cat-rumah
    benerin-rumah pbb-rumah kontrakan-rumah cicilan-rumah kpr angsuran-rumah sofa-rumah kasur-rumah bulanan-istri
    jatah-istri nafkah uang-istri uang-mertua uang-ortu kirim-ortu kondangan-tetangga amplop-kondangan
    nyumbang-kondangan ngamplop angpao-nikahan kado-nikah sumbangan-nikah layat melayat takziah tahlil yasinan
    selamatan syukuran akikah aqiqah khitanan sunat hajat nikahan lamaran mantu mudik pulkam baju-lebaran thr-ponakan
    thr-keponakan zakat-fitrah fitrah fidyah wakaf infak-masjid kotak-amal sodaqoh shodaqoh sodakoh jumat-berkah
    santunan yatim umroh umrah haji-tabungan tabungan-haji jalan2 piknik-keluarga liburan-keluarga kebun-binatang
    kolam-renang mall emol nonton-konser konser bioskop-keluarga futsal badminton gym memancing mancing
    burung-peliharaan kucing whiskas pakan-kucing hobi hobby mainan-anak game-anak topup-game voucher-game kosmetik
    lipstik make-up makeup salon creambath facial parfum-pribadi sabun-mandi-rumah deterjen-rumah pembalut
    pampers-anak arisan-ibu arisan-rt arisan-keluarga arisan-pkk iuran-arisan narik-arisan netflix-rumah netflix viu
    vidio disney spotify
"""

# What workers do, as it is said in the lists of what they are paid for. Its other forms are derived.
WORK = """
    jait jahit obras neci sum som bordir rajut linking sablon gosok setrika lipat potong pasang pola sulam payet
    lubang kancing batik nembok tembok canting cap celup lorod jemur ukir pahat amplas plitur politur serut ketam
    rakit cat dempul pernis tempa nempa las bubut bor gerinda patri poles cetak bakar kupas giling goreng masak
    bungkus kemas packing timbang angkut panggul bongkar muat anyam sayat belah iris parut peras cuci jaga tenun
    pintal gulung warna sortir pilah tempel lem sol jok press pres kukus adon adonan oven kotak label bersihin bersih
    sapu nyapu ngepel steam finishing setting layout edit kerik macul babat ketik jilid rangkai untai pelitur gambar
    cor aduk gergaji tatah
"""

# Where the work is done: a cost for it is the workshop's, even where the house is next door.
PREMISES = """
    workshop bengkel gudang studio rumah-produksi rumah-batik omah-batik omah-produksi imah-produksi kantor
    tempat-usaha tempat-produksi tempat-kerja dapur-produksi galeri-sendiri toko-sendiri usaha produksian brak sanggar
    pawon-produksi kandang-usaha
"""
