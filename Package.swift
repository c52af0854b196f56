// swift-tools-version: 6.2
import PackageDescription

// One entry a stage, in the order in which a plan passes through them. A target
// imports only what its entry names; Tests/ArchitectureTests holds the sources to it.

let strict = Context.environment["HEADROOM_STRICT"] != nil

let settings: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // In debug builds, and so in tests, every packing is held to the sum of its placements.
    .define("PACKING_INVARIANTS", .when(configuration: .debug)),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

/// The packer's loops are fifty times as slow without the optimizer, and tests pack, plan and check by the thousand: debug builds of
/// these stages have it too. None of them uses `assert`; what debug builds check beyond release is said with PACKING_INVARIANTS.
let busy: [SwiftSetting] = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// The stages that tests run by the thousand.
let busyStages = ["Packing", "Planner", "PlanCheck"]

func stage(_ name: String, _ imports: Target.Dependency...) -> Target {
  .target(name: name, dependencies: imports, swiftSettings: busyStages.contains(name) ? busy : settings)
}

func tests(_ name: String, _ imports: Target.Dependency...) -> Target {
  .testTarget(name: name, dependencies: imports, swiftSettings: settings)
}

let package = Package(
  name: "headroom",
  products: [
    .executable(name: "headroom", targets: ["headroom"]),
    .library(
      name: "Headroom",
      targets: [
        "SeededRandom", "NUMA", "Packing", "Documents", "Encoding", "Facility", "Tenancy", "PlanModel", "Files",
        "Programs", "Synthetic", "Planner", "PlanCheck", "Report", "Pipeline",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CNUMA", providers: [.apt(["libnuma-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    // Replaces malloc: linked into the command line alone.
    .target(name: "CProcess"),
    stage("SeededRandom"),
    stage("NUMA", "CNUMA"),
    stage("Packing", "NUMA", "SeededRandom"),
    stage("Documents", "CYAML"),
    stage("Encoding"),
    stage("Facility"),
    stage("Tenancy", "Facility"),
    stage("PlanModel", "Facility", "Tenancy"),
    stage("Files", "Documents", "Encoding", "Facility", "Tenancy", "PlanModel"),
    stage("Programs", "PlanModel"),
    stage("Synthetic", "SeededRandom", "Documents", "Facility", "Files"),
    stage("Planner", "Packing", "Facility", "Tenancy", "PlanModel"),
    stage("PlanCheck", "Facility", "Tenancy", "PlanModel"),
    stage("Report", "Encoding", "Facility", "Tenancy", "PlanModel"),
    stage(
      "Pipeline", "NUMA", "Packing", "Documents", "Facility", "Tenancy", "PlanModel", "Files", "Programs", "Planner",
      "PlanCheck", "Report"),
    .executableTarget(
      name: "headroom",
      dependencies: [
        "CProcess", "NUMA", "Packing", "Documents", "Encoding", "Facility", "Tenancy", "PlanModel", "Synthetic",
        "Report",
        "Pipeline",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    tests("NUMATests", "NUMA", "CNUMA"),
    tests("PackingTests", "TestSupport", "SeededRandom", "Packing"),
    tests("DocumentsTests", "Documents"),
    tests("FacilityTests", "TestSupport", "Facility", "Tenancy", "PlanModel"),
    tests("FilesTests", "TestSupport", "Files", "Documents", "Encoding", "Facility", "Tenancy", "PlanModel"),
    tests("ProgramsTests", "Programs", "PlanModel"),
    tests("SyntheticTests", "Synthetic", "Files", "Documents", "Facility", "Tenancy"),
    tests(
      "PlannerTests", "TestSupport", "Planner", "Packing", "PlanCheck", "Files", "Documents", "Facility", "Tenancy",
      "PlanModel"),
    tests("PlanCheckTests", "TestSupport", "PlanCheck", "Facility", "Tenancy", "PlanModel"),
    tests("ReportTests", "TestSupport", "Report", "Encoding", "Facility", "Tenancy", "PlanModel"),
    tests(
      "PipelineTests", "TestSupport", "Pipeline", "Synthetic", "Report", "Packing", "NUMA", "Documents", "Facility",
      "Tenancy", "PlanModel"),
    tests("ArchitectureTests", "TestSupport"),
  ]
)
