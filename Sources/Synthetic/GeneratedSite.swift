internal import SeededRandom
public import Documents

/// A facility and a tenant book made up for measuring, as files in memory that the ordinary readers read.
///
/// The site has halls, pods and racks of three kinds of the catalogue, two cooled mostly by liquid and one by air, with
/// limits at the contract, UPS, busways, breakers, CDUs and air handlers, on storage and on uplinks. Some of them are drawn so
/// tight that not every node can run at its sustained peak. The book asks for about 1.3 times the GPUs that are there, in many
/// small leases and a few of thousands of GPUs.
///
/// The bytes depend on the size and the seed only: all arithmetic is in integers, or in + − × ÷ on doubles.
public struct GeneratedSite: Sendable {
  /// GPUs that can be asked for.
  public static let gpuRange = 8...10_000_000
  /// Leases that can be asked for.
  public static let leaseRange = 0...500_000

  /// `facility.yaml`, in the format `headroom-facility-1`.
  public let facility: SourceFile
  /// `tenants.csv`, a book as a table.
  public let book: SourceFile

  /// Makes a site of `gpus` GPUs, rounded up to a whole node of eight, and a book of `leases` leases.
  ///
  /// - Precondition: both are in their ranges.
  /// - Complexity: O(leases + pods).
  public init(gpus: Int, leases: Int, seed: UInt64) {
    precondition(Self.gpuRange.contains(gpus) && Self.leaseRange.contains(leases), "a size out of range")
    let layout = SiteLayout(gpus: gpus)
    var random = SplitMix64(seed: seed)
    let name = "generated-\(gpus)-gpus-seed-\(seed)"
    facility = SourceFile(
      name: "facility.yaml", text: FacilityGenerator(layout, name: name, leases: leases, seed: seed).text(&random))
    var generator = BookGenerator(layout, leases: leases)
    book = SourceFile(name: "tenants.csv", text: generator.table(&random))
  }
}
