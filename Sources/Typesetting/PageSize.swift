/// The size of a page, in points (1/72 inch).
public struct PageSize: Sendable, Equatable {
  /// The width in points.
  public var width: Double
  /// The height in points.
  public var height: Double

  /// A4, 210 mm × 297 mm, upright.
  public static let a4 = PageSize(width: 210 * 72 / 25.4, height: 297 * 72 / 25.4)

  /// A size of your own.
  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}
