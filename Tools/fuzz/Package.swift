// swift-tools-version: 6.2
import PackageDescription

// A package of its own beside the core: nobody who builds headroom builds this. Tools/fuzz/run builds it with the flags
// that libFuzzer needs; docs/fuzzing.md says more.

let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "headroom", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz-readers",
      dependencies: [.product(name: "Headroom", package: "headroom")],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
      ])
  ]
)
