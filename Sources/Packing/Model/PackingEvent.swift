/// An event in the work of a packer. It knows no clock: who listens may stamp what it hears.
public enum PackingEvent: Hashable, Sendable {
  /// A phase begins, and the one before it ends; a phase may come several times.
  case began(PackingPhase)
  /// A round is over, 0 being whatever comes before the first: the value of the packing so far, and what no packing
  /// exceeds; cents per hour.
  case round(Int, value: Int64, bound: Int64)
  /// The rounds are over: where their memory lies, if the settings ask for it.
  case memory(MemoryUse)
}

/// A phase of a packer's work, in the order in which they come first.
public enum PackingPhase: String, Hashable, Sendable, CaseIterable {
  /// Compiling for speed, placing who stands already or is mandatory, and on very large sites a plan before prices.
  case construct
  /// The search for prices.
  case prices
  /// Re-adding what the prices prove.
  case certificate
  /// Whole orders of leases.
  case priorityLists
  /// Rounds in which parts of the site are rebuilt.
  case improve
}
