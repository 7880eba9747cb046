import Diagnostics

/// Findings about JSON texts.
public enum JSONFindings {
  /// Every kind, for the catalogue.
  public static let all: [FindingKind] = [
    .jsonFormat,
    .jsonUnknownName,
    .jsonMember,
    .jsonValue,
    .jsonSyntax,
    .jsonDuplicate,
    .jsonDepth,
    .jsonSize,
    .jsonEncoding,
  ]
}
