/// A step from one format of the project file to the next.
///
/// The list only ever grows at its end, and a migration that was released is never edited: a test
/// holds their digests.
struct Migration: Sendable {
  /// `0001-project`: permanent.
  let name: String
  /// The statements, divided by `;`.
  let sql: String

  /// All migrations in the order in which they are applied.
  static let all = [
    Migration(name: "0001-project", sql: Schema.project),
    Migration(name: "0002-registry", sql: RegistrySchema.registry),
  ]
}
