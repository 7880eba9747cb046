import Accounting
import Engine
import Exchange
import RulePlan

/// What the engine made of one case, for the independent evaluator to be compared with.
public enum ConformanceExport {
  /// One line of JSON for each case: its path, plan, data set and the engine's named values.
  ///
  /// Cases that cannot be computed are left out: the compiler and intake have said why.
  public static func lines(
    _ library: MethodLibrary, matching filter: String?, each: (String) -> Void
  ) {
    let runner = CaseRunner(library)
    for path in runner.paths(matching: filter) {
      guard let file = library.readCase(path).0,
        case .success(let calculation) = Calculation.run(
          file.filing, under: file.filing.header.methodology ?? "", in: library)
      else { continue }
      let evaluation = calculation.evaluation
      let named = calculation.plan.named.map { value in
        "\(quoted(value.id)):[\(column(value.node, evaluation))]"
      }
      each(
        "{\"case\":\(quoted(path)),\"plan\":\(compact(calculation.plan.json())),"
          + "\"data\":\(compact(evaluation.dataset.json())),"
          + "\"named\":{\(named.joined(separator: ","))}}")
    }
  }

  private static func column(_ node: Int, _ evaluation: Evaluation) -> String {
    (0..<evaluation.count(of: node)).map { element in
      let state = "\"\(evaluation.state(node, element).name)\""
      switch evaluation.value(node, element) {
      case .number(let number):
        let bottom = number.isInteger ? "" : "/\(number.denominator)"
        return "[\(state),\"\(number.numerator)\(bottom)\"]"
      case .flag(let flag): return "[\(state),\(flag)]"
      case .text(let text): return "[\(state),\(quoted(text))]"
      case .date(let day): return "[\(state),\"\(day)\"]"
      case .reference(let row): return "[\(state),\(row)]"
      case nil: return "[\(state)]"
      }
    }.joined(separator: ",")
  }

  /// JSON on one line: line breaks stand only between tokens, never inside strings.
  private static func compact(_ json: String) -> String { json.filter { $0 != "\n" } }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
