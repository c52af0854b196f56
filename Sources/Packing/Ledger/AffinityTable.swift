/// The affinities of leases: for every anchor a watch over the parts where it stands.
struct AffinityTable: Sendable {
  /// A lease whose places are counted by the parts of a division.
  struct Watch: Hashable, Sendable {
    var lease: LeaseIndex
    var division: Int32
  }

  /// All watches.
  let watches: [Watch]
  /// By option: the watch that says where it may stand; −1: anywhere. Empty: no option stands near anything.
  let watchOfOption: [Int32]
  /// By lease: the watches over it. Empty: there are none.
  let watchesOfLease: [[Int32]]
  /// By lease: those that stand near to it, ascending. Empty: there are none.
  let followers: [[LeaseIndex]]
  /// By option: the lease that it belongs to; −1: a probe. Empty: there are no watches.
  let lease: [Int32]

  init(_ instance: Instance) {
    var watches: [Watch] = []
    var number: [Watch: Int32] = [:]
    let ofOption = (0..<instance.options.count).map { option -> Int32 in
      guard let anchor = instance.options.affinity[option] else { return -1 }
      let watch = Watch(lease: anchor, division: instance.options.affinityDivision[option])
      let known = number[watch] ?? Int32(watches.count)
      if number.updateValue(known, forKey: watch) == nil { watches.append(watch) }
      return known
    }
    self.watches = watches
    guard !watches.isEmpty else {
      (watchOfOption, watchesOfLease, followers, lease) = ([], [], [], [])
      return
    }
    watchOfOption = ofOption
    var ofLease = [[Int32]](repeating: [], count: instance.leases.count)
    for (at, watch) in watches.enumerated() { ofLease[watch.lease.offset].append(Int32(at)) }
    watchesOfLease = ofLease
    var lease = [Int32](repeating: -1, count: instance.options.count)
    var followers = [[LeaseIndex]](repeating: [], count: instance.leases.count)
    for at in 0..<instance.leases.count {
      for option in instance.optionRange(of: LeaseIndex(at)) {
        lease[option] = Int32(at)
        guard let anchor = instance.options.affinity[option], followers[anchor.offset].last != LeaseIndex(at) else {
          continue
        }
        followers[anchor.offset].append(LeaseIndex(at))
      }
    }
    (self.lease, self.followers) = (lease, followers)
  }

  var isEmpty: Bool { watches.isEmpty }

  /// The lease that an option's lease stands near to; nil: it stands where it likes.
  func anchor(of option: Int) -> LeaseIndex? {
    isEmpty || watchOfOption[option] < 0 ? nil : watches[Int(watchOfOption[option])].lease
  }

  /// True if a lease stands near to another one, or another one near to it.
  func concerns(_ lease: LeaseIndex, _ instance: Instance) -> Bool {
    !followers[lease.offset].isEmpty || instance.optionRange(of: lease).contains { watchOfOption[$0] >= 0 }
  }

  /// Returns an order in which each lease comes after the one it stands near to; leases that wait for one another in a
  /// circle come last, as they are.
  func afterAnchors(_ order: [LeaseIndex], _ instance: Instance) -> [LeaseIndex] {
    guard !isEmpty else { return order }
    var waits = [Bool](repeating: false, count: instance.leases.count)
    for lease in order { waits[lease.offset] = true }
    var followers: [LeaseIndex: [LeaseIndex]] = [:]
    var result: [LeaseIndex] = []
    var next: [LeaseIndex] = []
    for lease in order {
      let anchors = instance.optionRange(of: lease).lazy.compactMap { anchor(of: $0) }
      if let anchor = anchors.first(where: { waits[$0.offset] }) {
        followers[anchor, default: []].append(lease)
        continue
      }
      next.append(lease)
      while let lease = next.popLast() {
        result.append(lease)
        waits[lease.offset] = false
        next += (followers.removeValue(forKey: lease) ?? []).reversed()
      }
    }
    return result.count == order.count ? result : result + order.filter { waits[$0.offset] }
  }
}
