internal import Encoding
public import Facility
internal import PlanModel

extension CatalogueReport {
  /// The catalogue as JSON of the format `headroom-catalogue-list-1`, UTF-8, described in docs/report-json.md.
  ///
  /// - Complexity: O(kinds + equipment).
  public static func json(_ contents: CatalogueContents) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-catalogue-list-1")
      json.field("facility", orNull: contents.facility)
      json.array("kinds", contents.kinds) { json, entry in
        json.object { json in
          kind(entry.value, &json)
          json.origin(entry)
        }
      }
      json.array("equipment", contents.equipment) { json, entry in
        json.object { json in
          equipment(entry.value, &json)
          json.origin(entry)
        }
      }
    }
    return json.text
  }

  private static func kind(_ kind: Kind, _ json: inout JSONWriter) {
    let hardware = kind.hardware
    json.field("kind", kind.name)
    json.field("gpu", kind.gpuModel)
    json.field("gpus", kind.gpus)
    json.field("nvlinkDomainGPUs", kind.nvlinkDomain)
    json.field("nameplateMilliwatts", kind.nameplate.watts.milliwatts)
    json.field("sustainedPeakMilliwatts", kind.sustainedPeak.watts.milliwatts)
    json.field("averageMilliwatts", kind.average.watts.milliwatts)
    json.field("idleMilliwatts", kind.idle.watts.milliwatts)
    json.field("liquid", kind.liquid.value, digits: 6)
    json.field("heightUnits", kind.height.units)
    json.field("gpuMilliwatts", orNull: hardware.gpuPower?.milliwatts)
    json.range("gpuCapMilliwatts", hardware.gpuCap) { $0.milliwatts }
    json.field("gpuMemoryMegabytes", orNull: hardware.gpuMemory?.megabytes)
    json.field("sockets", orNull: hardware.sockets.map(Int64.init))
    json.field("cores", orNull: hardware.cores.map(Int64.init))
    json.array("numaDomains", kind.numaDomains) { json, domain in
      json.object(inline: true) { json in
        json.field("gpus", domain.gpus)
        json.field("nics", orNull: domain.nics.map(Int64.init))
        json.field("cores", orNull: domain.cores.map(Int64.init))
      }
    }
    json.key("nics")
    if let nics = hardware.nics { json.ports(nics) } else { json.null() }
    json.key("supplies")
    if let supplies = hardware.supplies { json.supplies(supplies) } else { json.null() }
    json.field("massGrams", orNull: hardware.mass?.grams)
    json.range("inletMillidegrees", hardware.inlet) { $0.millidegrees }
    json.range("waterInletMillidegrees", hardware.waterInlet) { $0.millidegrees }
  }

  private static func equipment(_ item: Equipment, _ json: inout JSONWriter) {
    json.field("name", item.name)
    json.field("class", item.equipmentClass.rawValue)
    json.field("heightUnits", orNull: item.height?.units)
    json.field("massGrams", orNull: item.mass?.grams)
    json.array("ports", item.ports) { json, ports in json.ports(ports) }
    json.field("maxMilliwatts", orNull: item.maxPower?.milliwatts)
    json.field("typicalMilliwatts", orNull: item.typicalPower?.milliwatts)
    json.field("rated", orNull: item.rating.map(rating))
    json.field("ratingMilliwatts", orNull: item.capacity?.milliwatts)
    json.field("powerFactor", orNull: item.powerFactor)
    json.field("continuous", orNull: item.continuous)
    json.field("efficiency", orNull: item.efficiency)
    json.field("noLoadLossMilliwatts", orNull: item.noLoadLoss?.milliwatts)
    json.field("squareLossMilliwatts", orNull: item.squareLoss?.milliwatts)
    json.field("takes", orNull: item.medium?.rawValue)
    json.field("derateAboveMillidegrees", orNull: item.derate?.above.millidegrees)
    json.field("derateMilliwattsPerKelvin", orNull: item.derate?.perKelvin.milliwatts)
    json.field("flowMillilitresPerMinute", orNull: item.flow?.millilitres)
    json.field("drive", orNull: item.drive)
    json.field("approachMillikelvin", orNull: item.approach?.millikelvin)
  }
}

extension JSONWriter {
  fileprivate mutating func ports(_ ports: Ports) {
    object(inline: true) { json in
      json.field("count", ports.count)
      json.field("bitsPerSecond", ports.speed.bits)
    }
  }

  fileprivate mutating func supplies(_ supplies: Supplies) {
    object(inline: true) { json in
      json.field("count", supplies.count)
      json.field("ratingMilliwatts", supplies.rating.milliwatts)
      json.field("needed", supplies.needed)
      json.field("nodes", supplies.nodes)
    }
  }

  fileprivate mutating func range<Value>(_ name: String, _ range: ClosedRange<Value>?, _ number: (Value) -> Int64) {
    key(name)
    guard let range else { return null() }
    object(inline: true) { json in
      json.field("min", number(range.lowerBound))
      json.field("max", number(range.upperBound))
    }
  }

  /// The origin of an entry's figures.
  fileprivate mutating func origin<Value>(_ entry: CatalogueContents.Entry<Value>) {
    field("added", entry.isAdded)
    key("overridden")
    array(inline: true) { json in for key in entry.overridden.sorted() { json.value(key) } }
    object("founded", inline: true) { json in
      for evidence in Evidence.allCases {
        let keys = entry.evidence.filter { $0.value == evidence }.keys.sorted()
        json.key(evidence.rawValue)
        json.array(inline: true) { json in for key in keys { json.value(key) } }
      }
    }
  }
}
