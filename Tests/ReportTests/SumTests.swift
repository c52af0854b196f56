import Facility
import PlanModel
import Testing

@testable import Report

@Suite struct SumTests {
  /// Rows of a printed table by their first words; numbers without separators.
  private func rows(_ lines: [String], _ columns: Int) -> [(title: String, numbers: [Double])] {
    lines.compactMap { line in
      let words = line.split(separator: " ").filter { $0 != "%" }
      guard words.count > columns else { return nil }
      let numbers = words.suffix(columns).compactMap { Double($0.filter { $0 != "," }) }
      return numbers.count == columns ? (words.dropLast(columns).joined(separator: " "), numbers) : nil
    }
  }

  @Test func `GPUs as printed sum to what is installed, kind by kind and in all`() throws {
    let lines = try section("Where the GPUs go", of: PlanReport.text(Fixture.answer, style: ReportStyle()))
    let table = rows(Array(lines.prefix(13)), 4)
    #expect(table.count == 12)
    for column in 0..<4 {
      let values = table.map { $0.numbers[column] }
      #expect(values[0] == values[1] + values[2])
      #expect(values[2] == values[3...].reduce(0, +))
    }
    for row in table { #expect(row.numbers[3] == row.numbers[..<3].reduce(0, +), "\(row.title)") }
  }

  @Test(arguments: [Int64(1), 3, 7, 10, 100, 299])
  func `MW and per cent as printed sum to the printed limit`(_ scale: Int64) throws {
    var answer = Fixture.answer
    func scaled(_ watts: Watts) -> Watts { Watts(milliwatts: watts.milliwatts * scale * 7 / 9) }
    var use = Fixture.use
    (use.plant, use.losses, use.base, use.leased) = (
      scaled(use.plant), scaled(use.losses), scaled(use.base), scaled(use.leased)
    )
    use.supply = use.plant + use.losses + use.base + use.leased
    let (leasable, stranded) = (scaled(.kilowatts(101)), Watts(milliwatts: -3_333_333))
    answer.supply = SupplyWaterfall(
      contract: use.supply + leasable + stranded, use: use, leasable: leasable, stranded: stranded)
    let lines = try section("Where the power goes", of: PlanReport.text(answer, style: ReportStyle()))
    let table = rows(Array(lines.dropFirst()), 2)
    #expect(table.count == 7)
    let steps = table.map { ($0.numbers[0] * 1_000).rounded() }
    #expect(steps[0] == steps[1...].reduce(0, +))
    let shares = table.map { ($0.numbers[1] * 10).rounded() }
    #expect(shares[0] == 1_000)
    #expect(shares[0] == shares[1...].reduce(0, +))
  }

  @Test func `rounded parts sum to the rounded whole and stay within a step`() {
    var state: UInt64 = 1
    func next() -> Int64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int64(state >> 24) - (1 << 37)
    }
    for _ in 0..<500 {
      let parts = (0..<6).map { _ in next() }
      let whole = parts.reduce(0, +)
      let (rounded, total) = Numbers.apportion(parts, whole: whole, over: 1_000_000_000, digits: 2)
      #expect(rounded.reduce(0, +) == total)
      for (part, step) in zip(parts, rounded) { #expect(abs(part - step * 10_000_000) <= 10_000_000) }
    }
  }

  @Test func `parts that do not sum are not made to`() {
    #expect(Numbers.apportion([10, 10], whole: 30, over: 10, digits: 0).parts == [1, 1])
  }
}

@Suite struct NumberTests {
  @Test func `numbers are grouped by thousands`() {
    #expect(Numbers.grouped(0) == "0")
    #expect(Numbers.grouped(999) == "999")
    #expect(Numbers.grouped(-1_000) == "-1,000")
    #expect(Numbers.grouped(230_656) == "230,656")
    #expect(Numbers.grouped(Int64.min) == "-9,223,372,036,854,775,808")
  }

  @Test func `power takes the unit of its size and never loses a shortage`() {
    #expect(Numbers.power(.megawatts(300)) == "300 MW")
    #expect(Numbers.power(.watts(57_600)) == "57.6 kW")
    #expect(Numbers.power(.watts(81)) == "81 W")
    #expect(Numbers.power(.zero) == "0 W")
    #expect(Numbers.power(Watts(milliwatts: 300)) == "300 mW")
    #expect(Numbers.power(Watts(milliwatts: 4_200_000_001), .up) == "4.21 MW")
    #expect(Numbers.power(Watts(milliwatts: -1_500_000)) == "-1.5 kW")
    #expect(Numbers.power(Watts(milliwatts: .max)) == "9,223,372,036.85 MW")
  }

  @Test func `per cent is 100 only where the limit is reached`() {
    #expect(Numbers.percent(999_999, of: 1_000_000) == "99.9 %")
    #expect(Numbers.percent(1_000_000, of: 1_000_000) == "100.0 %")
    #expect(Numbers.percent(1_000_001, of: 1_000_000) == "100.1 %")
    #expect(Numbers.percent(1, of: 0) == "over")
    #expect(Numbers.percent(0, of: 0) == "0.0 %")
  }

  @Test func `a gap is never rounded to nothing`() {
    #expect(PlanReport.gap(99_999_999, 100_000_000) == "0.01 %")
    #expect(PlanReport.gap(100, 100) == "0.00 %")
    #expect(PlanReport.gap(0, 0) == "0.00 %")
    #expect(PlanReport.gap(.min, .max) == "200.01 %")
  }

  @Test func `two figures get the digits that tell them apart`() {
    #expect(Numbers.distinct(300_000_000_001, 300_000_000_000) == ("300.000000001 MW", "300 MW"))
    #expect(Numbers.distinct(59_200_000, 57_600_000) == ("59.2 kW", "57.6 kW"))
  }
}
