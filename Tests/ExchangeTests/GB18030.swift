import Foundation

/// Text in the encoding of a Chinese spreadsheet program.
enum GB18030 {
  static func encode(_ text: String) -> [UInt8]? {
    // kCFStringEncodingGB_18030_2000 as an encoding of Foundation.
    text.data(using: String.Encoding(rawValue: 0x8000_0632)).map { [UInt8]($0) }
  }
}
