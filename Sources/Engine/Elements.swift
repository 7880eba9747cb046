import RulePlan

extension Evaluation {
  /// The element of an ancestor-and-coarser shape that an element of a shape belongs to; nil where
  /// the other shape is neither the same nor above.
  public func element(_ element: Int, of shape: Shape, in upper: Shape) -> Int? {
    guard upper.grain <= shape.grain, layout.isAncestor(upper.rows, of: shape.rows) else {
      return nil
    }
    return layout.element(element, of: shape, in: upper)
  }
}
