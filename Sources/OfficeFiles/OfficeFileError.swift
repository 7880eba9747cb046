/// The world failed while an office file was written or read: disk, memory, a library.
public struct OfficeFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was being done: `write workbook`.
  public let operation: String
  /// What it was done to.
  public let subject: String
  /// What the library or system said.
  public let reason: String

  /// Makes an error.
  public init(_ operation: String, _ subject: String, _ reason: String) {
    self.operation = operation
    self.subject = subject
    self.reason = reason
  }

  /// Operation, subject, reason.
  public var description: String { "\(operation) \(subject): \(reason)" }
}
