import SeededRandom

/// Changes an input the way people's files differ: by words, numbers and lines. libFuzzer's own mutations know bytes
/// only, and most of what they make ends in the YAML parser.
struct Mutator {
  private var random: SplitMix64
  private let capacity: Int

  init(seed: UInt32, capacity: Int) {
    random = SplitMix64(seed: UInt64(seed))
    self.capacity = capacity
  }

  private static let signs = Set(",:[]{}\n\"".utf8)
  private static let breaks = Set("\n".utf8)

  /// Values at the edges of what readers take, and such as they must refuse.
  private static let values: [[UInt8]] = [
    "0", "-1", "1", "7", "010", "1e9", "1000000000", "9223372036854775807", "-9223372036854775808", "0.0000001", "NaN",
    "null", "~", "yes", "''", "\"8\"", "[]", "{}", "{a: b}", "[a, b]", "all", "unknown", "$kind", "*", "**",
    "hall-[1-2]", "pod-[2-1]", "[1-99999999999]", "hall-*/**/rack-1", "node-[1-9]", "0 W", "1 mW", "10 GW", "11 GW",
    "5 kW ± 5 %", "5 kW +- 101 %", "90 kW / 18", "1 kW / 0", "100 %", "0.0001 %", "1000000 ppm", "50 % of nameplate",
    "3 MVA", "60 A", "415 V", "-300 °C", "99 °C", "5 kW per K", "1 per 0", "1 per 8", "48 U", "2.35 $/GPU-h",
    "0.001 $/h", "99999999999 $/month", "2027-02-30", "2027-12-31", "30 days", "published: x", "é", "\u{FEFF}",
    "10 MW at meter", "storage=2 PB|wan=1 Gb/s", "hall-1/pod-3/rack-1/node-1:2+0", "annex/mixed:1|hall-2",
    "dgx-h100|tray", "adjacent",
    "\\ud83d\\ude00", "999999999999999999.999999999999 GW", "999999999999999999.999999999999 %",
  ].map { Array($0.utf8) }

  /// A changed copy, at most as long as there is room.
  mutating func change(_ input: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes = Array(input)
    guard !bytes.isEmpty else { return bytes }
    for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
      switch Int.random(in: 0...6, using: &random) {
      case 0, 1:
        replace(
          anyPart(of: bytes, between: Self.signs), of: &bytes, by: spaced(Self.values.randomElement(using: &random)!))
      case 2:
        replace(anyPart(of: bytes, between: Self.signs), of: &bytes, by: bytes[anyPart(of: bytes, between: Self.signs)])
      case 3: changeDigits(of: &bytes)
      case 4: bytes.removeSubrange(anyPart(of: bytes, between: Self.breaks))
      case 5:
        let line = bytes[anyPart(of: bytes, between: Self.breaks)] + [UInt8(ascii: "\n")]
        bytes.insert(contentsOf: line, at: anyPart(of: bytes, between: Self.breaks).lowerBound)
      default:
        let line = bytes[anyPart(of: bytes, between: Self.breaks)]
        replace(anyPart(of: bytes, between: Self.breaks), of: &bytes, by: line)
      }
    }
    return Array(bytes.prefix(capacity))
  }

  private func spaced(_ value: [UInt8]) -> ArraySlice<UInt8> { [0x20] + value }

  private func replace(_ part: Range<Int>, of bytes: inout [UInt8], by other: ArraySlice<UInt8>) {
    bytes.replaceSubrange(part, with: Array(other))
  }

  /// The range between two of the signs around a random place.
  private mutating func anyPart(of bytes: [UInt8], between signs: Set<UInt8>) -> Range<Int> {
    var low = Int.random(in: bytes.indices, using: &random)
    var high = low
    while low > 0, !signs.contains(bytes[low - 1]) { low -= 1 }
    while high < bytes.count, !signs.contains(bytes[high]) { high += 1 }
    return low..<high
  }

  /// For the number behind a random place another digit, one more, or as many as may overflow something.
  private mutating func changeDigits(of bytes: inout [UInt8]) {
    let place = Int.random(in: bytes.indices, using: &random)
    guard let digit = bytes[place...].firstIndex(where: { (0x30...0x39).contains($0) }) else { return }
    let other = UInt8.random(in: 0x30...0x39, using: &random)
    switch Int.random(in: 0...3, using: &random) {
    case 0, 1: bytes[digit] = other
    case 2: bytes.insert(other, at: digit)
    default:
      let end = bytes[digit...].firstIndex { !(0x30...0x39).contains($0) } ?? bytes.count
      let decimals = [0, 0, 3, 6, 12, 13].randomElement(using: &random)!
      let whole = String(repeating: "9", count: [1, 4, 9, 10, 18, 19].randomElement(using: &random)!)
      let number = decimals == 0 ? whole : whole + "." + String(repeating: "9", count: decimals)
      bytes.replaceSubrange(digit..<end, with: Array(number.utf8))
    }
  }
}

/// libFuzzer's own mutations, with its dictionary.
@_silgen_name("LLVMFuzzerMutate")
private func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, size: Int, capacity: Int) -> Int

/// libFuzzer calls this for a new input: two times of three it is changed by words and lines, else by bytes.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateOne(_ data: UnsafeMutablePointer<UInt8>, _ size: Int, _ capacity: Int, _ seed: UInt32) -> Int {
  if size == 0 || seed % 3 == 0 { return mutateBytes(data, size: size, capacity: capacity) }
  var mutator = Mutator(seed: seed, capacity: capacity)
  let changed = mutator.change(UnsafeBufferPointer(start: data, count: size))
  for (place, byte) in changed.enumerated() { data[place] = byte }
  return changed.count
}
