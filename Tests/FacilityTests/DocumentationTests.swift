import Facility
import Tenancy
import Testing

// The examples in the documentation of central types, as they stand there.

private let h100 = Kind(
  name: "dgx-h100", gpuModel: "H100", gpus: 8, nvlinkDomain: 8, nameplate: PowerFigure(.kilowatts(10)),
  sustainedPeak: PowerFigure(.kilowatts(9)), average: PowerFigure(.kilowatts(8)), idle: PowerFigure(.kilowatts(2)),
  liquid: .zero, height: RackUnits(8))

@Test func `the example of Facility says what it says`() {
  var facility = Facility(name: "lab", kinds: [h100])
  facility.zones = [
    Zone(name: "lab", level: .site, parent: nil, end: ZoneID(2)),
    Zone(name: "rack-1", level: .rack, parent: ZoneID(0), end: ZoneID(2)),
  ]
  facility.bays = [Bay(zone: ZoneID(1), kind: KindID(0), installed: 4)]
  #expect(facility.installedNodes == 4)
  #expect(facility.path(of: ZoneID(1)) == "rack-1")
}

@Test func `the example of Lease says what it says`() {
  let lease = Lease(
    name: "train", tenant: TenantID(0), demand: .gpus(1_020), kind: KindID(0), level: .pod,
    price: Price(cents: 235, hours: 1, per: .gpu))
  #expect(!lease.isPlaced)
  #expect(lease.nodes(of: h100) == 128...128)
  #expect(lease.rent(nodes: 128, of: h100) == 239_700)
}
