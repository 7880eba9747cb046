import Diagnostics

/// Why a project file cannot be used, or something not be done with it.
public enum StoreFailure: Error, Sendable {
  /// The file or what is asked of it is not in order; the findings say how.
  case refused([Finding])
  /// The disk, the system or another program stands in the way.
  case system(SystemFault)
}

/// What the system answered. Never holds values of the filing.
public struct SystemFault: Hashable, Sendable {
  /// What stands in the way, as far as a user can do something about it.
  public enum Cause: Hashable, Sendable {
    /// Another program is writing and did not finish within the time that was waited.
    case busy
    /// No space is left, or the file may not grow.
    case full
    /// The file or its folder is write-protected.
    case readOnly
    /// The file cannot be opened.
    case cannotOpen
    /// There is a file already where one was to be made.
    case exists
    /// There is no such file.
    case missing
    /// Reading or writing failed.
    case inputOutput
    /// Anything else.
    case other
  }

  /// What stands in the way.
  public let cause: Cause
  /// The extended result code of SQLite, or the error number of the system.
  public let code: Int32
  /// What was being done: `commit`, `open` ….
  public let operation: String
  /// The file.
  public let subject: String

  /// Makes a fault.
  public init(_ cause: Cause, code: Int32, operation: String, subject: String) {
    self.cause = cause
    self.code = code
    self.operation = operation
    self.subject = subject
  }
}
