/// Where a command writes: results on one stream, messages and progress on the other.
public struct Console: Sendable {
  /// Writes a part of the result as it is.
  public let out: @Sendable (String) -> Void
  /// Writes a message or a line of progress as it is.
  public let note: @Sendable (String) -> Void

  /// Makes a console.
  public init(
    out: @escaping @Sendable (String) -> Void, note: @escaping @Sendable (String) -> Void
  ) {
    self.out = out
    self.note = note
  }
}

/// Tells how far something has come that takes longer than a second.
struct Progress: Sendable {
  private let console: Console
  private let what: String
  private var total: Int
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant

  init(_ console: Console, _ what: String, total: Int) {
    self.console = console
    self.what = what
    self.total = total
    start = clock.now
    last = start
  }

  /// As ``reached(_:)``, where the total is known only on the way.
  mutating func reached(_ done: Int, of total: Int) {
    self.total = total
    reached(done)
  }

  /// Says that `done` of the total are done; keeps silent in the first second and between seconds.
  mutating func reached(_ done: Int) {
    let now = clock.now
    guard now - last >= .seconds(1) else { return }
    last = now
    console.note("\(what) \(done)/\(total)\n")
  }
}
