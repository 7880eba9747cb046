/// What the program tells the shell.
public enum ExitCode: Int32, Sendable {
  /// Done, and nothing is wrong.
  case clean = 0
  /// Could not be done, or a case did not hold.
  case failed = 1
  /// The command line was not understood, or names something that does not exist.
  case usage = 2
  /// There are findings of severity error; with `--strict` of severity warning too.
  case findings = 3
  /// A fault of this program.
  case fault = 70
}
