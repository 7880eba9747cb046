// swift-tools-version: 6.2
// The parts and the order in which they may import each other: see Documentation/Structure.md.
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

func library(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "mrv",
  products: [
    .executable(name: "mrv", targets: ["mrv"]),
    // For Benchmarks/ and Conformance/fuzz/, packages of their own.
    .library(
      name: "MRVLibraries",
      targets: [
        "Quantities", "Diagnostics", "RulePlan", "RuleLanguage", "Engine", "Accounting", "Exchange",
        "OfficeFiles",
      ]),
  ],
  targets: [
    .systemLibrary(
      name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(
      name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(
      name: "CPangoCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    library("Quantities", []),
    library("Diagnostics", []),
    library("RulePlan", ["Quantities"]),
    library("Accounting", ["Quantities", "Diagnostics"]),
    library("RuleLanguage", ["Quantities", "Diagnostics", "RulePlan", "CXML2"]),
    library("Engine", ["Quantities", "Diagnostics", "RulePlan", "Accounting"]),
    library("OfficeFiles", ["Quantities", "Diagnostics", "CXML2", "CArchive", "CXLSXWriter"]),
    library("Typesetting", ["CPangoCairo"]),
    library(
      "Exchange", ["Quantities", "Diagnostics", "RulePlan", "Accounting", "OfficeFiles"]),
    library("Store", ["Quantities", "Diagnostics", "Accounting", "CSQLite", "CCrypto"]),
    library(
      "Verification", ["Quantities", "Diagnostics", "RulePlan", "Accounting", "Engine"]),
    library(
      "Reporting",
      [
        "Quantities", "Diagnostics", "RulePlan", "Accounting", "RuleLanguage", "Engine",
        "OfficeFiles", "Typesetting",
      ]),
    library(
      "Workflow",
      [
        "Quantities", "Diagnostics", "RulePlan", "Accounting", "RuleLanguage", "Engine",
        "Exchange", "Store", "Verification", "Reporting", "OfficeFiles",
      ]),
    .executableTarget(
      name: "mrv", dependencies: ["Workflow", "Diagnostics"], swiftSettings: strict),
    tests("QuantitiesTests", ["Quantities"], exclude: ["Answers"]),
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("AccountingTests", ["Accounting", "Diagnostics", "Quantities"]),
    tests("RulePlanTests", ["RulePlan", "Quantities"]),
    tests("RuleLanguageTests", ["RuleLanguage", "RulePlan", "Diagnostics", "Quantities"]),
    tests("EngineTests", ["Engine", "RulePlan", "Accounting", "Diagnostics", "Quantities"]),
    tests(
      "OfficeFilesTests", ["OfficeFiles", "Quantities", "Diagnostics"], exclude: ["Hostile"]),
    tests("TypesettingTests", ["Typesetting"]),
    // Writes to a project until a test kills it.
    .executableTarget(
      name: "StoreWriter", dependencies: ["Store", "Accounting", "Quantities"],
      path: "Tests/StoreWriter", swiftSettings: strict),
    tests(
      "StoreTests",
      ["Store", "Accounting", "Diagnostics", "Quantities", "CSQLite", "StoreWriter"],
      exclude: ["Past"]),
    tests(
      "ExchangeTests",
      ["Exchange", "Accounting", "RulePlan", "Diagnostics", "Quantities", "OfficeFiles", "CXML2"]),
    tests(
      "ReportingTests",
      [
        "Reporting", "OfficeFiles", "Engine", "RulePlan", "Accounting", "Diagnostics",
        "Quantities",
      ]),
    tests(
      "WorkflowTests",
      [
        "Workflow", "RuleLanguage", "Engine", "RulePlan", "Accounting", "Diagnostics", "Exchange",
        "Quantities", "Reporting", "OfficeFiles", "Store",
      ], exclude: ["Answers", "Corpus"]),
    // The program itself is run: it has to be built first.
    tests(
      "CommandLineTests", ["mrv", "Workflow", "RuleLanguage", "Diagnostics"],
      exclude: ["Goldens", "Forms"]),
    tests("HygieneTests", [], exclude: ["Allowlist.txt"]),
  ],
  swiftLanguageModes: [.v6]
)
