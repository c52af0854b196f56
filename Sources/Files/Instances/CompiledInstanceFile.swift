import Encoding
public import PlanModel

/// Compiled instances as JSON, in the format `headroom-instance-1`: everything that the packer sees, and nothing that it does not.
public enum CompiledInstanceFile {
  /// The bytes of an instance: the same instance, the same bytes.
  ///
  /// - Complexity: O(bays × rows of a bay + options).
  public static func write(_ instance: CompiledInstance) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.field("format", "headroom-instance-1")
      json.field("name", instance.name)
      list("levels", instance.levels, to: &json) { $1.value($0) }
      json.key("zones")
      json.array { json in
        for zone in instance.zones {
          json.object(inline: true) { json in
            json.field("name", zone.name)
            json.field("level", zone.level)
            optional("parent", zone.parent, to: &json)
          }
        }
      }
      writeKinds(instance, &json)
      writeRows(instance, &json)
      json.key("bays")
      json.array { json in
        for bay in instance.bays {
          json.object(inline: true) { json in
            json.field("zone", bay.zone)
            json.field("kind", bay.kind)
            json.field("slots", bay.slots)
            list("loads", bay.loads, to: &json) { load, json in pair(load.row, load.rule, to: &json) }
          }
        }
      }
      json.key("divisions")
      json.array { json in
        for division in instance.divisions {
          json.object(inline: true) { json in
            list("partOfBay", division.partOfBay, to: &json) { part, json in
              if let part { json.value(part) } else { json.null() }
            }
            list("run", division.run, to: &json) { $1.value($0) }
          }
        }
      }
      json.key("leases")
      json.array { json in for lease in instance.leases { write(lease, &json) } }
    }
    return json.text
  }

  private static func writeKinds(_ instance: CompiledInstance, _ json: inout JSONWriter) {
    json.key("kinds")
    json.array { json in
      for kind in instance.kinds {
        json.object(inline: true) { json in
          json.field("name", kind.name)
          list("domains", kind.domains, to: &json) { $1.value($0) }
          list("nodeAmounts", kind.nodeAmounts, to: &json) { $1.value($0) }
        }
      }
    }
    json.key("quantities")
    json.array { json in
      for quantity in instance.quantities {
        json.object(inline: true) { json in
          json.field("name", quantity.name)
          json.field("unit", quantity.unit)
        }
      }
    }
  }

  private static func writeRows(_ instance: CompiledInstance, _ json: inout JSONWriter) {
    json.key("rules")
    json.array { json in
      for rule in instance.rules {
        json.array(inline: true) { json in for term in rule { pair(term.quantity, term.coefficient, to: &json) } }
      }
    }
    json.key("rows")
    json.array { json in
      for row in instance.rows {
        json.object(inline: true) { json in
          json.field("name", row.name)
          json.field("unit", row.unit)
          json.field("capacity", row.capacity)
          json.field("denominator", row.denominator)
          json.field("case", row.failureCase)
          json.field("period", row.period)
        }
      }
    }
  }

  private static func write(_ lease: CompiledLease, _ json: inout JSONWriter) {
    json.object { json in
      json.field("name", lease.name)
      json.field("kept", lease.isMandatory)
      json.field("priority", lease.priority)
      optional("moveCost", lease.moveCost, to: &json)
      list("pins", lease.pins, to: &json) { pin, json in
        json.object(inline: true) { json in
          json.field("bay", pin.bay)
          json.field("units", pin.units)
          optional("node", pin.node, to: &json)
          if pin.node != nil { list("slots", pin.slots, to: &json) { $1.value($0) } }
        }
      }
      json.key("options")
      json.array { json in
        for option in lease.options { json.object(inline: true) { json in write(option, &json) } }
      }
    }
  }

  private static func write(_ option: CompiledOption, _ json: inout JSONWriter) {
    json.field("kind", option.kind)
    json.field("level", option.level)
    json.field("least", option.least)
    json.field("units", option.units)
    json.field("slots", option.slots)
    json.field("value", option.value)
    json.field("unitValue", option.unitValue)
    json.field("keptValue", option.keptValue)
    list("amounts", option.amounts, to: &json) { $1.value($0) }
    json.field("within", option.within)
    json.field("block", option.block)
    optional("blockLevel", option.blockLevel, to: &json)
    json.field("splits", option.splits)
    optional("exclusive", option.exclusive, to: &json)
    optional("spread", option.spread?.division, to: &json)
    optional("spreadPPM", option.spread?.ppm, to: &json)
    optional("near", option.near?.lease, to: &json)
    optional("nearDivision", option.near?.division, to: &json)
    optional("nearReach", option.near?.reach, to: &json)
  }

  // MARK: pieces

  private static func list<Element>(
    _ key: String, _ elements: [Element], to json: inout JSONWriter, _ write: (Element, inout JSONWriter) -> Void
  ) {
    json.key(key)
    json.array(inline: true) { json in for element in elements { write(element, &json) } }
  }

  private static func pair(_ first: Int, _ second: some BinaryInteger, to json: inout JSONWriter) {
    json.array(inline: true) { json in
      json.value(first)
      json.value(second)
    }
  }

  private static func optional(_ key: String, _ number: (some BinaryInteger)?, to json: inout JSONWriter) {
    json.key(key)
    if let number { json.value(number) } else { json.null() }
  }
}
