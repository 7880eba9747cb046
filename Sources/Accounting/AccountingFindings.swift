import Diagnostics

/// Findings about addresses, cases and the identity of a filing.
public enum AccountingFindings {
  /// Every kind, for the catalogue.
  public static let all: [FindingKind] = [
    .caseReason,
    .caseQuote,
    .caseRow,
    .caseSampleField,
    .caseTolerance,
    .caseExpected,
    .caseRepeated,
    .caseMissing,
    .casePeriod,
    .caseDate,
    .addressStep,
    .addressPeriod,
    .addressName,
    .addressFacet,
    .creditCode,
    .creditCodeForm,
  ]
}
