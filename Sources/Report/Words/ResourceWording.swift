internal import Facility
internal import PlanModel

/// A kind of resource in sentences. The defaults do for a limit that is simply full; `name` and `amount` must be said by each kind.
protocol ResourceWording: ResourceKind {
  /// The resource with its limit: `the 300 MW contract`; only where the facility has it.
  func name(in facility: Facility) -> String
  /// An amount in its unit, power rounded up so that no shortage prints as nothing.
  func amount(_ amount: Int64, in facility: Facility) -> String
  /// `… is full: 4.2 MW short`.
  func full(_ short: Int64, in facility: Facility) -> String
  /// Names the limit that a lease breaks where it stands today, and by how much: `the 300 MW contract by 4.2 MW`.
  func conflict(_ short: Int64, in facility: Facility) -> String
  /// Says how far a plan exceeds the limit.
  func over(_ loading: Loading, in facility: Facility) -> String
  /// The limits of its name together: `the 300 MW contract`, `the 3,136 breakers (57.6 kW each)`; only where the facility has it.
  func nameOfAll(in facility: Facility) -> String
}

extension Resource {
  /// Its kind in sentences.
  var wording: any ResourceWording {
    switch self {
    case .power(let id): PowerLimit(stage: id)
    case .cooling(let id): CoolingLimit(element: id)
    case .space(let zone): RackSpace(rack: zone)
    case .nodes(let bay): BayNodes(bay: bay)
    case .spares(let zone, let kind): SpareNodes(zone: zone, kind: kind)
    case .quantity(let zone, let quantity): ProvidedQuantity(zone: zone, quantity: quantity)
    }
  }
}

extension ResourceWording {
  /// Its name, also where the facility does not have it.
  fileprivate func anyName(in facility: Facility) -> String {
    exists(in: facility) ? name(in: facility) : "a limit that the facility does not have"
  }

  /// ` of hall-1/pod-3`; empty where the whole facility provides it.
  fileprivate func ofZone(in facility: Facility) -> String {
    let zone = zone(in: facility)
    return facility.isWhole(zone) ? "" : " of " + facility.place(of: zone)
  }

  func full(_ short: Int64, in facility: Facility) -> String {
    "\(anyName(in: facility)) falls \(amount(short, in: facility)) short"
  }

  func conflict(_ short: Int64, in facility: Facility) -> String {
    "\(anyName(in: facility)) by \(amount(short, in: facility))"
  }

  func nameOfAll(in facility: Facility) -> String { name(in: facility) }

  /// The amount by which a loading exceeds its limit.
  fileprivate func excess(_ loading: Loading, in facility: Facility) -> String {
    amount(loading.load.addedSaturating(0 &- loading.capacity), in: facility)
  }

  /// `… carries 1.20 MW: 0.20 MW over its limit of 1.00 MW`, in a unit in which both can be told apart.
  fileprivate func carries(_ loading: Loading, in facility: Facility) -> String {
    let (load, limit) = Numbers.distinct(loading.load, loading.capacity)
    return "\(anyName(in: facility)) carries \(load): \(excess(loading, in: facility)) over its limit of \(limit)"
  }

  /// `the 48 transformer limits (1.50 MW each)`.
  fileprivate func many(_ name: String, _ limits: [Watts?]) -> String {
    let limits = limits.compactMap { $0 }
    guard let least = limits.min(), let most = limits.max() else { return name }
    let each = least == most ? "\(Numbers.power(least)) each" : "\(Numbers.power(least)) to \(Numbers.power(most))"
    return "the \(Numbers.grouped(limits.count)) \(name) limits (\(each))"
  }
}

extension PowerLimit: ResourceWording {
  func name(in facility: Facility) -> String {
    let limit = facility.power[stage].limit.map { Numbers.power($0) + " " } ?? ""
    return "the \(limit)\(facility.power[stage].name)\(ofZone(in: facility))"
  }

  func amount(_ amount: Int64, in facility: Facility) -> String { Numbers.power(Watts(milliwatts: amount), .up) }

  func over(_ loading: Loading, in facility: Facility) -> String { carries(loading, in: facility) }

  func nameOfAll(in facility: Facility) -> String {
    let alike = facility.power.filter { $0.stage == facility.power[stage].stage && $0.limit != nil }
    return alike.count > 1 ? many(facility.power[stage].stage, alike.map(\.limit)) : name(in: facility)
  }
}

extension CoolingLimit: ResourceWording {
  func name(in facility: Facility) -> String {
    let limit = facility.cooling[element].limit.map { Numbers.power($0) + " " } ?? ""
    return "the \(limit)\(facility.cooling[element].name)\(ofZone(in: facility))"
  }

  func amount(_ amount: Int64, in facility: Facility) -> String {
    Numbers.power(Watts(milliwatts: amount), .up) + " of heat"
  }

  func over(_ loading: Loading, in facility: Facility) -> String { carries(loading, in: facility) }

  func nameOfAll(in facility: Facility) -> String {
    let alike = facility.cooling.filter { $0.name == facility.cooling[element].name && $0.limit != nil }
    return alike.count > 1 ? many(facility.cooling[element].name, alike.map(\.limit)) : name(in: facility)
  }
}

extension RackSpace: ResourceWording {
  func name(in facility: Facility) -> String {
    let space = facility.zones[rack].space.map { Numbers.grouped($0.units) + " U " } ?? ""
    return "the \(space)rack space of \(facility.place(of: rack))"
  }

  func amount(_ amount: Int64, in facility: Facility) -> String { Numbers.grouped(amount) + " U" }

  func over(_ loading: Loading, in facility: Facility) -> String {
    "\(anyName(in: facility)) holds nodes of \(amount(loading.load, in: facility)): \(excess(loading, in: facility)) too many"
  }

  func nameOfAll(in facility: Facility) -> String {
    let racks = facility.zones.count { $0.space != nil }
    return racks > 1 ? "the space in \(Numbers.grouped(racks)) racks" : name(in: facility)
  }
}

extension BayNodes: ResourceWording {
  func name(in facility: Facility) -> String {
    "the \(facility.nodeWords(of: facility.bays[bay].kind)) of \(facility.place(of: zone(in: facility)))"
  }

  private func isPosition(_ facility: Facility) -> Bool {
    exists(in: facility) && facility.isPosition(facility.bays[bay].kind)
  }

  func amount(_ amount: Int64, in facility: Facility) -> String {
    counted(Int(amount), isPosition(facility) ? "rack position" : "node")
  }

  func full(_ short: Int64, in facility: Facility) -> String {
    "\(anyName(in: facility)) fall \(amount(short, in: facility)) short"
  }

  func conflict(_ short: Int64, in facility: Facility) -> String {
    guard exists(in: facility) else { return anyName(in: facility) }
    let bay = facility.bays[bay]
    return "the \(Numbers.grouped(bay.inService)) \(facility.nodeWords(of: bay.kind)) in service in"
      + " \(facility.place(of: bay.zone)) by \(amount(short, in: facility))"
  }

  func over(_ loading: Loading, in facility: Facility) -> String {
    "\(anyName(in: facility)): \(Numbers.grouped(loading.load)) leased,"
      + " \(Numbers.grouped(loading.capacity)) in service: \(excess(loading, in: facility)) too many"
  }

  func nameOfAll(in facility: Facility) -> String {
    "the number of \(facility.nodeWords(of: facility.bays[bay].kind)) in service"
  }
}

extension SpareNodes: ResourceWording {
  func name(in facility: Facility) -> String {
    "the \(facility.nodeWords(of: kind)) of \(facility.place(of: zone)) less its spares"
  }

  func amount(_ amount: Int64, in facility: Facility) -> String {
    counted(Int(amount), facility.isPosition(kind) ? "rack position" : "node")
  }

  func full(_ short: Int64, in facility: Facility) -> String {
    "\(anyName(in: facility)) fall \(amount(short, in: facility)) short"
  }

  func conflict(_ short: Int64, in facility: Facility) -> String {
    "the \(facility.label(of: kind)) spares of \(facility.place(of: zone)) by \(amount(short, in: facility))"
  }

  func over(_ loading: Loading, in facility: Facility) -> String {
    "\(anyName(in: facility)): \(Numbers.grouped(loading.load)) leased,"
      + " \(Numbers.grouped(loading.capacity)) allowed: \(excess(loading, in: facility)) taken from the spares"
  }

  func nameOfAll(in facility: Facility) -> String {
    "the number of \(facility.nodeWords(of: kind)) in service less spares"
  }
}

extension ProvidedQuantity: ResourceWording {
  func name(in facility: Facility) -> String {
    let provision = facility.provisions.first { $0.zone == zone && $0.quantity == quantity }
    let named = facility.quantities[quantity]
    let provided = provision.map { Sentence.amount($0.capacity, of: named) + " " } ?? ""
    return "the \(provided)\(named.name)\(ofZone(in: facility))"
  }

  func amount(_ amount: Int64, in facility: Facility) -> String {
    facility.quantities.indices.contains(quantity.index)
      ? Sentence.amount(amount, of: facility.quantities[quantity]) : Numbers.grouped(amount)
  }

  func over(_ loading: Loading, in facility: Facility) -> String {
    "\(anyName(in: facility)): \(amount(loading.load, in: facility)) leased, \(excess(loading, in: facility)) too many"
  }
}
