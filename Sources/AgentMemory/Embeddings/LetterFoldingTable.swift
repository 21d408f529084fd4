/// Letters and the same letters with marks, for ``LetterFolding``.
///
/// Generated from the canonical decompositions of Unicode 15 in the Latin, Greek and Cyrillic blocks; on each line a letter
/// and what is folded to it.
enum LetterFoldingTable {
    static let lines = """
        a àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ
        c çćĉċčḉ
        e èéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ
        i ìíîïĩīĭįǐȉȋḭḯỉị
        n ñńņňǹṅṇṉṋ
        o òóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ
        u ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự
        y ýÿŷȳẏẙỳỵỷỹ
        d ďḋḍḏḑḓ
        g ĝğġģǧǵḡ
        h ĥȟḣḥḧḩḫẖ
        j ĵǰ
        k ķǩḱḳḵ
        l ĺļľḷḹḻḽ
        r ŕŗřȑȓṙṛṝṟ
        s śŝşšșṡṣṥṧṩ
        t ţťțṫṭṯṱẗ
        w ŵẁẃẅẇẉẘ
        z źżžẑẓẕ
        æ ǣǽ
        ʒ ǯ
        ø ǿ
        ι ΐίϊἰἱἲἳἴἵἶἷὶίῐῑῒΐῖῗ
        α άἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ
        ε έἐἑἒἓἔἕὲέ
        η ήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ
        υ ΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ
        ο όὀὁὂὃὄὅὸό
        ω ώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ
        и йѝӣӥ
        е ѐёӗ
        г ѓ
        і ї
        к ќ
        у ўӯӱӳ
        ѵ ѷ
        ж ӂӝ
        а ӑӓ
        ә ӛ
        з ӟ
        о ӧ
        ө ӫ
        э ӭ
        ч ӵ
        ы ӹ
        b ḃḅḇ
        f ḟ
        m ḿṁṃ
        p ṕṗ
        v ṽṿ
        x ẋẍ
        ſ ẛ
        ρ ῤῥ
        σ ς
        """
}
