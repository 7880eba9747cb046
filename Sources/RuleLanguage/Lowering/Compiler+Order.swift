extension Compiler {
  /// The declarations in an order in which, cycles apart, each stands behind those it reads.
  ///
  /// Compiling in this order needs no recursion from name to name, so that a chain of any length
  /// uses no stack. A word that happens to be a name counts as a reading; that does no harm.
  func compilingOrder() -> [Int] {
    let applying = declarations.compactMap { $0.element.attribute("applies")?.value }
    var order: [Int] = []
    var isPlaced = [Bool](repeating: false, count: declarations.count)
    var isOpen = isPlaced
    for start in declarations.indices where !isPlaced[start] {
      var stack: [(index: Int, readings: [Int], next: Int)] = [
        (start, readings(start, applying), 0)
      ]
      isOpen[start] = true
      while let top = stack.last {
        if top.next < top.readings.count {
          stack[stack.count - 1].next += 1
          let reading = top.readings[top.next]
          if !isPlaced[reading], !isOpen[reading] {
            isOpen[reading] = true
            stack.append((reading, readings(reading, applying), 0))
          }
        } else {
          stack.removeLast()
          isPlaced[top.index] = true
          order.append(top.index)
        }
      }
    }
    return order
  }

  /// The declarations whose names occur in the formulas of one.
  private func readings(_ index: Int, _ applying: [String]) -> [Int] {
    let declaration = declarations[index]
    var texts = texts(of: declaration)
    if declaration.context.emissionSource != nil { texts += applying }
    var found: [Int] = []
    for text in texts where text.utf8.count <= Parser.longest {
      var lexer = Lexer(text)
      while true {
        let token = lexer.next()
        if token.kind == .end { break }
        if token.kind == .name, let reading = byName[token.text], reading != index {
          found.append(reading)
        }
      }
    }
    // Sorted, so that the order in which attributes are written cannot change a plan.
    return Set(found).sorted()
  }

  /// Everything in a declaration that may be a formula.
  func texts(of declaration: Declaration) -> [String] {
    var texts = [declaration.element.content.value]
    let added = declaration.added.flatMap(\.alternatives).map(\.element)
    for element in [declaration.element] + declaration.element.elements + added {
      texts += element.attributes.filter { Self.formulaAttributes.contains($0.name) }.map(\.value)
      if element.name == "alternative" || element.name == "value" {
        texts.append(element.content.value)
      }
    }
    return texts
  }

  private static let formulaAttributes: Set<String> = [
    "when", "holds", "of", "key", "opening", "closing", "inflow", "outflow", "over-time",
    "applies",
  ]
}

extension Compiler {
  /// Puts the named values into declared order; until now they stand in the order of compiling.
  mutating func sortNamed() {
    var declarationOf: [Int: Int] = [:]
    for (index, progress) in compiled {
      if case .done(.some(let known)) = progress { declarationOf[known.named] = index }
    }
    let order = named.indices.sorted {
      (declarationOf[$0] ?? .max, $0) < (declarationOf[$1] ?? .max, $1)
    }
    var placeOf: [Int: Int] = [:]
    for (place, old) in order.enumerated() { placeOf[old] = place }
    named = order.map { named[$0] }
    for (index, progress) in compiled {
      guard case .done(.some(var known)) = progress else { continue }
      known.named = placeOf[known.named] ?? known.named
      compiled[index] = .done(known)
    }
  }
}
