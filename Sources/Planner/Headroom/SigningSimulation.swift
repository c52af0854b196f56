import Facility
import Packing
import PlanModel
import Tenancy

/// Leases signing one after another, on top of those that are signed.
struct SigningSimulation {
  /// The first lease that finds no place, and how many find none.
  private(set) var first: Refusal?
  private(set) var failing = 0

  private let problem: CompiledProblem
  private let empty: Ledger
  private var gangs: [PlacedGang]
  private var ledger: Ledger
  /// The smallest gang of each shape that found no place.
  private var failed: [OptionSignature: Int32] = [:]

  /// - Parameters:
  ///   - gangs: those of the leases that are signed already.
  ///   - empty: a ledger without gangs.
  init(_ problem: CompiledProblem, _ gangs: [PlacedGang], on empty: Ledger) {
    (self.problem, self.gangs, self.empty) = (problem, gangs, empty)
    ledger = empty.placing(gangs)
  }

  /// Signs a lease: places it, or counts it as failing.
  mutating func sign(_ lease: LeaseID) {
    for option in problem.instance.optionRange(of: LeaseIndex(lease.index)).map({ OptionIndex($0) }) {
      let start = ledger.mark()
      guard place(option) else { continue }
      gangs.append(PlacedGang(lease: lease, option: option, parts: ledger.parts(since: start), piece: nil))
      return
    }
    failing += 1
    guard first == nil else { return }
    var explainer = Explainer(problem, PlanContext(problem, gangs: gangs, on: empty, ledger: ledger))
    first = explainer.refusal(of: lease)
  }

  /// Places an option if it finds a place; returns whether it did.
  ///
  /// Places are only taken, so where a smaller gang of its shape failed it fails too, unless what a part may hold
  /// depends on the size.
  private mutating func place(_ option: OptionIndex) -> Bool {
    let options = problem.instance.options
    let isPlain = options.spread[option] < 0 && options.block[option] == 1
    let shape = OptionSignature(option, problem.instance)
    if isPlain, let smallest = failed[shape], smallest <= options.least[option] { return false }
    if ledger.place(option) { return true }
    if isPlain { failed[shape] = options.least[option] }
    return false
  }
}

extension CompiledProblem {
  /// The leases that are not signed yet by rung, then last day, then probability, then place in the book, but none
  /// before the lease that it enlarges; as far as the first that is last.
  func signingOrder(after isSigned: [Bool], until isLast: (LeaseID) -> Bool) -> [LeaseID] {
    let leases = book.leases
    var isDone = isSigned
    let farAway = CalendarDate(year: 2200, month: 12, day: 31)!
    var order: [LeaseID] = []
    for rung in 0..<Status.rungs {
      var keys: [(CalendarDate, Int64, id: Int)] = []
      for id in leases.indices where !isSigned[id] && leases[id].status.rung == rung {
        keys.append((leases[id].status.lastDay ?? farAway, -leases[id].status.probability.ppm, id))
      }
      for (_, _, id) in keys.sorted(by: { $0 < $1 }) {
        // Up to a lease that is signed or is to sign already.
        var chain: [LeaseID] = []
        var next: Int? = id
        while let at = next, !isDone[at] {
          isDone[at] = true
          chain.append(LeaseID(at))
          next = leases[at].expands?.lease.index
        }
        order += chain.reversed()
        if chain.contains(where: isLast) { return order }
      }
    }
    return order
  }
}
