internal import Facility
public import PlanModel
internal import Tenancy

extension Sentence {
  /// The answer in one sentence, for whoever decides: what fits for how much and on how many megawatts, what is left to lease,
  /// what binds.
  ///
  /// It begins with `No:` where a lease that must be kept was refused, or the plan fails its check.
  public static func headline(_ answer: Answer) -> String {
    let no = no(answer)
    var text = no.isEmpty ? "" : no + "; "
    text += fits(answer) + stand(answer) + worth(answer) + "; " + leasable(answer)
    let spares = answer.gpus.reduce(0) { $0 + $1.spares }
    if spares > 0 { text += " beside \(counted(spares, "GPU")) held as spares" }
    text += binds(answer) + "."
    return text.capitalizedFirst
  }

  /// The grounds on which the answer can be trusted, in sentences: the basis, the check, the gap to the bound, the figures by their sources and
  /// the band of the draw.
  public static func trust(_ answer: Answer) -> String {
    let verdict = answer.verdict
    var text = "Checked at \(answer.plan.settings.basis.words): "
    text +=
      verdict.holds
      ? "every limit and rule is kept"
      : "\(counted(verdict.violations.count, "limit or rule", plural: "limits and rules")) broken"
    if answer.plan.certificate.bound > 0 {
      let (value, bound) = (answer.plan.value, answer.plan.certificate.bound)
      let best =
        "worth at most \(PlanReport.gap(value, bound)) less than the best of the \(PlanReport.boundHolds(answer))"
      text += "; " + (PlanReport.isLoose(value, bound) ? loosely(best) : best)
    }
    let sources = [figures(answer.facility.provenance), draw(answer)].filter { !$0.isEmpty }
    return text + "." + (sources.isEmpty ? "" : " " + sources.joined(separator: "; ").capitalizedFirst + ".")
  }

  /// A gap that says more of the bound than of the plan: `no proof is closer than that it is worth at most 72.73 % less than …`.
  static func loosely(_ gap: String) -> String {
    "no proof is closer than that it is \(gap): the bound is loose, and the plan may be the best all the same"
  }

  /// `, worth $613,452.88/h on 299.91 MW of 300 MW`.
  private static func worth(_ answer: Answer) -> String {
    var text = ""
    if !answer.plan.placements.isEmpty { text += ", worth $\(Numbers.dollars(answer.plan.value))/h" }
    let draw = answer.verdict.use.supply
    guard draw > .zero else { return text }
    text += " on \(Numbers.power(draw))"
    return answer.supply.map { text + " of \(Numbers.power($0.contract))" } ?? text
  }

  private static func no(_ answer: Answer) -> String {
    let (plan, facility, book) = (answer.plan, answer.facility, answer.book)
    let standing = answer.placements.filter(\.standsInBreach)
    if let first = standing.first {
      // A plan is shown only if it breaks nothing but what is broken by whoever stands there today.
      let others = standing.count - 1
      return "No: lease \(book.name(of: first.lease)) stands, breaks "
        + breaks(first, facility: facility, book: book)
        + (others > 0 ? "; so \(others == 1 ? "does" : "do") \(counted(others, "other lease"))" : "")
    }
    if let first = answer.verdict.violations.first, answer.verdict.violations.allSatisfy(\.isOver) {
      // A plan is shown only if it adds to no limit that is overdrawn: what is over is over without any lease.
      let others = answer.verdict.violations.count - 1
      return "No: before anything is leased " + violation(first, facility: facility, book: book)
        + (others > 0 ? ", and \(counted(others, "other limit")) \(others == 1 ? "is" : "are") overdrawn" : "")
    }
    if let first = answer.verdict.violations.first {
      let count = answer.verdict.violations.count
      return "No: the plan fails its check"
        + (count > 1 ? " in \(Numbers.grouped(count)) points, first: " : ": ")
        + violation(first, facility: facility, book: book)
    }
    let refused = answer.keptRefusals
    guard let first = refused.first else { return "" }
    let because = reason(first, facility: facility, book: book)
    let kept = book.leases.count { plan.settings.honour.keeps($0) }
    if refused.count == 1 {
      return "No: lease \(book.name(of: first.lease)), which must be kept, does not fit: " + because
    }
    return "No: \(Numbers.grouped(refused.count)) of \(Numbers.grouped(kept)) leases that must be kept do not fit,"
      + " first \(book.name(of: first.lease)): " + because
  }

  /// `34 of 48 figures published or derived, 14 estimated`.
  private static func figures(_ provenance: Provenance) -> String {
    let known = provenance.published + provenance.derived
    let all = known + provenance.estimated + provenance.stated + provenance.unsourced
    guard all > 0 else { return "" }
    var text = "\(Numbers.grouped(known)) of \(counted(all, "figure")) published or derived"
    if provenance.estimated > 0 { text += ", \(Numbers.grouped(provenance.estimated)) estimated" }
    return text
  }

  /// `supply 281.40 MW ± 12.20 MW`.
  static func draw(_ answer: Answer) -> String {
    let supply = answer.verdict.use.supply
    guard supply > .zero else { return "" }
    let unit = PowerUnit(for: supply)
    let digits = supply.milliwatts / unit.milliwatts >= 100 ? 1 : 2
    func text(_ watts: Watts) -> String { Numbers.fixed(watts.milliwatts, over: unit.milliwatts, digits: digits) }
    var sentence = "supply \(text(supply)) \(unit.name)"
    let (low, high) = answer.supplyBand
    guard low != high else { return sentence }
    let (down, up) = (text(supply - low), text(high - supply))
    sentence += down == up ? " ± \(up) \(unit.name)" : " -\(down)/+\(up) \(unit.name)"
    return sentence
  }

  private static func fits(_ answer: Answer) -> String {
    let asked = answer.book.leases.count
    let placed = answer.plan.placements.count { !$0.standsInBreach }
    if asked == 0 { return "no lease is asked for" }
    if placed == asked { return asked == 1 ? "the one lease fits" : "all \(Numbers.grouped(asked)) leases fit" }
    return "\(Numbers.grouped(placed)) of \(counted(asked, "lease")) \(asked == 1 ? "fits" : "fit")"
  }

  /// ` and 1 stands where it may not`; empty where none does.
  private static func stand(_ answer: Answer) -> String {
    let standing = answer.placements.count(where: \.standsInBreach)
    guard standing > 0 else { return "" }
    return standing == 1
      ? " and 1 stands where it may not" : " and \(Numbers.grouped(standing)) stand where they may not"
  }

  private static func leasable(_ answer: Answer) -> String {
    guard answer.gpus.contains(where: { $0.installed > 0 }) else { return "the facility has no GPUs" }
    func kinds(_ gpus: (GPUWaterfall) -> Int) -> [String] {
      answer.gpus.filter { gpus($0) > 0 }
        .map { "\(Numbers.grouped(gpus($0))) \(answer.facility.label(of: $0.kind))" }
    }
    let (nodes, pieces) = (kinds(\.leasable), kinds(\.leasablePieces))
    if nodes.isEmpty, pieces.isEmpty { return "nothing is left to lease" }
    if nodes.isEmpty { return listed(pieces) + " GPUs are left to lease, in pieces of nodes" }
    let inPieces = pieces.isEmpty ? "" : ", and " + listed(pieces) + " in pieces of nodes"
    return listed(nodes) + " GPUs are left to lease" + inPieces
  }

  private static func binds(_ answer: Answer) -> String {
    guard let resource = answer.binding?.resource, resource.exists(in: answer.facility) else { return "" }
    return "; what binds is " + resource.wording.nameOfAll(in: answer.facility) + ": raise that first to lease more"
  }
}

extension Violation {
  /// True if it is a limit that is exceeded.
  fileprivate var isOver: Bool { if case .over = self { true } else { false } }
}

extension String {
  /// The text with its first letter in upper case.
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
