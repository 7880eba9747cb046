import RulePlan

/// A methodology for programs: what `mrv show` prints.
enum MethodJSON {
  static func text(_ method: Method, _ plan: Plan) -> String {
    JSON.members([
      "id": .text(method.id), "revision": .integer(plan.revision), "hash": .text(plan.hash),
      "title": label(method.title), "standing": .text(method.standing),
      "from": .optional(method.applies.from), "through": .optional(method.applies.through),
      "registration": registration(method.registration),
      "sources": .array(
        method.sources.map {
          .members([
            "id": .text($0.id), "title": label($0.title), "gas": .optional($0.gas),
            "scope": .optional($0.scope), "scenario": .optional($0.scenario),
            "citation": citation($0.citation),
          ])
        }),
      "rows": .array(
        plan.rowSets.map { set in
          .members([
            "id": .text(set.id), "title": label(set.title),
            "parent": set.parent.map { .text(plan.rowSets[$0].id) },
          ])
        }),
      "named": .array(plan.named.map { named($0, plan) }),
      "tables": .array(
        plan.tables.map {
          .members([
            "id": .text($0.id), "title": label($0.title), "rows": .integer($0.rows.count),
            "citation": citation($0.citation),
          ])
        }),
      "checks": .array(
        plan.checks.map {
          .members([
            "id": .text($0.id), "severity": .text($0.severity), "message": label($0.message),
            "citation": citation($0.citation),
          ])
        }),
      "clauses": .array(
        method.clauses.map {
          .members([
            "reference": .text($0.reference), "title": .text($0.title), "status": .text($0.status),
            "by": .texts($0.by), "who": .optional($0.who), "text": .text($0.text),
          ])
        }),
      "holes": .array(
        method.holes.map {
          .members(["id": .text($0.id), "text": .text($0.text), "clause": .optional($0.clause)])
        }),
    ]).text(linesTo: 2) + "\n"
  }

  private static func named(_ named: Named, _ plan: Plan) -> JSON {
    let shape = plan.nodes[named.node].shape
    return .members([
      "id": .text(named.id), "symbol": .text(named.symbol), "title": label(named.title),
      "role": .text(named.role.rawValue), "unit": .optional(named.unit?.text),
      "shownAs": .optional(named.shownAs?.text), "rows": .text(plan.rowSets[shape.rows].id),
      "grain": .text(shape.grain.name), "formula": .optional(named.formula),
      "condition": .optional(named.condition?.kind),
      "source": .optional(named.source), "concept": .optional(named.concept),
      "kind": .optional(named.inputKind),
      "alternatives": named.alternatives.isEmpty
        ? nil
        : .array(
          named.alternatives.map {
            .members([
              "id": .text($0.id), "title": label($0.title), "formula": .optional($0.formula),
            ])
          }),
      "citation": citation(named.citation),
    ])
  }

  /// Number, stages and versions; nothing where the method is not registered anywhere.
  static func registration(_ registration: Method.Registration?) -> JSON? {
    guard let registration else { return nil }
    return .members([
      "number": .optional(registration.number), "region": .optional(registration.region),
      "batch": .optional(registration.batch), "supersedes": .optional(registration.supersedes),
      "supersededBy": .optional(registration.supersededBy),
      "stages": .array(
        registration.stages.map {
          .members([
            "status": .text($0.status), "date": .optional($0.date),
            "document": .optional($0.document), "citation": citation($0.citation),
          ])
        }),
    ])
  }

  private static func label(_ label: Label) -> JSON {
    .members(["zh": .text(label.zh), "en": .optional(label.en)])
  }

  private static func citation(_ citation: Citation) -> JSON {
    .members([
      "evidence": .text(citation.evidence.rawValue), "clause": .optional(citation.clause),
      "source": .optional(citation.source), "note": .optional(citation.note),
    ])
  }
}
