import Accounting
import Diagnostics
import Quantities
import RulePlan

extension BatchWorker {
  /// Takes in a line whose fields have been cut.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) {
    let enterprise = enterprises.number(field(bytes, enterpriseColumn, count))
    let use = enterprises.uses[Int(enterprise)]
    if use != .name {
      if use == .blank, isBlank(bytes, count) { return }
      return leaveOut(use, enterprises.texts[Int(enterprise)], enterpriseColumn, -1, nil)
    }
    let period = self.period(field(bytes, yearColumn, count))
    if period < 0 { return }
    while builders.count <= Int(period) { builders.append(builder()) }
    var group = self.group(0, Int32(period), enterprise)
    let top = group
    var path: Int32 = 0
    for level in chain.indices {
      var key: Int32 = 0
      if keyColumns[level] >= 0 {
        key = keys[level].number(field(bytes, keyColumns[level], count))
        let use = keys[level].uses[Int(key)]
        if use != .name {
          return leaveOut(use, keys[level].texts[Int(key)], keyColumns[level], top, chain[level])
        }
      } else {
        key = keys[level].number(ofText: "F1")
      }
      if isInPath[level] { path = paths[level].number(path, key) }
      if level < depth {
        builders[Int(period)].groups[level].append(group)
        group = self.group(level + 1, group, key)
      }
    }
    builders[Int(period)].groups[depth].append(group)
    builders[Int(period)].parents.append(path)
    builders[Int(period)].lines.append(Int32(truncatingIfNeeded: line))
    takeNumbers(bytes, count, Int(period), path, top)
    for (place, other) in others.enumerated() {
      let text = field(bytes, other.column, count)
      if let wrong = builders[Int(period)].others[place].add(text) {
        noteWrong(wrong, table.plan.inputs[other.input], other.column)
        spoiled.insert(top)
      }
    }
    if count > table.columns.count, !field(bytes, table.columns.count, count).isEmpty {
      note(.filingNoHeading, table.columns.count)
    }
    taken += 1
  }

  private mutating func takeNumbers(
    _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int, _ period: Int, _ path: Int32, _ top: Int32
  ) {
    var unit: Int32 = -2
    for place in numbers.indices {
      let text = field(bytes, numbers[place].column, count)
      let outcome = builders[period].numbers[place].add(text)
      if outcome == .taken, numbers[place].factor != nil || text.isEmpty { continue }
      if outcome == .other {
        takeOther(text, place, period, path, top, bytes, count)
        continue
      }
      if numbers[place].factor == nil {
        if unit == -2 {
          unit = unitColumn < 0 ? -1 : unitTexts.number(field(bytes, unitColumn, count))
        }
        let own = numbers[place].usesUnitColumn ? unit : -1
        let code = factorCode(place, path, own)
        if code != 1 {
          convertLast(place, period, path, unitText(place, own), top)
          continue
        }
      }
      if outcome == .doubtful {
        let value = builders[period].numbers[place].last
        check(value, value * (numbers[place].factor ?? .one), numbers[place])
      }
    }
  }

  /// The unit that a value is in: of the heading or of the unit column.
  private func unitText(_ place: Int, _ unit: Int32) -> String? {
    if let heading = numbers[place].unit { return heading }
    guard unit >= 0 else { return nil }
    let text = unitTexts.texts[Int(unit)]
    return text.isEmpty ? nil : text
  }

  /// 1 where values in a unit stay as they are, 2 where they do not, by what was found out before.
  private mutating func factorCode(_ place: Int, _ path: Int32, _ unit: Int32) -> UInt8 {
    // Tables have few units; the seventeenth is looked at each time.
    guard unit < 15 else { return 2 }
    let index = Int(path) * 16 + Int(unit) + 1
    if index >= factors[place].count {
      factors[place] += [UInt8](repeating: 0, count: index + 256 - factors[place].count)
    }
    if factors[place][index] == 0 {
      let outcome = units.convert(
        unitText(place, unit), named: numbers[place].named, keys: keyTexts(path))
      if case .factor(.one) = outcome {
        factors[place][index] = 1
      } else {
        factors[place][index] = 2
      }
    }
    return factors[place][index]
  }

  /// Brings the last value to the declared unit, or spoils it where its unit does not fit.
  private mutating func convertLast(
    _ place: Int, _ period: Int, _ path: Int32, _ unit: String?, _ top: Int32
  ) {
    let number = numbers[place]
    let given = builders[period].numbers[place].last
    let named = table.plan.named[number.named]
    switch units.convert(unit, named: number.named, keys: keyTexts(path)) {
    case .factor(let factor):
      // The column's own factor comes on top when the column is handed out.
      let shared = number.factor ?? .one
      let wanted = given * factor
      builders[period].numbers[place].replaceLast(
        wanted.divided(by: shared) ?? wanted, .given)
      check(given, wanted, number)
    case .unreadable:
      note(
        .intakeUnknownUnit, number.column,
        ["got": unit ?? "", "expected": named.unit?.text ?? "1"])
      spoil(place, period, top)
    case .different(let expected):
      note(
        .intakeUnit, number.column,
        [
          "got": unit ?? "", "expected": expected, "name": named.symbol, "hint": "", "hintEn": "",
        ])
      spoil(place, period, top)
    }
  }

  private mutating func spoil(_ place: Int, _ period: Int, _ top: Int32) {
    builders[period].numbers[place].replaceLast(nil, .poisoned)
    spoiled.insert(top)
  }

  /// Reads a cell that is no plain number.
  private mutating func takeOther(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ period: Int, _ path: Int32, _ top: Int32,
    _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int
  ) {
    let number = numbers[place]
    let reading = NumberText.read(
      CSVWriter.restored(String(decoding: text, as: UTF8.self)), at: .none)
    for finding in reading.findings {
      note(finding.kind, number.column, finding.arguments)
      if finding.severity == .error { spoiled.insert(top) }
    }
    switch reading.content {
    case .blank: builders[period].numbers[place].addState(.absent)
    case .unreadable: builders[period].numbers[place].addState(.poisoned)
    case .notOccurring: builders[period].numbers[place].addState(.notOccurring)
    case .number(let value, _, let own):
      builders[period].numbers[place].add(value)
      let column: Int32 =
        number.usesUnitColumn && unitColumn >= 0
        ? unitTexts.number(field(bytes, unitColumn, count)) : -1
      if own == nil, number.factor != nil {
        check(value, value * (number.factor ?? .one), number)
      } else {
        convertLast(place, period, path, own ?? unitText(place, column), top)
      }
    }
  }

  /// Says what is odd about a value.
  private mutating func check(_ given: Rational, _ value: Rational, _ number: BatchNumber) {
    let named = table.plan.named[number.named]
    if number.isNeverNegative, given < .zero {
      note(.filingNegative, number.column, ["got": given.description])
    }
    if number.isPercent, given > .zero, given <= .one {
      note(
        .filingPercent, number.column,
        ["got": given.description, "meant": (given * Rational(100)).description])
    }
    guard let range = number.plausible, !range.contains(value) else { return }
    let unit = named.unit.map { $0.parts.isEmpty && $0.text != "1" ? " \($0.text)" : "" } ?? ""
    note(
      .intakePlausible, number.column,
      [
        "name": named.title.zh, "nameEn": named.title.en ?? named.symbol,
        "got": value.description, "from": range.lowerBound.description,
        "to": range.upperBound.description, "unit": unit,
      ])
  }

  // MARK: What a line belongs to

  /// The period that a line states; −1 with a finding where it states none.
  private mutating func period(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    if yearColumn < 0 { return 0 }
    let year = years.number(bytes)
    while periodOfYear.count < years.count {
      let text = years.texts[periodOfYear.count]
      var period = Period(text)
      if period == nil, let name = CellText.period(text)?.name { period = Period(name) }
      if let period {
        let known = periods.firstIndex(of: period) ?? periods.count
        if known == periods.count { periods.append(period) }
        periodOfYear.append(Int32(known))
      } else {
        periodOfYear.append(-1)
      }
    }
    if periodOfYear[Int(year)] < 0 {
      let text = years.texts[Int(year)]
      note(.batchYear, yearColumn, ["got": text])
    }
    return periodOfYear[Int(year)]
  }

  @inline(__always)
  private mutating func group(_ level: Int, _ parent: Int32, _ key: Int32) -> Int32 {
    let group = groupPairs[level].number(parent, key)
    if Int(group) == firstSeen[level].count { firstSeen[level].append((chunk, line)) }
    return group
  }

  private func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ count: Int) -> Bool {
    (0..<count).allSatisfy { column in
      field(bytes, column, count).allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
  }

  /// Leaves out a line whose key cannot be used; the enterprise has no figures then.
  private mutating func leaveOut(
    _ use: KeyPool.Use, _ text: String, _ column: Int, _ top: Int32, _ set: Int?
  ) {
    if top >= 0, use != .total { spoiled.insert(top) }
    switch use {
    case .name: break
    case .blank:
      let heading = table.heading[column]
      note(.filingNoKey, column, ["column": heading])
    case .total: note(.filingTotalRow, column, ["got": text])
    case .undecodable: note(.csvEncoding, column)
    case .unknown:
      let rowSet = set.map { table.plan.rowSets[$0] }
      note(
        .intakeUnknownKey, column,
        [
          "got": text, "rows": rowSet?.title.zh ?? "", "id": rowSet?.id ?? "", "hint": "",
          "hintEn": "",
        ])
    }
  }

  private mutating func noteWrong(_ text: String, _ input: Input, _ column: Int) {
    let name = table.heading[column]
    switch input.kind {
    case .flag:
      note(.intakeKind, column, ["name": name, "expected": "是或否", "expectedEn": "yes or no"])
    case .date:
      note(
        .intakeKind, column,
        [
          "name": name, "expected": "日期，如 2024-03-15", "expectedEn": "a day such as 2024-03-15",
        ])
    default:
      note(
        .intakeChoice, column,
        [
          "got": text, "known": input.choices.map(ChoiceWords.offered).joined(separator: " "),
          "hint": "", "hintEn": "",
        ])
    }
  }

  private mutating func note(
    _ kind: FindingKind, _ column: Int, _ arguments: @autoclosure () -> [String: String] = [:]
  ) {
    findings.add(kind, chunk: chunk, line: line, column: max(column, 0) + 1, arguments())
  }
}

extension FindingKind {
  static let batchYear = FindingKind(
    "batch.year", .error, zh: "“{got}”不是年份，这一行没有读入；应写作 2024",
    en: "“{got}” is no year and the line was not read; write 2024")
}
