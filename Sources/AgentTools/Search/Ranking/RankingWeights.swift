/// What counts how much when passages are ranked.
///
/// The numbers were found by measuring where questions over real documents (manuals, references, notes, handbooks) found
/// their answer. They are not sharp: halving or doubling any of them moves few answers.
struct RankingWeights {
    // MARK: Terms

    /// BM25's k1: how soon repeating a term stops to count.
    var saturation = 0.7
    /// BM25's b: how much a long passage is held back, from 0 to 1.
    var lengthNormalization = 0.45
    /// A term in the line that a passage belongs under, such as its heading, in occurrences.
    var context = 2.0
    /// How much of that is left one step further out.
    var contextDecay = 0.5
    /// A term in the file's name, in occurrences.
    var fileName = 1.6
    /// How much of these two is left in program text and data, where names are short and everywhere.
    var codeTopic = 0.5
    /// A term within a few lines of the passage in the same section, from 0 to 1.
    var surroundings = 0.2
    /// A term elsewhere in the same section, from 0 to 1.
    var section = 0.03
    /// A part of a compound that other texts write as the question does.
    var part = 0.8

    // MARK: Bonuses, in terms of the value of the terms involved

    /// Neighbours in the question that stand side by side in the passage.
    var adjacency = 0.4
    /// A term at the very start of a passage.
    var opening = 0.3
    /// The same where the question asks what something is.
    var definitionOpening = 0.7
    /// How much of the sum depends on covering the whole question.
    var coverage = 0.45

    // MARK: Factors

    /// A number where the question asks for one.
    var number = 0.05
    /// A number with a fitting unit.
    var quantity = 0.3
    /// A number of the very things of which the question asks how many there are.
    var count = 0.65
    /// The first paragraph under a heading that has a term.
    var lead = 0.2
    /// The same where the question asks what something is.
    var definitionLead = 0.5
    /// An end at the end of a sentence, and a start at the start of one.
    var alignment = 0.04
    /// A passage that has no term of its own.
    var borrowed = 0.6
    /// A passage that is nothing but a heading, or a table's header.
    var bareHeading = 0.5
    /// A passage that repeats the question.
    var echo = 0.3
    /// Code within prose.
    var code = 0.7
    /// Link targets, tables of contents and the like.
    var reference = 0.6
    /// Histories of changes and legal texts.
    var sideDocument = 0.85
    /// Program text: comments, which explain, and code, which does not.
    var comment = 0.75
    var source = 0.5
    /// Tests.
    var test = 0.7
    /// JSON, YAML and the like.
    var data = 0.75
}
