import Accounting
import Engine
import RulePlan
import Synchronization

/// What the parts of a report look up again and again, made ready once for a calculation.
final class ReportLookups: Sendable {
  /// Explanations of the calculation.
  let explanations: Explanations
  /// For each node the decimals that the rules give its value.
  let decimals: [Int?]
  /// Formulas in the words of the reader.
  let words: FormulaWords
  /// Places in the words of the filing.
  let places: PlaceWords
  private let inputs: [Key: Int]
  private let cards = Mutex<[ValuePlace: [Block]]>([:])

  /// An identifier with a shape: inputs of one name may stand in several.
  private struct Key: Hashable {
    var id: String
    var shape: Shape
  }

  init(_ evaluation: Evaluation, _ filing: Filing) {
    let plan = evaluation.plan
    explanations = Explanations(evaluation)
    words = FormulaWords(plan)
    places = PlaceWords(filing, plan)
    decimals = plan.printedDecimals()
    var filed: [Key: Int] = [:]
    for (index, input) in plan.inputs.enumerated() where input.facet == .value {
      let key = Key(id: input.id, shape: input.shape)
      if filed[key] == nil { filed[key] = index }
    }
    inputs = filed
  }

  /// The input that is filed for a value of this identifier and shape.
  func input(_ id: String, _ shape: Shape) -> Int? { inputs[Key(id: id, shape: shape)] }

  /// What a value opens to; made at the first call.
  func card(_ place: ValuePlace, make: () -> [Block]) -> [Block] {
    if let known = cards.withLock({ $0[place] }) { return known }
    let made = make()
    cards.withLock { $0[place] = made }
    return made
  }
}
