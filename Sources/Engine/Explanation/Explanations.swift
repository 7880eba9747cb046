import RulePlan
import Synchronization

/// Explains many elements of one evaluation: what is made ready for the first serves the others.
public final class Explanations: Sendable {
  private let explainer: Mutex<Explainer>

  /// Makes explanations of an evaluation that kept everything.
  public init(_ evaluation: Evaluation) {
    explainer = Mutex(Explainer(evaluation))
  }

  /// Explains one element of a node.
  public func explain(
    _ node: Int, element: Int, limits: ExplanationLimits = ExplanationLimits()
  ) -> ExplanationNode {
    explainer.withLock { $0.explain(node, element, limits) }
  }
}
