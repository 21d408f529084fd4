extension InverseDocumentFrequency {
    /// English function words in four classes, from those in nearly every short text to those in one of ten.
    ///
    /// The classes are set by hand, not counted: they say no more than that these words tell little. Words of subjects are not
    /// in it, and neither are other languages; learn frequencies where that matters.
    public static let english = InverseDocumentFrequency(
        documents: 1000,
        frequencies: classes.reduce(into: [:]) { frequencies, entry in
            for word in entry.words.split(separator: " ") { frequencies[String(word)] = entry.frequency }
        })

    private static let classes: [(frequency: Int, words: String)] = [
        (800, "the a an of to and in is"),
        (500, "i it that for on are was be with as at by this from or not you we they have has had"),
        (
            250,
            "he she his her its their our your my me us them him there here what which who when where how why if then than but "
                + "so do does did can will would could should may might must been being were am also no yes all any some"
        ),
        (
            100,
            "about into over under after before between through during against without within out up down off again more most "
                + "much many such only own same other another each few both very just because while until these those itself "
                + "themselves myself yourself whose whom shall let get got s t d ll m re ve don isn aren wasn doesn didn"
        ),
    ]
}
