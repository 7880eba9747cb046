@preconcurrency import Glibc
import Foundation
import Workflow

/// The process around the command line: its streams, environment and place.
enum Program {
  /// Runs the command line of this process.
  static func run() -> Int32 {
    // Where files may not grow further, the write fails and is told, instead of ending the program.
    signal(SIGXFSZ, SIG_IGN)
    // Whole lines reach a pipe even where the program ends early.
    setvbuf(stdout, nil, _IOLBF, 1 << 16)
    let console = Console(
      out: { fputs($0, stdout) }, note: { fputs($0, stderr) })
    let code = CommandLineTool.run(
      Array(CommandLine.arguments.dropFirst()), environment: ProcessInfo.processInfo.environment,
      executable: executable, clock: { Int64(time(nil)) }, console: console)
    fflush(stdout)
    return code.rawValue
  }

  /// The path of the running program, whatever name it was started by.
  private static var executable: String {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return link ?? CommandLine.arguments.first ?? ""
  }
}
