import Diagnostics

/// Findings about laying out a filing for a methodology.
public enum IntakeFindings {
  /// Every kind, for the catalogue.
  public static let all: [FindingKind] = [
    .intakeUnknownName,
    .intakeComputed,
    .intakeNoChoice,
    .intakeUnknownFacet,
    .intakeUnknownSample,
    .intakeOutside,
    .intakeGrain,
    .intakeWrongRows,
    .intakeDuplicate,
    .intakeUnknownUnit,
    .intakeUnit,
    .intakePlausible,
    .intakeChoice,
    .intakeUnknownRow,
    .intakeKind,
    .intakeRowTwice,
    .intakeValidity,
    .intakeMore,
    .intakeUnknownRows,
    .intakeRowOrder,
    .intakeUnknownKey,
    .intakeAmbiguous,
  ]
}
