import Diagnostics

/// A unified social credit code 统一社会信用代码 of a legal entity.
///
/// - Source: GB 32100—2015, 4.2: the 18th character makes the weighted sum divisible by 31.
public enum CreditCode {
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// A finding if the code is malformed or its check character is wrong.
  public static func check(_ code: String, at origin: Origin) -> Finding? {
    let values = code.utf8.map { alphabet.firstIndex(of: $0) }
    guard values.count == 18, !values.contains(nil) else {
      return Finding(.creditCodeForm, at: origin, ["got": code])
    }
    let digits = values.compactMap { $0 }
    let expected = checkCharacter(digits.dropLast())
    guard digits.last == expected else {
      return Finding(
        .creditCode, at: origin,
        ["got": code, "expected": String(decoding: [alphabet[expected]], as: UTF8.self)])
    }
    return nil
  }

  private static func checkCharacter(_ digits: ArraySlice<Int>) -> Int {
    var weight = 1
    var sum = 0
    for digit in digits {
      sum += digit * weight
      weight = weight * 3 % 31
    }
    return (31 - sum % 31) % 31
  }
}

extension FindingKind {
  static let creditCode = FindingKind(
    "filing.credit-code", .error,
    zh: "统一社会信用代码“{got}”的校验位不符，按 GB 32100—2015 应为 {expected}，请核对是否抄错",
    en: "the check character of the credit code “{got}” must be {expected} (GB 32100—2015)")
  static let creditCodeForm = FindingKind(
    "filing.credit-code-form", .error,
    zh: "统一社会信用代码“{got}”须为 18 位数字和大写字母（不用 I、O、S、V、Z）",
    en: "the credit code “{got}” must be 18 digits and capitals without I, O, S, V, Z")
}
