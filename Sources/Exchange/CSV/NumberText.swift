import Diagnostics
import Quantities

/// Reads a number as people and spreadsheets write it into a cell.
///
/// Nothing is corrected silently: whatever differs from a plain decimal number leaves a remark, and
/// what has more than one reading is an error.
public enum NumberText {
  /// What a cell holds.
  public enum Content: Hashable, Sendable {
    /// Nothing but blanks.
    case blank
    /// The words 不涉及 or `not occurring`.
    case notOccurring
    /// A number with its canonical decimal text and what stands behind it: `%`, `t`, or nothing.
    case number(Rational, digits: String, unit: String?)
    /// Something else; there is a finding.
    case unreadable
  }

  /// The content of a cell and what has to be said about it.
  public struct Reading: Hashable, Sendable {
    /// What the cell holds.
    public let content: Content
    /// Remarks and errors.
    public let findings: [Finding]

    /// The number; a percentage is not divided by 100, its unit is `%`.
    public var value: Rational? {
      if case .number(let value, _, _) = content { value } else { nil }
    }

    /// The unit that stands behind the number.
    public var unit: String? {
      if case .number(_, _, let unit) = content { unit } else { nil }
    }
  }

  /// Texts longer than this are no numbers.
  private static let longest = 1_000

  /// Reads a cell.
  public static func read(_ text: String, at origin: Origin) -> Reading {
    var findings: [Finding] = []
    func note(_ kind: FindingKind) {
      findings.append(Finding(kind, at: origin, ["got": String(text.prefix(60))]))
    }
    let folded = Folded(text)
    if folded.text.isEmpty { return Reading(content: .blank, findings: []) }
    if notOccurring.contains(folded.text.lowercased()) {
      return Reading(content: .notOccurring, findings: [])
    }
    if folded.text.allSatisfy({ dashes.contains($0) })
      || placeholders.contains(folded.text.lowercased())
    {
      note(.cellDash)
      return Reading(content: .unreadable, findings: findings)
    }
    if folded.text.hasPrefix("#") {
      note(.cellFormulaError)
      return Reading(content: .unreadable, findings: findings)
    }
    guard text.utf8.count <= longest, let parts = Parts(folded.text), !parts.isTooLarge,
      let value = Rational(decimal: parts.digits)
    else {
      note(.cellNotNumber)
      return Reading(content: .unreadable, findings: findings)
    }
    if folded.hasFullWidth { note(.cellFullWidth) }
    if folded.hasInvisible { note(.cellInvisible) }
    if parts.isGrouped { note(.cellGrouping) }
    if parts.isScientific { note(.cellScientific) }
    return Reading(
      content: .number(value, digits: parts.digits, unit: parts.unit), findings: findings)
  }

  private static let notOccurring: Set<String> = ["不涉及", "not occurring"]
  private static let placeholders: Set<String> = [
    "无", "n/a", "na", "nil", "none", "不适用", "空", "缺",
  ]
  private static let dashes: Set<Character> = ["-", "—", "–", "―", "‐", "−", "/", "\\", "~", "_"]

  /// A text with full-width characters made narrow and blanks at the ends taken away.
  private struct Folded {
    var text = ""
    var hasFullWidth = false
    var hasInvisible = false

    init(_ original: String) {
      var scalars = String.UnicodeScalarView()
      for scalar in original.unicodeScalars {
        switch scalar.value {
        case 0xFF01...0xFF5E:
          hasFullWidth = true
          scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
        // Ideographic, no-break, thin and narrow blanks; line breaks inside a cell.
        case 0x3000, 0xA0, 0x2000...0x200A, 0x202F, 0x09, 0x0A, 0x0D: scalars.append(" ")
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF: hasInvisible = true
        default: scalars.append(scalar)
        }
      }
      let first = scalars.firstIndex { $0 != " " } ?? scalars.endIndex
      let last = scalars.lastIndex { $0 != " " }.map { scalars.index(after: $0) }
      text = String(scalars[first..<(last ?? first)])
    }
  }

  /// The number at the start of a text and the unit behind it.
  private struct Parts {
    /// Sign, digits, point, digits, exponent: what the reader of numbers takes.
    var digits = ""
    var unit: String?
    var isGrouped = false
    var isScientific = false
    var isTooLarge = false

    init?(_ text: String) {
      var rest = text.unicodeScalars[...]
      if let sign = rest.first, "+-−".unicodeScalars.contains(sign) {
        if sign != "+" { digits = "-" }
        rest = rest.dropFirst()
      }
      let whole = Self.take(&rest) { Self.isDigit($0) || $0 == "," }
      guard let integer = grouped(whole) else { return nil }
      var fraction = ""
      if rest.first == "." {
        rest = rest.dropFirst()
        fraction = Self.take(&rest, while: Self.isDigit)
      }
      guard !integer.isEmpty || !fraction.isEmpty else { return nil }
      digits += (integer.isEmpty ? "0" : integer) + (fraction.isEmpty ? "" : "." + fraction)
      takeExponent(&rest)
      let unit = rest.drop { $0 == " " }
      guard let first = unit.first else { return }
      // `2024-03`, `1/2`, `1.2.3` and `1 000` are no numbers with a unit.
      guard !Self.isDigit(first), !Self.punctuation.contains(first) else { return nil }
      self.unit = String(unit)
    }

    private static let punctuation = Set("+-−/\\.,;:~<>=()*'\"!?#&|_^$￥¥".unicodeScalars)

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
      (0x30...0x39).contains(scalar.value)
    }

    private static func take(
      _ rest: inout Substring.UnicodeScalarView, while isWanted: (Unicode.Scalar) -> Bool
    ) -> String {
      let taken = rest.prefix(while: isWanted)
      rest = rest[taken.endIndex...]
      return String(taken)
    }

    /// The digits without separators; nothing where the groups are not of three digits.
    private mutating func grouped(_ text: String) -> String? {
      guard text.contains(",") else { return text }
      let groups = text.split(separator: ",", omittingEmptySubsequences: false)
      guard let first = groups.first, (1...3).contains(first.count),
        groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
      isGrouped = true
      return groups.joined()
    }

    /// The most that an exponent may be: no quantity needs three digits, `1e400` is a slip.
    static let largestExponent = 99

    /// An exponent as spreadsheets write it, `E+05`; otherwise an `e` belongs to the unit.
    private mutating func takeExponent(_ rest: inout Substring.UnicodeScalarView) {
      guard rest.first == "E" || rest.first == "e" else { return }
      var behind = rest.dropFirst()
      var sign = ""
      if let mark = behind.first, mark == "+" || mark == "-" || mark == "−" {
        sign = mark == "+" ? "" : "-"
        behind = behind.dropFirst()
      }
      let exponent = Self.take(&behind, while: Self.isDigit)
      guard !exponent.isEmpty else { return }
      digits += "E" + sign + exponent
      isScientific = true
      isTooLarge = Int(exponent).map { $0 > Self.largestExponent } ?? true
      rest = behind
    }
  }
}

extension FindingKind {
  static let cellFullWidth = FindingKind(
    "cell.full-width", .remark,
    zh: "“{got}”含全角字符，已按半角读入", en: "“{got}” has full-width characters, read as plain ones")
  static let cellGrouping = FindingKind(
    "cell.grouping", .remark,
    zh: "“{got}”中的逗号按千位分隔符读入", en: "the commas in “{got}” were read as thousands separators")
  static let cellInvisible = FindingKind(
    "cell.invisible", .warning,
    zh: "“{got}”含看不见的字符，已略去", en: "“{got}” holds invisible characters, which were left out")
  static let cellScientific = FindingKind(
    "cell.scientific", .warning,
    zh: "“{got}”是科学计数法，可能丢失了位数；请核对原始数据",
    en: "“{got}” is in scientific notation and may have lost digits; compare with the original")
  static let cellDash = FindingKind(
    "cell.dash", .error,
    zh: "“{got}”可以指没有数据、不涉及或零；没有数据请留空，没有该排放请写“不涉及”，零请写 0",
    en: "“{got}” may mean no data, not occurring or zero; leave it empty, write not occurring, or 0"
  )
  static let cellFormulaError = FindingKind(
    "cell.formula-error", .error,
    zh: "“{got}”是电子表格的错误值或列宽不足，不是数值",
    en: "“{got}” is an error of the spreadsheet or a column too narrow, not a number")
  static let cellNotNumber = FindingKind(
    "cell.not-a-number", .error, zh: "“{got}”不是数值", en: "“{got}” is not a number")
}
