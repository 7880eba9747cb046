import CCrypto

/// The two hashes that stand for a piece of data, each as 64 lower-case hexadecimal digits.
///
/// - Source: FIPS 180-4 (SHA-256); GB/T 32905—2016 (SM3). Both are computed by libcrypto.
public struct Digest: Hashable, Sendable {
  /// SHA-256.
  public let sha256: String
  /// SM3.
  public let sm3: String

  /// The digest that was written down somewhere.
  init(sha256: String, sm3: String) {
    self.sha256 = sha256
    self.sm3 = sm3
  }

  /// The digest of some bytes.
  public init(of bytes: [UInt8]) {
    sha256 = Self.hexadecimal(bytes, "SHA256")
    sm3 = Self.hexadecimal(bytes, "SM3")
  }

  /// Before the first entry of a chain.
  static let none = Digest(
    sha256: String(repeating: "0", count: 64), sm3: String(repeating: "0", count: 64))

  private static func hexadecimal(_ bytes: [UInt8], _ name: String) -> String {
    var result = [UInt8](repeating: 0, count: 64)
    var length = 0
    let isDone = EVP_Q_digest(nil, name, nil, bytes, bytes.count, &result, &length)
    // A libcrypto without one of the two cannot keep a log at all: say so instead of going on.
    precondition(isDone == 1 && length == 32, "libcrypto has no \(name): install libssl3")
    return result[..<length].map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
