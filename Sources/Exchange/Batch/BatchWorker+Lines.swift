import Accounting
import Diagnostics
import Quantities
import RulePlan

extension BatchWorker {
  /// Takes in a line whose fields have been cut.
  mutating func take(_ cells: BatchCells) {
    let enterprise = enterprises.number(cells[enterpriseColumn])
    let use = enterprises.uses[Int(enterprise)]
    if use != .name {
      if use == .blank, cells.isBlank { return }
      return leaveOut(use, enterprises.texts[Int(enterprise)], enterpriseColumn, -1, nil)
    }
    let period = self.period(cells[yearColumn])
    if period < 0 { return }
    if period != currentPeriod { change(to: period) }
    var group = self.group(0, period, enterprise)
    let top = group
    var path: Int32 = 0
    for level in chain.indices {
      var key: Int32 = 0
      if keyColumns[level] >= 0 {
        key = keys[level].number(cells[keyColumns[level]])
        let use = keys[level].uses[Int(key)]
        if use != .name {
          return leaveOut(use, keys[level].texts[Int(key)], keyColumns[level], top, chain[level])
        }
      } else {
        key = keys[level].number(ofText: "F1")
      }
      if isInPath[level] { path = paths[level].number(path, key) }
      if level < depth {
        lineGroups[level] = group
        group = self.group(level + 1, group, key)
      }
    }
    if rowKeyColumn >= 0, !takeRowKey(cells, top) { return }
    // Only now: lines whose keys cannot be used leave nothing behind.
    lineGroups[depth] = group
    for level in 0...depth { current.groups[level].append(lineGroups[level]) }
    current.parents.append(path)
    current.lines.append(Int32(truncatingIfNeeded: line))
    takeNumbers(cells, path, top)
    for (place, other) in others.enumerated() {
      let text = cells[other.column]
      if let wrong = current.others[place].add(text) {
        noteWrong(wrong, table.plan.inputs[other.input], other.column)
        spoiled.insert(top)
      }
    }
    if cells.count > table.columns.count, !cells[table.columns.count].isEmpty {
      note(.filingNoHeading, table.columns.count)
    }
    taken += 1
  }

  private mutating func takeNumbers(_ cells: BatchCells, _ path: Int32, _ top: Int32) {
    var unit: Int32 = -2
    for place in numbers.indices {
      let text = cells[numbers[place].column]
      let outcome = current.numbers[place].add(text)
      if outcome == .taken, numbers[place].factor != nil || text.isEmpty { continue }
      if outcome == .other {
        takeOther(text, place, path, top, cells)
        continue
      }
      if numbers[place].factor == nil {
        if unit == -2 {
          unit = unitColumn < 0 ? -1 : unitTexts.number(cells[unitColumn])
        }
        let own = numbers[place].usesUnitColumn ? unit : -1
        let code = factorCode(place, path, own)
        if code != 1 {
          convertLast(place, path, unitText(place, own), top)
          continue
        }
      }
      if outcome == .doubtful {
        let value = current.numbers[place].last
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
    _ place: Int, _ path: Int32, _ unit: String?, _ top: Int32
  ) {
    let number = numbers[place]
    let given = current.numbers[place].last
    let named = table.plan.named[number.named]
    switch units.convert(unit, named: number.named, keys: keyTexts(path)) {
    case .factor(let factor):
      // The column's own factor comes on top when the column is handed out.
      let shared = number.factor ?? .one
      let wanted = given * factor
      current.numbers[place].replaceLast(
        wanted.divided(by: shared) ?? wanted, .given)
      check(given, wanted, number)
    case .unreadable:
      note(
        .intakeUnknownUnit, number.column,
        ["got": unit ?? "", "expected": named.unit?.text ?? "1"])
      spoil(place, top)
    case .different(let expected):
      note(
        .intakeUnit, number.column,
        [
          "got": unit ?? "", "expected": expected, "name": named.symbol, "hint": "", "hintEn": "",
        ])
      spoil(place, top)
    }
  }

  private mutating func spoil(_ place: Int, _ top: Int32) {
    current.numbers[place].replaceLast(nil, .poisoned)
    spoiled.insert(top)
  }

  /// Reads a cell that is no plain number.
  private mutating func takeOther(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ path: Int32, _ top: Int32,
    _ cells: BatchCells
  ) {
    let number = numbers[place]
    let reading = NumberText.read(
      CSVWriter.restored(String(decoding: text, as: UTF8.self)), at: .none)
    for finding in reading.findings {
      note(finding.kind, number.column, finding.arguments)
      if finding.severity == .error { spoiled.insert(top) }
    }
    switch reading.content {
    case .blank: current.numbers[place].addState(.absent)
    case .unreadable: current.numbers[place].addState(.poisoned)
    case .notOccurring: current.numbers[place].addState(.notOccurring)
    case .number(let value, _, let own):
      current.numbers[place].add(value)
      let column: Int32 =
        number.usesUnitColumn && unitColumn >= 0
        ? unitTexts.number(cells[unitColumn]) : -1
      if own == nil, number.factor != nil {
        check(value, value * (number.factor ?? .one), number)
      } else {
        convertLast(place, path, own ?? unitText(place, column), top)
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
    if lastPeriod >= 0, bytes.elementsEqual(lastYear) { return lastPeriod }
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
    lastYear = Array(bytes)
    lastPeriod = periodOfYear[Int(year)]
    return lastPeriod
  }

  /// Lays the lines of one period aside and goes on with those of another.
  mutating func change(to period: Int32) {
    while builders.count <= Int(period) { builders.append(builder()) }
    if currentPeriod >= 0 { swap(&current, &builders[Int(currentPeriod)]) }
    swap(&current, &builders[Int(period)])
    currentPeriod = period
  }

  @inline(__always)
  private mutating func group(_ level: Int, _ parent: Int32, _ key: Int32) -> Int32 {
    let group = groupPairs[level].number(parent, key)
    if Int(group) == firstSeen[level].count { firstSeen[level].append((chunk, line)) }
    return group
  }

  /// Leaves out a line whose key cannot be used; the enterprise has no figures then.
  mutating func leaveOut(
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
