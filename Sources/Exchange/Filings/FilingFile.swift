/// One file of a filing that is kept as a folder of tables.
public struct FilingFile: Hashable, Sendable {
  /// The name in the folder: `fuel.csv`.
  public var name: String
  /// The content.
  public var bytes: [UInt8]

  /// Makes a file.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The content as text, without a byte order mark.
  public var text: String {
    let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return String(decoding: marked ? bytes[3...] : bytes[...], as: UTF8.self)
  }

  /// What the filing says about itself: 项目, 内容.
  public static let header = "filing.csv"
  /// Values of the filing as a whole.
  public static let enterprise = "enterprise.csv"
  /// Choices, samples and evidence, a line for each cell that has some.
  public static let register = "register.csv"
  /// Laboratory reports.
  public static let samples = "samples.csv"
  /// Cells in long form: 地址, 值, 单位.
  public static let cells = "cells.csv"

  /// The accounting boundary and its changes.
  public static let boundary = "boundary.csv"
  /// Measuring instruments and their calibrations.
  public static let meters = "meters.csv"
  /// The index of documents.
  public static let evidence = "evidence.csv"
  /// The monitoring plan: how each parameter is determined.
  public static let plan = "plan.csv"
  /// The monitoring plan: its versions.
  public static let planVersions = "plan-versions.csv"
  /// The monitoring plan: what is told in prose.
  public static let planSections = "plan-sections.csv"
  /// What the enterprise says about its values.
  public static let explanations = "explanations.csv"
  /// Who answers for the filing.
  public static let signatures = "signatures.csv"
  /// What later stages changed: who and why; the cells are in ``cells``.
  public static let stages = "stages.csv"

  /// The name without folders and ending.
  var stem: String {
    let last = name.split(separator: "/").last.map(String.init) ?? name
    return last.hasSuffix(".csv") ? String(last.dropLast(4)) : last
  }

  /// The name without folders.
  var lastName: String { name.split(separator: "/").last.map(String.init) ?? name }
}
