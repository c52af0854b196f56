import Documents
import Testing

private func read(_ text: String, _ type: QuantityType, allowing forms: Quantity.Forms = []) -> Result<
  Quantity, InputError
> {
  Result { () throws(InputError) in try Quantity(text, type, allowing: forms) }
}

private func amount(_ text: String, _ type: QuantityType) -> Int64? {
  try? read(text, type, allowing: [.quotient, .tolerance]).get().amount
}

@Test(arguments: [
  ("10.2 kW", 10_200_000), ("300 MW", 300_000_000_000), ("10GW", 10_000_000_000_000), ("0 W", 0), ("0.001 W", 1),
  ("  5   kW ", 5_000_000), ("5\u{A0}kW", 5_000_000), ("132 kW / 18", 7_333_333), ("155 kW/18", 8_611_111),
  ("20 kW / 18", 1_111_111), ("1 W / 3", 333), ("2 W / 3", 667), ("1 W / 2000", 1), ("7.4 kW ± 5 %", 7_400_000),
  ("7.4 kW +- 5 %", 7_400_000), ("-0 W", 0), ("10000 MW", 10_000_000_000_000),
])
func `powers are read to the milliwatt`(text: String, milliwatts: Int) {
  #expect(amount(text, .power) == Int64(milliwatts))
}

@Test(arguments: [
  "10.2", "kW", "", "10.2 kw", "10,2 kW", "1_000 kW", "1e3 kW", "0x10 kW", "010 kW", ".5 kW", "5. kW", "1.2.3 kW",
  "NaN kW", "inf kW", "-1 W", "+5 kW", "5 A", "5 kWh", "5 kW 3", "5 kW / 0", "5 kW / -1", "5 kW / 1.5", "0.0001 W",
  "10000000000001 mW", "10001 MW", "99999999999999999999 W", "5 kW ± 101 %", "5 kW ± 5", "kW 5", "5 kW ± -5 %", "²5 kW",
  "٥ kW", "999999999999999999.999999999999 GW", "0.9999999999999 GW",
])
func `what is no power is refused`(text: String) {
  #expect(amount(text, .power) == nil)
}

@Test func `other quantities are read into their base units`() {
  #expect(amount("3 MVA", .apparentPower) == 3_000_000_000)
  #expect(amount("60 A", .current) == 60_000)
  #expect(amount("415 V", .voltage) == 415_000)
  #expect(amount("13.8 kV", .voltage) == 13_800_000)
  #expect(amount("34.7 °C", .temperature) == 34_700)
  #expect(amount("-5 C", .temperature) == -5_000)
  #expect(amount("-51 C", .temperature) == nil)
  #expect(amount("99.7 %", .share) == 997_000)
  #expect(amount("3 ‰", .share) == 3_000)
  #expect(amount("12 ppm", .share) == 12)
  #expect(amount("0.00001 %", .share) == nil)
  #expect(amount("48 U", .height) == 48)
  #expect(amount("1.5 U", .height) == nil)
}

@Test func `a band is kept in parts per million, and only where it is allowed`() throws {
  let band = try read("10 % ± 20 %", .share, allowing: .tolerance).get()
  #expect(band == (try read("10%±20%", .share, allowing: .tolerance).get()))
  #expect(band.amount == 100_000)
  #expect(band.tolerance == 200_000)
  #expect(throws: InputError.self) { try read("10 % ± 20 %", .share).get() }
  #expect(throws: InputError.self) { try read("10 kW / 2", .power).get() }
}

@Test func `a wrong unit names the units that are right`() {
  func problem(_ text: String, _ type: QuantityType) -> InputError? {
    guard case .failure(let problem) = read(text, type) else { return nil }
    return problem
  }
  let powers = "a power in W, kW, MW or GW, such as `10.2 kW`"
  #expect(
    problem("5 kw", .power) == InputError("unknown unit `kw`", expected: powers, suggestion: "did you mean `kW`?"))
  #expect(problem("5", .power) == InputError("`5` has no unit", expected: powers))
  #expect(problem("5 V", .power) == InputError("`5 V` is a voltage, not a power", expected: powers))
  #expect(problem("-5 kW", .power) == InputError("`-5 kW` is negative", expected: "a power of zero or more"))
  #expect(problem("nan", .power) == InputError("`nan` does not begin with a number", expected: powers))
  #expect(problem("11 GW", .power) == InputError("`11 GW` is more than 10 GW", expected: "at most 10 GW"))
}

@Test func `shares of a base name one of the bases`() throws {
  let bases = ["sustained-peak", "nameplate"]
  let share = try ShareOfBase("88 % of sustained-peak", bases: bases)
  #expect(share.ppm == 880_000)
  #expect(share.base == "sustained-peak")
  for text in ["88 %", "88 % sustained-peak", "88 of nameplate", "-8 % of nameplate", "88 % of", "8 % of nameplate x"] {
    #expect(throws: InputError.self, "\(text)") { try ShareOfBase(text, bases: bases) }
  }
}

@Test func `rates, spares, days and dates have their own grammar`() throws {
  #expect(try Quantity.powerPerKelvin("5 kW per K") == 5_000_000)
  #expect(try Quantity.onePer("1 per 64") == (64, nil))
  #expect(try Quantity.onePer("1 per 64 per hall") == (64, "hall"))
  #expect(try Quantity.days("30 days") == 30)
  #expect(try Quantity.date("2027-03-31") == (2027, 3, 31))
  for text in ["5 kW", "5 kW per C", "5 per K", "5 kW per K x", "-5 kW per K"] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.powerPerKelvin(text) }
  }
  for text in ["1 per 0", "1 per", "2 per 64", "1/64", "1 per -3", "one per 64", "1 per 64 per", "1 per 64 a pod"] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.onePer(text) }
  }
  for text in ["30", "30 weeks", "-3 days"] { #expect(throws: InputError.self, "\(text)") { try Quantity.days(text) } }
  for text in ["2027-3-31", "31.03.2027", "2027-03", "20270331", "-027-03-31", "2027-03-31-1"] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.date(text) }
  }
}

@Test func `prices are whole cents in an hour or a month`() throws {
  let hourly = try PriceText("2.35 $/GPU-h")
  #expect((hourly.cents, hourly.hours, hourly.per) == (235, 1, .gpu))
  let monthly = try PriceText("1250000000 $/month")
  #expect((monthly.cents, monthly.hours, monthly.per) == (125_000_000_000, 730, .lease))
  #expect(try PriceText("5 $/h").per == .lease)
  let power = try PriceText("185 $/kW-month")
  #expect((power.cents, power.hours, power.per) == (18_500, 730, .kilowatt))
  #expect(try PriceText("0.25 $/kW-h").per == .kilowatt)
  #expect(try PriceText("1500.5$/GPU-month").cents == 150_050)
  for text in ["2.35", "$2", "2.355 $/GPU-h", "-1 $/h", "2 $/GPU", "2 €/h", "99999999999 $/h", ""] {
    #expect(throws: InputError.self, "\(text)") { try PriceText(text) }
  }
}

@Test func `data and data rates are read into bytes and bits a second`() {
  #expect(amount("2 PB", .data) == 2_000_000_000_000_000)
  #expect(amount("1.5 kB", .data) == 1_500)
  #expect(amount("0.5 B", .data) == nil)
  #expect(amount("2 PB/s", .data) == nil)
  #expect(amount("1001 PB", .data) == nil)
  #expect(amount("100 Gb/s", .dataRate) == 100_000_000_000)
  #expect(amount("40GB/s", .dataRate) == 320_000_000_000)
  #expect(amount("1 TB/s", .dataRate) == 8_000_000_000_000)
  #expect(amount("9 b/s", .dataRate) == 9)
  #expect(amount("100 Gb", .dataRate) == nil)
  guard case .failure(let problem) = read("40 GB", .dataRate) else { return #expect(Bool(false)) }
  #expect(problem.message == "`40 GB` is an amount of data, not a data rate")
  #expect(problem.expected?.hasSuffix("Gb/s, GB/s, Tb/s or TB/s, such as `100 Gb/s`") == true)
}

@Test func `megawatts say where they are measured`() throws {
  let points = ["meter", "rack"]
  let power = try PowerAtPoint("10 MW at meter", points: points)
  #expect((power.milliwatts, power.point) == (10_000_000_000, "meter"))
  #expect(try PowerAtPoint("1.5kW at rack", points: points).milliwatts == 1_500_000)
  for text in ["10 MW", "10 MW at", "10 MW at roof", "at meter", "10 at meter", "0 MW at meter", "-1 MW at meter", ""] {
    #expect(throws: InputError.self, "\(text)") { try PowerAtPoint(text, points: points) }
  }
}

@Test func `moves, failures and repairs have their own grammar`() throws {
  #expect(try Quantity.centsPerNode("400 $/node") == 40_000)
  for text in ["400", "400 $", "400 $/GPU", "$400/node", "-1 $/node", "0.001 $/node", ""] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.centsPerNode(text) }
  }
  #expect(try Quantity.failuresPerMillionGPUDays("0.47 per 1000 GPU-days") == 470)
  #expect(try Quantity.failuresPerMillionGPUDays("419 per 884736 GPU-days") == 474)
  for text in [
    "0.47", "0.47 per 1000", "0.47 per 1000 days", "1 per 0 GPU-days", "-1 per 9 GPU-days", "1 per 1 GPU-days",
  ] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.failuresPerMillionGPUDays(text) }
  }
  #expect(try Quantity.hours("3 days", upTo: 2_400) == 72)
  #expect(try Quantity.hours("36 hours", upTo: 2_400) == 36)
  for text in ["3", "3 weeks", "0 days", "101 days", "3 days 4"] {
    #expect(throws: InputError.self, "\(text)") { try Quantity.hours(text, upTo: 2_400) }
  }
}

@Test func `a voltage may say between which conductors it is`() throws {
  func read(_ text: String) throws -> [String] {
    let voltage = try Voltage(text)
    return ["\(voltage.millivolts)", voltage.conductors?.rawValue ?? ""]
  }
  #expect(try read("230 V L-N") == ["230000", "L-N"])
  #expect(try read("0.4 kV  L-L") == ["400000", "L-L"])
  #expect(try read("415V") == ["415000", ""])
  for (text, help) in [("230 V LN", "did you mean `L-N`?"), ("230 V l-n", "did you mean `L-N`?"), ("400 V PH-PH", nil)]
  {
    let error = #expect(throws: InputError.self) { try Voltage(text) }
    #expect(error?.suggestion == help && error?.expected?.contains("`L-N`, from phase to neutral") == true)
  }
  for text in ["230 L-N", "L-N", "230 VL-N", "V L-N", "-5 V L-N", "230 V L-N L-N"] {
    #expect(throws: InputError.self) { try Voltage(text) }
  }
}
