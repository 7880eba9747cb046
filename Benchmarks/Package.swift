// swift-tools-version: 6.2
// Measures the libraries of the package beside it; see README.md.
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(name: "mrv", path: "..")],
  targets: [
    .executableTarget(
      name: "Bench",
      dependencies: [.product(name: "MRVLibraries", package: "mrv")],
      swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")])
  ],
  swiftLanguageModes: [.v6]
)
