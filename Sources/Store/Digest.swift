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

  /// The code that stands for an identifier which may not be kept; the same key, the same code.
  ///
  /// - Source: RFC 2104, HMAC, with SHA-256; the first 32 of its 64 hexadecimal digits.
  public static func code(of identifier: String, key: [UInt8]) -> String {
    let block = 64
    var padded = key.count > block ? bytes(of: Digest(of: key).sha256) : key
    padded += [UInt8](repeating: 0, count: block - padded.count)
    let inner = Digest(of: padded.map { $0 ^ 0x36 } + Array(identifier.utf8))
    let outer = Digest(of: padded.map { $0 ^ 0x5c } + bytes(of: inner.sha256))
    return String(outer.sha256.prefix(32))
  }

  private static func bytes(of digits: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = digits[...]
    while !rest.isEmpty {
      bytes.append(UInt8(rest.prefix(2), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return bytes
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
