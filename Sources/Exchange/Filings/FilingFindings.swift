import Diagnostics

/// Findings about the files of a filing.
public enum FilingFindings {
  /// Every kind, for the catalogue.
  public static let all: [FindingKind] = [
    .filingUnknownFile,
    .filingNoPeriod,
    .filingReportingPeriod,
    .filingStage,
    .filingSampleTwice,
    .filingUnknownColumn,
    .filingAmbiguousColumn,
    .filingRepeatedColumn,
    .filingUnknownUnit,
    .filingNoHeading,
    .filingTotalRow,
    .filingNoKey,
    .filingOwnKey,
    .filingAlikeKeys,
    .filingStrayRow,
    .filingNegative,
    .filingTitleRow,
    .filingPercent,
    .filingFirstDay,
    .filingPeriod,
    .filingDate,
    .filingSerialDate,
  ]
}
