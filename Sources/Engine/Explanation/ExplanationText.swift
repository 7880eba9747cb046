import Diagnostics
import Quantities
import RulePlan

/// Prints an explanation for people: one paragraph a named value, the formula in symbols, units
/// and numbers beneath each other, then rounding, clause, source and table cells, then the
/// operands, indented.
public struct ExplanationText: Sendable {
  private let language: Language
  /// How many significant digits numbers are shown with; more are cut with `…`.
  private let digits: Int
  /// Where the cell of an input was written: file, row and column; nil where that is not known.
  private let place: @Sendable (_ input: Int, _ element: Int) -> String?

  /// Makes a printer.
  public init(
    language: Language = .chinese, digits: Int = 15,
    place: @escaping @Sendable (_ input: Int, _ element: Int) -> String? = { _, _ in nil }
  ) {
    self.language = language
    self.digits = digits
    self.place = place
  }

  /// The whole explanation, ending with a line end.
  public func text(_ explanation: ExplanationNode) -> String {
    var lines: [String] = []
    write(explanation, indent: "", into: &lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func word(_ zh: String, _ en: String) -> String { language == .chinese ? zh : en }

  private func label(_ label: Label) -> String {
    language == .chinese ? label.zh : label.en ?? label.zh
  }

  private func write(_ step: ExplanationNode, indent: String, into lines: inout [String]) {
    lines.append(indent + heading(step))
    let inner = indent + "  "
    if step.isRepeated {
      if !step.address.isEmpty { lines.append(inner + word("（见上文）", "(see above)")) }
      return
    }
    if let problem = step.problem { lines.append(inner + "! " + word(problem)) }
    let expression = Expression(step, digits: digits)
    lines += expression.lines.map { inner + $0 }
    // Cut off before its parts, a value still shows how it is computed.
    if step.children.isEmpty, step.omitted > 0, let formula = step.named?.formula {
      lines.append(inner + "= " + formula)
    }
    if let before = step.beforeRounding, let rounding = step.rounding, rounding != .rest {
      let rule = "\(Expression.number(before, digits)) → \(value(step))（\(rounding.text)）"
      lines.append(inner + word("修约：", "rounded: ") + rule)
    }
    if let alternative = step.alternative {
      let name = label(alternative.title)
      let title = name == alternative.id ? name : "\(alternative.id) \(name)"
      lines.append(inner + word("取值方式：", "alternative: ") + title)
    }
    for cell in step.cells { lines.append(inner + line(cell)) }
    if let citation = step.alternative?.citation ?? step.named?.citation {
      lines.append(inner + line(citation))
    }
    if let written = writtenAt(step) {
      lines.append(inner + word("填报于：", "written at: ") + written)
    }
    for operand in expression.operands where tells(operand, in: step) {
      write(operand, indent: inner, into: &lines)
    }
    if step.omitted > 0 {
      let text = word("……另有 \(step.omitted) 项未列", "… \(step.omitted) more")
      lines.append(inner + text)
    }
  }

  /// Whether an operand tells a reader anything: a condition that always holds, a choice that was
  /// not stated and the entered cell that the step itself shows do not.
  private func tells(_ operand: ExplanationNode, in step: ExplanationNode) -> Bool {
    if operand.operation == .constant(.flag(true)) { return false }
    guard case .choose = step.operation else { return true }
    if operand.place == 0 { return operand.value != nil }
    if case .input = operand.operation, operand.named == nil { return false }
    return true
  }

  /// Where the cell behind a step was written; for a choice, that of the entered value it takes.
  private func writtenAt(_ step: ExplanationNode) -> String? {
    if case .input(let input) = step.operation { return place(input, step.element) }
    guard case .choose = step.operation else { return nil }
    for child in step.children where child.place > 0 && child.named == nil {
      if case .input(let input) = child.operation { return place(input, child.element) }
    }
    return nil
  }

  private func heading(_ step: ExplanationNode) -> String {
    let name = Expression.symbol(step)
    var text = name + " = " + value(step)
    if let unit = step.unit, step.value != nil { text += " " + unit }
    if let title = step.named?.title { text += "  " + label(title) }
    if step.address != name, !step.address.isEmpty { text += "  [\(step.address)]" }
    return text
  }

  private func value(_ step: ExplanationNode) -> String {
    if step.value == nil {
      switch step.state {
      case .notOccurring: return word("不涉及", "not occurring")
      case .poisoned: return word("不可用", "poisoned")
      default: return word("缺失", "absent")
      }
    }
    let text = Expression.result(step, digits)
    return step.state == .substituted ? text + word("（替代值）", " (substituted)") : text
  }

  private func line(_ citation: Citation) -> String {
    var parts: [String] = []
    if let clause = citation.clause { parts.append(word("条款：", "clause: ") + clause) }
    if let source = citation.source { parts.append(word("来源：", "source: ") + source) }
    parts.append(word("来源状态：", "evidence: ") + citation.evidence.rawValue)
    if let note = citation.note { parts.append(note) }
    return parts.joined(separator: word("；", "; "))
  }

  private func line(_ cell: ExplanationNode.TableCell) -> String {
    var text = word("查表：《", "table: “") + label(cell.table) + word("》", "” ")
    text += "[" + cell.keys.joined(separator: ", ") + "] " + label(cell.column)
    text += " = " + (cell.cell.text ?? "—")
    if let unit = cell.unit { text += " " + unit }
    if cell.weight != .one {
      text += word("，权重 ", ", share ") + Expression.number(cell.weight, digits)
    }
    if let range = cell.cell.range {
      text += "（\(range.lowerBound) .. \(range.upperBound)）"
    }
    return text + word("；", "; ") + line(cell.cell.citation)
  }

  private func word(_ problem: Problem.Reason) -> String {
    switch problem {
    case .divisionByZero: word("除数为零", "division by zero")
    case .keyNotFound(_, let key): word("表中没有 \(key)", "the table has no \(key)")
    case .outsideTable(_, let key): word("\(key) 超出表的范围", "\(key) is outside the table")
    case .belowBoundary(_, let key, let boundary):
      word("\(key) 低于相界线 \(boundary)", "\(key) is below the phase boundary \(boundary)")
    case .doubtfulCell(_, _, let printed): word("印刷值 \(printed) 存疑", "\(printed) is doubtful")
    case .ambiguousRow(_, let key): word("\(key) 有多行有效", "several rows hold for \(key)")
    case .domain(let function): word("\(function) 超出定义域", "outside the domain of \(function)")
    case .overflow: word("位数过多", "too many digits")
    case .unknownAlternative(let id): word("没有取值方式 \(id)", "no alternative \(id)")
    case .ambiguousKey(let key): word("键 \(key) 不唯一", "key \(key) is not unique")
    case .outsidePeriod(let day): word("\(day) 不在报告期内", "\(day) is outside the period")
    case .wrongInput: word("填报值有误", "the value filed is wrong")
    }
  }
}
