import Foundation

#if FUZZ
  /// The reader that `MRV_FUZZ_READER` names; chosen once, for the entry is called a million times.
  private let reader = ProcessInfo.processInfo.environment["MRV_FUZZ_READER"] ?? "rules"

  /// Called by libFuzzer with each input.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Readers.feed(Array(UnsafeBufferPointer(start: data, count: count)), to: reader)
    return 0
  }
#else
  /// Without libFuzzer: replays inputs. `targets READER FILE…`
  @main enum Replay {
    static func main() {
      let arguments = CommandLine.arguments.dropFirst()
      guard let reader = arguments.first, Readers.names.contains(reader) else {
        print("targets \(Readers.names.joined(separator: "|")) FILE…")
        return
      }
      for path in arguments.dropFirst() {
        guard let data = FileManager.default.contents(atPath: path) else { continue }
        Readers.feed([UInt8](data), to: reader)
        print("\(path): returned")
      }
    }
  }
#endif
