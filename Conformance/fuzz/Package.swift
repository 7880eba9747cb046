// swift-tools-version: 6.2
// libFuzzer targets for what reads other people's files; see Documentation/Fuzzing.md.
import PackageDescription

let package = Package(
  name: "fuzz",
  products: [.executable(name: "targets", targets: ["Targets"])],
  dependencies: [.package(name: "mrv", path: "../..")],
  targets: [
    .executableTarget(
      name: "Targets", dependencies: [.product(name: "MRVLibraries", package: "mrv")],
      swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")])
  ],
  swiftLanguageModes: [.v6]
)
