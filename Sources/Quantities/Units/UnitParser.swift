/// Reads one unit text; see ``UnitCatalogue/parse(_:)``.
struct UnitParser {
  /// A character brought to ASCII where it has a twin there, and where it stood.
  private struct Piece {
    let character: Character
    let offset: Int
  }

  private let original: [Character]
  private let pieces: [Piece]
  private let catalogue: UnitCatalogue
  private var position = 0
  private var depth = 0

  private static let superscripts: [Character: Character] = [
    "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8",
    "⁹": "9", "⁻": "-", "⁺": "+",
  ]
  private static let twins: [Character: Character] = [
    "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6", "₇": "7", "₈": "8",
    "₉": "9", "×": "·", "*": "·", "＊": "·", "⋅": "·", "・": "·", "•": "·", "∙": "·", "÷": "/",
    "∕": "/", "−": "-", "【": "[", "】": "]", "　": " ", "\u{A0}": " ", "\t": " ",
  ]

  init(_ text: String, _ catalogue: UnitCatalogue) {
    self.catalogue = catalogue
    original = Array(text.prefix(201))
    var pieces: [Piece] = []
    var raised = false
    for (offset, character) in original.enumerated() {
      guard let digit = UnitParser.superscripts[character] else {
        raised = false
        pieces.append(Piece(character: UnitParser.plain(character), offset: offset))
        continue
      }
      // "m³" is the name m3, but "10⁴", "CO2²" and "s⁻¹" need the sign of a power.
      let before = pieces.last?.character
      if !raised, before.map({ $0.isWholeNumber || $0 == ")" || $0 == "]" }) == true || digit == "-"
      {
        pieces.append(Piece(character: "^", offset: offset))
      }
      raised = true
      pieces.append(Piece(character: digit, offset: offset))
    }
    self.pieces = pieces
  }

  private static func plain(_ character: Character) -> Character {
    if let twin = twins[character] { return twin }
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      (0xFF01...0xFF5E).contains(scalar.value),
      let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
    else { return character }
    return twins[Character(narrow)] ?? Character(narrow)
  }

  // MARK: Products and quotients

  mutating func parse() throws(UnitProblem) -> Unit {
    if original.count > 200 { throw UnitProblem(.tooLong, piece: "", offset: 200) }
    let unit = try product()
    guard position == pieces.count else { throw unexpected() }
    return unit
  }

  private mutating func product() throws(UnitProblem) -> Unit {
    depth += 1
    defer { depth -= 1 }
    if depth > 8 { throw problem(.tooLong, from: position) }
    skipBlanks()
    var unit = try factor()
    var divided = false
    while true {
      skipBlanks()
      if take("·") {
        if divided { throw problem(.ambiguousDivision, from: position - 1) }
        skipBlanks()
        unit = unit.times(try factor())
      } else if take("/") {
        skipBlanks()
        unit = unit.over(try factor())
        divided = true
      } else {
        return unit
      }
    }
  }

  private mutating func factor() throws(UnitProblem) -> Unit {
    if take("(") {
      let inner = try product()
      guard take(")") else { throw unexpected() }
      return try powered(inner)
    }
    if peek == "1", !isNameCharacter(at: position + 1) {
      position += 1
      return .one
    }
    let (exponent, prefix) = try powerOfTen()
    let start = position
    skipBlanks()
    let unit = try powered(try named())
    guard exponent != 0 else { return unit }
    guard let scale = Rational(10).power(exponent) else { throw problem(.badPower, from: start) }
    return unit.prefixed(prefix, scale: scale)
  }

  /// `10^4`, `万`, `亿` before a unit: the exponent (0 where there is none) and its spelling.
  private mutating func powerOfTen() throws(UnitProblem) -> (Int, String) {
    let start = position
    if take("1"), take("0"), take("^") {
      guard let exponent = integer(), exponent != 0, abs(exponent) <= 99 else {
        throw problem(.badPower, from: start)
      }
      return (exponent, exponent == 4 ? "万" : exponent == 8 ? "亿" : "10^\(exponent)")
    }
    position = start
    for (sign, exponent) in [("万" as Character, 4), ("亿", 8)] where peek == sign {
      // 万元 may be defined as a name of its own; then the longest name counts.
      if longestDefined() > 1 { break }
      position += 1
      return (exponent, String(sign))
    }
    return (0, "")
  }

  private func longestDefined() -> Int {
    let run = nameRun()
    var length = min(run.count, catalogue.longestName)
    while length > 0 {
      if catalogue.byName[String(run.prefix(length))] != nil { return length }
      length -= 1
    }
    return 0
  }

  private mutating func powered(_ unit: Unit) throws(UnitProblem) -> Unit {
    let start = position
    var exponent: Int?
    if take("^") {
      exponent = integer()
    } else if let next = peek, next.isASCII, next.isWholeNumber {
      exponent = integer()
    } else {
      return unit
    }
    guard let exponent, exponent != 0, abs(exponent) <= 20, let result = unit.power(exponent) else {
      throw problem(.badPower, from: start)
    }
    return result
  }

  // MARK: Names

  private mutating func named() throws(UnitProblem) -> Unit {
    let start = position
    let run = nameRun()
    if run.isEmpty { throw unexpected() }
    if run == "unit", pieces.indices.contains(start + 4), pieces[start + 4].character == "(" {
      return try opaque()
    }
    var length = min(run.count, catalogue.longestName)
    while length > 0 {
      defer { length -= 1 }
      guard let entry = catalogue.byName[String(run.prefix(length))] else { continue }
      position = start + length
      if let unit = try completed(entry, rest: String(run.dropFirst(length))) { return unit }
    }
    position = start
    throw unknown(run, at: start)
  }

  /// The unit of `entry` with species and basis; nil where `rest` is no species and no power.
  private mutating func completed(
    _ entry: UnitCatalogue.Entry, rest: String
  ) throws(UnitProblem) -> Unit? {
    var species: String?
    let power = rest.allSatisfy { $0.isASCII && $0.isWholeNumber }
    // "m33" is no power of m3.
    if !rest.isEmpty, power, entry.definition.name.last?.isWholeNumber == true { return nil }
    if !rest.isEmpty, !power {
      guard entry.definition.mayCarrySpecies, let found = speciesPrefix(rest) else { return nil }
      let start = position
      position += found.count
      species = found
      if found == "CO2e" {
        guard let set = parenthesised() else { throw problem(.missingWarmingSet, from: start) }
        species = "CO2e(\(set))"
      }
    } else if take("[") {
      let start = position - 1
      let rows = word()
      guard !rows.isEmpty, take("]") else { throw problem(.syntax, from: start) }
      guard entry.definition.mayCarrySpecies else {
        throw problem(.speciesNotAllowed, from: start)
      }
      species = "[\(rows)]"
    }
    var basis: String?
    if take("@") {
      let name = word()
      if name.isEmpty { throw unexpected() }
      basis = name
    }
    return unit(entry, species: species, basis: basis)
  }

  private func unit(_ entry: UnitCatalogue.Entry, species: String?, basis: String?) -> Unit {
    var exponents: [UnitAtom: Int] = [:]
    for (dimension, power) in entry.exponents {
      let atom = UnitAtom(
        dimension: dimension, species: species, basis: basis ?? entry.definition.basis)
      exponents[atom] = power
    }
    var name = entry.definition.name + (species ?? "")
    if let basis, basis != entry.definition.basis { name += "@" + basis }
    return Unit(name, scale: entry.definition.scale, exponents: exponents)
  }

  /// The species that is all of `rest`, or all but digits of a power after it.
  private func speciesPrefix(_ rest: String) -> String? {
    if catalogue.species.contains(rest) { return rest }
    if rest == "CO2e" { return rest }
    return nil
  }

  private mutating func opaque() throws(UnitProblem) -> Unit {
    let start = position
    position += 4
    guard let rows = parenthesised() else { throw problem(.syntax, from: start) }
    let name = "unit(\(rows))"
    return Unit(name, scale: .one, exponents: [UnitAtom(dimension: name): 1])
  }

  /// The word between parentheses; nil (and nothing taken) where there is none.
  private mutating func parenthesised() -> String? {
    let start = position
    if take("(") {
      let inside = word()
      if !inside.isEmpty, take(")") { return inside }
    }
    position = start
    return nil
  }

  // MARK: Characters

  private var peek: Character? { position < pieces.count ? pieces[position].character : nil }

  private mutating func take(_ character: Character) -> Bool {
    guard peek == character else { return false }
    position += 1
    return true
  }

  private mutating func skipBlanks() { while take(" ") {} }

  private mutating func integer() -> Int? {
    let negative = take("-")
    if !negative { _ = take("+") }
    var value: Int?
    while let next = peek, next.isASCII, let digit = next.wholeNumberValue, (value ?? 0) < 1000 {
      value = (value ?? 0) * 10 + digit
      position += 1
    }
    return value.map { negative ? -$0 : $0 }
  }

  private func isNameCharacter(at index: Int) -> Bool {
    pieces.indices.contains(index) && !" ·/()[]^@".contains(pieces[index].character)
  }

  /// The characters from here that can belong to a name.
  private func nameRun() -> String {
    var end = position
    while isNameCharacter(at: end) { end += 1 }
    return String(pieces[position..<end].map(\.character))
  }

  /// Takes letters, digits, hyphens: a basis, a row set or a set of warming potentials.
  private mutating func word() -> String {
    var text = ""
    while let next = peek, next.isLetter || next.isWholeNumber || "-_.,".contains(next) {
      text.append(next)
      position += 1
    }
    return text
  }

  // MARK: Problems

  private func offset(_ index: Int) -> Int {
    index < pieces.count ? pieces[index].offset : original.count
  }

  private func problem(
    _ kind: UnitProblem.Kind, from start: Int, suggestions: [String] = []
  ) -> UnitProblem {
    var end = max(position, start)
    while isNameCharacter(at: end) { end += 1 }
    let piece = String(original[offset(start)..<max(offset(start), offset(end))])
    return UnitProblem(kind, piece: piece, offset: offset(start), suggestions: suggestions)
  }

  private func unexpected() -> UnitProblem {
    let piece = peek.map { _ in String(original[offset(position)]) } ?? ""
    return UnitProblem(.syntax, piece: piece, offset: offset(position))
  }

  private func unknown(_ run: String, at start: Int) -> UnitProblem {
    if run.hasSuffix("标准煤") || run.hasSuffix("标煤") {
      return problem(.coalEquivalent, from: start)
    }
    if run.hasSuffix("ce"), catalogue.byName[String(run.dropLast(2))] != nil {
      return problem(.coalEquivalent, from: start)
    }
    let near = catalogue.namesNear(run)
    var length = near.isEmpty ? min(run.count, catalogue.longestName) : 0
    while length > 0 {
      defer { length -= 1 }
      guard let entry = catalogue.byName[String(run.prefix(length))] else { continue }
      let rest = String(run.dropFirst(length))
      if !entry.definition.mayCarrySpecies {
        guard catalogue.species.contains(rest) else { continue }
        return problem(.speciesNotAllowed, from: start + length)
      }
      let species = catalogue.speciesNear(rest)
      // Species begin with a capital, but for c-C4F8 and the like.
      if species.isEmpty, rest.first?.isUppercase != true { continue }
      return problem(.unknownSpecies, from: start + length, suggestions: species)
    }
    return problem(.unknownUnit, from: start, suggestions: near)
  }
}

extension Unit {
  /// The unit times a power of ten that is written before its name.
  fileprivate func prefixed(_ prefix: String, scale factor: Rational) -> Unit {
    var symbols = symbols
    if let first = symbols.first, first.power == 1 {
      symbols[0].name = prefix + first.name
    } else {
      symbols = [Symbol(name: prefix + text, power: 1)]
    }
    return Unit(scale: scale * factor, exponents: exponents, symbols: symbols)
  }
}
