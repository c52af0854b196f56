internal import Encoding
internal import Facility
internal import PlanModel
internal import Tenancy

extension PlanReport {
  /// The effects of the rules of leases: megawatts, exclusive parts, moves, the ladder of statuses.
  static func rules(_ answer: Answer, _ json: inout JSONWriter) {
    let (facility, book) = (answer.facility, answer.book)
    json.array("megawatts", answer.megawatts.filter { book.has($0.lease) }) { json, use in
      let demand = book.leases[use.lease].demand
      json.object(inline: true) { json in
        json.field("lease", book.name(of: use.lease))
        json.field("askedMilliwatts", orNull: demand.askedPower?.milliwatts)
        json.field("measuredAt", orNull: demand.meteringPoint?.rawValue)
        json.field("kind", facility.kindName(answer.servingKind(of: use.lease)))
        json.field("nodes", use.nodes)
        json.field("drawnMilliwatts", use.drawn.milliwatts)
        json.field("remainderMilliwatts", use.remainder.milliwatts)
      }
    }
    json.array("isolations", answer.isolations) { json, entry in
      json.object(inline: true) { json in
        json.field("lease", book.name(of: entry.lease))
        json.field("because", entry.exclusive.words)
        json.array("gpus", entry.gpus) { json, count in
          json.object { json in
            json.field("kind", facility.kindName(count.kind))
            json.field("gpus", count.gpus)
          }
        }
      }
    }
    json.array("moves", answer.moves) { json, move in
      json.object(inline: true) { json in
        json.field("lease", book.name(of: move.lease))
        json.field("nodes", move.nodes)
        json.field(
          "centsOnce", (book.leases[move.lease].movable?.centsPerNode ?? 0).multipliedSaturating(by: Int64(move.nodes)))
      }
    }
    ladder(answer, &json)
  }

  private static func ladder(_ answer: Answer, _ json: inout JSONWriter) {
    json.key("ladder")
    guard let ladder = answer.ladder else { return json.null() }
    json.object { json in
      json.array("rungs", ladder.rungs) { json, rung in
        json.object(inline: true) { json in
          json.field("status", rung.status)
          json.field("leases", rung.leases)
          json.field("placed", rung.placed)
          json.field("gpus", rung.gpus)
          json.field("gpusAtLeast", rung.leastGPUs)
          json.field("placedGPUs", rung.placedGPUs)
          json.field("rackPositions", rung.positions)
          json.field("placedRackPositions", rung.placedPositions)
          json.field("centsPerHour", rung.value)
          json.field("placedCentsPerHour", rung.placedValue)
          json.field("expectedCentsPerHour", rung.expectedValue)
          json.field("supplyMilliwatts", rung.supply.milliwatts)
          json.field("expectedSupplyMilliwatts", rung.expectedSupply.milliwatts)
          json.field("firstEnds", orNull: rung.firstDay?.text)
        }
      }
      json.field("baseSupplyMilliwatts", ladder.baseSupply.milliwatts)
      json.field("worstSupplyMilliwatts", ladder.worstSupply.milliwatts)
      json.field("expectedSupplyMilliwatts", ladder.expectedSupply.milliwatts)
      json.field("allFit", ladder.worstCase == .allFit)
      var first: Refusal?
      var failing = 0
      if case .fails(let refusal, let count) = ladder.worstCase { (first, failing) = (refusal, count) }
      json.field("failing", failing)
      let id = first.map(\.lease).flatMap { answer.book.has($0) ? $0 : nil }
      json.field("failsFirst", orNull: id.map { answer.book.name(of: $0) })
      json.field("text", worst(ladder.worstCase, answer))
    }
  }
}

extension JSONWriter {
  /// The largest part of a refused lease that found a place.
  mutating func part(_ part: Refusal.Part?, of lease: Lease, _ facility: Facility) {
    key("largestPart")
    guard let part else { return null() }
    object(inline: true) { json in
      json.field("kind", facility.kindName(part.kind))
      json.field("nodes", part.nodes)
      json.field("gpus", lease.gpus(in: part.nodes, of: part.kind, facility))
      json.field("segmentNodes", part.segment)
    }
  }

  /// The node and the GPUs by NUMA domain of a placement on a piece of a node; null for whole nodes.
  mutating func piece(_ placement: Placement, _ facility: Facility) {
    key("piece")
    guard let part = placement.parts.first, let piece = part.piece else { return null() }
    object(inline: true) { json in
      json.field("rack", facility.place(of: part.zone))
      json.field("node", piece.node)
      json.array("gpus", piece.gpus) { json, gpus in json.value(gpus) }
    }
  }
}
