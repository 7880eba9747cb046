@preconcurrency import Glibc
import Foundation
import Workflow

/// The process around the command line: its streams, environment and place.
enum Program {
  /// Runs the command line of this process.
  static func run() -> Int32 {
    // Whole lines reach a pipe even where the program ends early.
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
    let console = Console(
      out: { fputs($0, stdout) }, note: { fputs($0, stderr) })
    let code = CommandLineTool.run(
      Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
      executable: executable, console: console, today: today)
    fflush(stdout)
    return code.rawValue
  }

  /// The day by the system's clock and time zone.
  private static var today: String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    func padded(_ number: Int32, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return
      "\(padded(parts.tm_year + 1900, 4))-\(padded(parts.tm_mon + 1, 2))-\(padded(parts.tm_mday, 2))"
  }

  /// The path of the running program, whatever name it was started by.
  private static var executable: String {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return link ?? CommandLine.arguments.first ?? ""
  }
}
