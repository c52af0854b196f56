import Facility
import Documents

// Figures that are each in range and that multiply or add up beyond it: they are refused where they are stated, so that no sum
// is ever held at the end of what it can count.

extension FacilityReader {
  /// Follows the largest draw of everything towards the supply, and refuses what draws or carries more than
  /// `Limit.draw`: the first on each way, since whatever stands behind it would carry more still.
  mutating func refuseExcess(of facility: Facility, _ expander: TemplateExpander) {
    guard !input.diagnostics.hasErrors else { return }
    var draws = LargestDraws(facility)
    for (at, bay) in facility.bays.enumerated() where draws.bays[at] > Limit.draw {
      let spec = expander.spec(of: bay.zone)
      let node = spec.nodes.first { $0.kind == bay.kind }?.node ?? spec.node
      draws.reported.append((node, "`\(facility.kinds[bay.kind].name)` draws more than 1 TW here"))
    }
    for (load, amount) in zip(facility.loads, draws.loads) where amount > Limit.draw {
      let node = expander.spec(of: load.zone).loads.first { $0.name == load.name }?.node
      draws.reported.append((node ?? expander.spec(of: load.zone).node, "`\(load.name)` draws more than 1 TW"))
    }
    if draws.reported.isEmpty {
      draws.follow(facility) { stage in expander.place(of: stage) ?? expander.spec(of: stage.zone).node }
    }
    if draws.reported.isEmpty, draws.total > Limit.draw {
      draws.reported.append((expander.specs[Int(expander.specOf[0])].node, "everything here draws more than 1 TW"))
    }
    var said: Set<NodeID> = []
    for (node, text) in draws.reported where said.insert(node).inserted {
      input.report(
        input.resolved(node), text, expected: "at most 1 TW at any point of the power chain",
        suggestion: "are its units right, and the efficiency of each stage on the way?")
    }
  }
}

extension TemplateExpander {
  /// The place where a file states a stage.
  func place(of stage: PowerElement) -> NodeID? {
    spec(of: stage.zone).stages.first { $0.name == stage.stage }?.node
  }
}

/// Every node at the largest of its figures, every load at the upper end of its band.
private struct LargestDraws {
  /// By bay and by load.
  private(set) var bays: [Watts] = [], loads: [Watts] = []
  /// All of it, without losses.
  private(set) var total = Watts.zero
  /// Places of what exceeds the range, with what is wrong.
  var reported: [(node: NodeID, text: String)] = []
  private var stages: [Watts]

  init(_ facility: Facility) {
    stages = Array(repeating: .zero, count: facility.power.count)
    let largest = facility.kinds.map { kind in
      ([kind.nameplate, kind.sustainedPeak, kind.average, kind.idle] + kind.namedBases.values)
        .reduce(Watts.zero) { Swift.max($0, $1.watts) }
    }
    // Sums over the bays before each, for what stands under a zone.
    var draws = [Watts.zero], gpus = [0]
    for bay in facility.bays {
      let draw = largest[bay.kind.index] * bay.installed
      bays.append(draw)
      draws.append(draws[draws.count - 1] + draw)
      gpus.append(gpus[gpus.count - 1] + bay.installed * facility.kinds[bay.kind].gpus)
      add(draw, at: facility.zones[bay.zone].outlets)
    }
    total = draws[draws.count - 1]
    let racks = BaysByRack(facility)
    for load in facility.loads {
      let inside = racks.bays(under: load.zone, facility.zones)
      let under = draws[inside.upperBound] - draws[inside.lowerBound]
      let most = Fraction(ppm: 1_000_000 + load.tolerance.ppm)
      let amount: Watts =
        switch load.amount {
        case .fixed(let watts): watts
        case .perGPU(let watts): watts * (gpus[inside.upperBound] - gpus[inside.lowerBound])
        case .ofNodes(let share), .ofIT(let share): share.roundedUp(of: under)
        }
      loads.append(most.roundedUp(of: amount))
      total += loads[loads.count - 1]
      add(loads[loads.count - 1], at: load.fedFrom.map { [$0] } ?? facility.zones[load.zone].outlets)
    }
  }

  private mutating func add(_ draw: Watts, at outlets: [PowerID]) {
    for outlet in outlets {
      stages[outlet.index] += Watts(milliwatts: draw.milliwatts.scaledUp(1, over: Int64(outlets.count)))
    }
  }

  /// Hands each stage's input to its parent; what is beyond the range is reported and goes no further.
  mutating func follow(_ facility: Facility, place: (PowerElement) -> NodeID) {
    for at in stages.indices.reversed() {
      let stage = facility.power[at]
      guard stages[at] <= FacilityReader.Limit.draw else {
        reported.append((place(stage), "`\(stage.name)` would carry more than 1 TW"))
        continue
      }
      let input = stage.input(for: stages[at])
      if input > FacilityReader.Limit.draw {
        reported.append(
          (place(stage), "`\(stage.name)` would draw more than 1 TW to hand on \(stages[at].words)"))
      } else if let parent = stage.parent {
        stages[parent.index] += input
      }
    }
  }
}
