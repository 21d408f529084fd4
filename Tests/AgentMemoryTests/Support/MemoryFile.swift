internal import AgentMemory
internal import AgentPrimitives
internal import Foundation
internal import Testing

/// Checks a journal's file as a whole: pages, indexes, full-text index and labels.
func expectIntegrity(of path: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let checks = """
        INSERT INTO records_text (records_text, rank) VALUES ('integrity-check', 1);
        CREATE TEMP TABLE failures (fact TEXT CHECK (fact = 'ok'));
        INSERT INTO failures SELECT * FROM pragma_integrity_check;
        INSERT INTO failures SELECT 'label without record' FROM record_tags
            WHERE position NOT IN (SELECT position FROM records);
        INSERT INTO failures SELECT 'record without label' FROM records, json_each(records.tags)
            WHERE NOT EXISTS (SELECT 1 FROM record_tags WHERE tag = value AND record_tags.position = records.position);
        INSERT INTO failures SELECT 'dangling summary' FROM records
            WHERE summary IS NOT NULL AND summary NOT IN (SELECT id FROM records)
        """
    #expect(throws: Never.self, sourceLocation: sourceLocation) { try runSQL(checks, on: path) }
}

/// Whether a text stands anywhere in a database's files.
func files(of path: String, contain text: String) throws -> Bool {
    try ["", "-wal"].contains { suffix in
        guard FileManager.default.fileExists(atPath: path + suffix) else { return false }
        return try Data(contentsOf: URL(filePath: path + suffix)).range(of: Data(text.utf8)) != nil
    }
}
